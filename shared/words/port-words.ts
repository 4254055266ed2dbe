import type { AppNotice } from '../app-state';
import type { AppError } from '../errors';
import type { Instance } from '../instance';
import { sharersOfPort } from '../port-rule';

/** “blog”, “shop” and “crm”. */
function namesInWords(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
}

/** Ports below it belong to services of the system by convention. */
const PORTS_OF_SERVICES = 1024;

const portOfService = (port: number): string =>
  `Ports below ${String(PORTS_OF_SERVICES)} are meant for services of the system. Something else may expect port ${String(port)}.`;

/** What is said below a field with this port in it, as typed; null while nothing has to be said. */
export function sharedPortWarning(
  typed: string,
  id: Instance['id'] | null,
  instances: readonly Instance[],
): string | null {
  if (!/^\d{1,5}$/.test(typed.trim())) return null;
  const port = Number(typed);
  const sharers = sharersOfPort({ id, port }, instances);
  if (sharers.length === 0) return port > 0 && port < PORTS_OF_SERVICES ? portOfService(port) : null;
  const names = namesInWords(sharers.map(({ name }) => name));
  return `Port ${String(port)} is also that of ${names}. Only one of the ${sharers.length === 1 ? 'two' : 'instances'} can run at a time.`;
}

/** After an instance came to the list with another port than the one that was suggested. */
export const portTakenInWords = (
  { name, port }: Pick<Instance, 'name' | 'port'>,
  taken: number,
): { readonly title: string; readonly text: string } => ({
  title: `${name} is on port ${String(port)}`,
  text: `Port ${String(taken)}, which was suggested, is used by another program now. You can change the port under Settings.`,
});

/** At launch: two were meant to run on one port. */
export const notStartedAtLaunch = (
  { id, name }: Pick<Instance, 'id' | 'name'>,
  { port, holderName }: Extract<AppError, { readonly code: 'port-held-by-instance' }>,
): AppNotice => ({
  id: `port-held-${id}`,
  title: `${name} was not started`,
  text: `“${holderName}” has port ${String(port)}, and only one of the two can run at a time. Stop “${holderName}” and start “${name}” yourself, or give one of them another port.`,
});

/** Evidence of a start that was not even tried. */
export const portUsedByInstance = (port: number, name: string): string =>
  `Port ${String(port)} is used by the instance “${name}”`;

/** Why an instance counts as not answering, although something does. */
export const anotherAnswersOn = (port: number): string => `another process answers on port ${String(port)}`;
