import { readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC in the octal flags of /proc/self/fdinfo: closed by the system when another program is started. */
const CLOSES_ITSELF = 0o2000000;

/**
 * The descriptors beyond the usual three that a child would inherit from this process. Windows hands nothing on. macOS was
 * not run; there every open descriptor counts.
 */
export function inheritedDescriptors(): readonly number[] {
  switch (process.platform) {
    case 'linux':
      return descriptorsIn('/proc/self/fdinfo').filter(isInherited);
    case 'win32':
      return [];
    default:
      return descriptorsIn('/dev/fd');
  }
}

const descriptorsIn = (folder: string): readonly number[] =>
  readdirSync(folder)
    .map(Number)
    .filter((descriptor) => descriptor > 2);

function isInherited(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${String(descriptor)}`, 'utf8');
    const flags = /^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0';
    return (parseInt(flags, 8) & CLOSES_ITSELF) === 0;
  } catch {
    // Closed since the folder was read: the one with which it was read.
    return false;
  }
}

/** How many files this process may still open; null where the system does not tell (Linux does). */
export function freeDescriptors(): number | null {
  if (process.platform !== 'linux') return null;
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return limit === undefined ? null : Number(limit) - readdirSync('/proc/self/fd').length;
}

/**
 * Chromium leaves dozens of its descriptors open to children, which would keep parts of a dead app alive: in the place of
 * each the child gets `nothing`. Numbers in between stay as they are, Node may need one of them to tell a refusal. This is
 * why it is Node's own `spawn`: it does this at no cost. What comes after the usual three in `stdio`.
 */
export function insteadOfOurs(nothing: number): readonly (number | 'ignore')[] {
  const inherited = new Set(inheritedDescriptors());
  return Array.from({ length: Math.max(2, ...inherited) - 2 }, (_, index) =>
    inherited.has(index + 3) ? nothing : 'ignore',
  );
}
