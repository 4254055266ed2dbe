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
