import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileIdentity, type FileIdentity } from './file-identity';

/**
 * The database that a process serves by its own command line. PocketBase closes its databases after three minutes without
 * a request and opens them again with the next one: meanwhile nothing but its command line tells. Null: it is no `serve`, or
 * it cannot be told. Linux.
 */
export async function servedDatabase(pid: number): Promise<FileIdentity | null> {
  const place = placeOfData(commandLineOf(pid));
  if (place === null) return null;
  // As the process sees it: a container has folders of its own.
  const seen = isAbsolute(place) ? `/proc/${String(pid)}/root${place}` : `/proc/${String(pid)}/cwd/${place}`;
  const file = join(seen, 'data.db');
  const found = await fileIdentity(file);
  if (found !== null || !isAbsolute(place)) return found;
  // Of a process of another user only the command line is shown.
  return fileIdentity(join(place, 'data.db'));
}

/** Of `pocketbase serve …`: the folder, which may be relative to the one it was started in. */
export function placeOfData(command: readonly string[]): string | null {
  const [program = '', first = ''] = command;
  // Not a program that only starts it, as `timeout 5 pocketbase serve` is.
  const serves = first === 'serve' || (first.startsWith('--') && command.includes('serve'));
  if (!serves) return null;
  const named = command.findIndex((argument) => argument === '--dir');
  const joined = command.find((argument) => argument.startsWith('--dir='))?.slice('--dir='.length);
  return joined ?? (named === -1 ? undefined : command[named + 1]) ?? join(dirname(program), 'pb_data');
}

function commandLineOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .split('\0')
      .slice(0, -1);
  } catch {
    return [];
  }
}
