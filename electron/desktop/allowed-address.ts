import type { Instance } from '../../shared/instance';

const WEB_PAGES: readonly string[] = ['https://pocketbase.io'];
/** One release's notes, spelled exactly like this. */
const RELEASE_NOTES = /^https:\/\/github\.com\/pocketbase\/pocketbase\/releases\/tag\/v\d{1,4}\.\d{1,4}\.\d{1,4}$/;

/**
 * May the address be handed to the user's browser? Only an instance's own address, PocketBase's documentation
 * and the notes of its releases.
 * Compared as a parsed origin: a look-alike such as `http://127.0.0.1.example` has another one.
 */
export function isAllowedAddress(address: string, instances: readonly Pick<Instance, 'port'>[]): boolean {
  if (RELEASE_NOTES.test(address)) return true;
  let parsed: URL;
  try {
    parsed = new URL(address);
  } catch {
    return false;
  }
  if (parsed.username !== '' || parsed.password !== '') return false;
  if (WEB_PAGES.includes(parsed.origin)) return true;
  return parsed.protocol === 'http:' && instances.some(({ port }) => parsed.host === hostOf(port));
}

/** `URL` leaves the default port out of the host. */
const hostOf = (port: number): string => (port === 80 ? '127.0.0.1' : `127.0.0.1:${String(port)}`);

/** Named by the feed of updates, which the package names: a page of the web, or of this computer in tests. */
export function isUpdateAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

/**
 * May a page of an admin UI go on to the address by itself? Only within that admin UI: after a restore of its own it loads itself
 * again. Of all other pages: never.
 */
export function isWithinAdminUi(page: string, address: string): boolean {
  if (!URL.canParse(page) || !URL.canParse(address)) return false;
  const [from, to] = [new URL(page), new URL(address)];
  const isAdminUi = ({ pathname }: URL): boolean => pathname.startsWith('/_/');
  if (to.username !== '' || to.password !== '') return false;
  return (
    from.protocol === 'http:' &&
    from.hostname === '127.0.0.1' &&
    isAdminUi(from) &&
    from.origin === to.origin &&
    isAdminUi(to)
  );
}
