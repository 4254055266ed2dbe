import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where the system keeps its programs. What a person put in front of the PATH is not asked first. */
const SYSTEM_FOLDERS: readonly string[] =
  process.platform === 'win32'
    ? [join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32')]
    : ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/run/current-system/sw/bin', '/usr/local/bin', '/opt/homebrew/bin'];

const found = new Map<string, string | null>();

/**
 * The absolute path of a program of the system: a regular file that may be run. A folder or a text file with its name is
 * passed over, wherever it lies. Null: there is none. Looked for once.
 */
export function systemTool(name: string): string | null {
  const known = found.get(name);
  if (known !== undefined) return known;
  const tool = findTool(name);
  found.set(name, tool);
  return tool;
}

/** The same without memory. */
export function findTool(name: string, path = process.env['PATH'] ?? ''): string | null {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const onPath = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return [...SYSTEM_FOLDERS, ...onPath].map((folder) => join(folder, file)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
