/** Where the app listens for commands, and how only its own user finds it. */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { endpointFile, PROTOCOL_VERSION, type Endpoint } from '../../shared/command-line/protocol';
import { isNotOfYourUser } from '../../shared/words/control-words';
import { writeFileAtomically } from '../disk/atomic-file';

/** What a path of a Unix socket may have at most, in bytes: 104 on macOS and 108 on Linux, with a NUL at the end. */
const SOCKET_PATH_MAX = 103;
const TOKEN_BYTES = 32;

export const endpointPath = (folder: string): string => join(folder, 'endpoint.json');
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('hex');

/**
 * A folder of this user only: on the systems where a socket is a file, the mode of its folder is what keeps other users away.
 * Node cannot ask a socket who is at its other end (SO_PEERCRED). Throws when it belongs to somebody else.
 */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(isNotOfYourUser(folder));
  if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

/** One that can be listened on; its folder is private. Whoever has the home is the only one to use it. */
export function chooseSocket(folder: string, runtimeFolder = process.env['XDG_RUNTIME_DIR'] ?? ''): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\basekeeper-${randomBytes(16).toString('hex')}`;
  makePrivate(folder);
  const beside = join(folder, 'app.sock');
  if (fits(beside)) return cleared(beside);
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (isAbsolute(runtimeFolder)) {
    const short = join(runtimeFolder, 'basekeeper', `${hash}.sock`);
    try {
      if (fits(short) && existsSync(runtimeFolder)) {
        makePrivate(dirname(short));
        return cleared(short);
      }
    } catch {
      // It is not ours, or not there; the folder for temporary files is left.
    }
  }
  return join(mkdtempSync(join(tmpdir(), 'basekeeper-')), 'app.sock');
}

const fits = (path: string): boolean => Buffer.byteLength(path) <= SOCKET_PATH_MAX;

/** What an app that was killed has left. */
function cleared(path: string): string {
  rmSync(path, { force: true });
  return path;
}

export async function writeEndpoint(folder: string, socket: string, token: string): Promise<void> {
  const endpoint: Endpoint = { v: PROTOCOL_VERSION, socket, token, pid: process.pid };
  await writeFileAtomically(endpointPath(folder), `${JSON.stringify(endpoint)}\n`);
}

export const removeEndpoint = (folder: string): void => rmSync(endpointPath(folder), { force: true });

/** Null: no app has written one, or it cannot be read. Whether that app still lives is found out by connecting. */
export function readEndpoint(folder: string): Endpoint | null {
  try {
    return endpointFile.parse(JSON.parse(readFileSync(endpointPath(folder), 'utf8')));
  } catch {
    return null;
  }
}
