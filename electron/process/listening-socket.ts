import { closeSync, openSync, readSync } from 'node:fs';
import { execa } from 'execa';
import type { PortOwner } from '../../shared/errors';
import type { NetworkAccess } from '../../shared/launch-options';
import { processesWithOpenFiles, processName, shownDescriptorsOf } from './processes';
import { systemTool } from './system-tools';

/**
 * The processes that listen on a TCP port of this machine, as far as the system tells this user. Empty when none is
 * visible. Linux: procfs, about 5 ms. macOS: `lsof`, not run by us. Windows: `netstat`.
 */
export function listenersOnPort(port: number): Promise<readonly PortOwner[]> {
  switch (process.platform) {
    case 'linux':
      return listenersByProcfs(port);
    case 'win32':
      return listenersByNetstat(port);
    default:
      return listenersByLsof(port);
  }
}

/** Where a socket listens: for this computer only, on all of its addresses, or on one that others may reach. */
export type ListensAt = 'loopback' | 'everywhere' | 'elsewhere';

/**
 * Does this process listen on the port, and where it is to: on loopback addresses and no other, or on all there are?
 */
export async function listensOnPort(pid: number, port: number, networkAccess: NetworkAccess): Promise<boolean> {
  const places = await placesOf(pid, port);
  if (networkAccess === 'network') return places.includes('everywhere');
  return places.length > 0 && places.every((place) => place === 'loopback');
}

/** On Linux its own files tell, however many other processes there are. */
async function placesOf(pid: number, port: number): Promise<readonly ListensAt[]> {
  switch (process.platform) {
    case 'linux': {
      const shown = shownDescriptorsOf(pid);
      if (shown === null) return nobodysSockets(port, listeningSockets(port));
      return placesOfSockets(new Set(shown.flatMap(({ path }) => socketInode(path))), port);
    }
    case 'win32':
      return listenersFromNetstat(await askNetstat(), port).flatMap((one) => (one.pid === pid ? [one.at] : []));
    default:
      return placesFromLsof(await askLsof(port), pid);
  }
}

/** Does this process listen on any port, of its own network where it has one? Where its files are not shown: presumably. */
export function listensSomewhere(pid: number): boolean {
  const descriptors = shownDescriptorsOf(pid);
  if (descriptors === null) return true;
  if (!descriptors.some(({ path }) => isSocket(path))) return false;
  const tables = ['tcp', 'tcp6'].map((name) => readListeners(`/proc/${String(pid)}/net/${name}`));
  const sockets = new Set(tables.flatMap((table) => listeningInodes(table)).map(({ inode }) => `socket:[${inode}]`));
  return descriptors.some(({ path }) => sockets.has(path));
}

/**
 * The open files of an executable with capabilities (`setcap`) are shown to nobody but root. The sockets on its port are its
 * own when they belong to our user and to none of the processes that are shown: before the start nobody had the port.
 */
async function nobodysSockets(port: number, sockets: ReadonlyMap<string, ListensAt>): Promise<readonly ListensAt[]> {
  const user = String(process.geteuid?.() ?? '');
  if (sockets.size === 0) return [];
  const isOurs = ['tcp', 'tcp6']
    .map((name) => readListeners(`/proc/net/${name}`))
    .flatMap((table) => listeningInodes(table, port))
    .every((one) => one.user === user);
  const others = await processesWithOpenFiles((files) => files.some((file) => sockets.has(file)));
  return isOurs && others.length === 0 ? [...sockets.values()] : [];
}

const LISTEN = '0A';
/** In bytes: some fifty sockets. The system makes the text up while it is read. */
const TABLE_CHUNK = 8 * 1024;
/** In bytes: some three. Where a few are looked for, what follows them costs most: the system goes through all its connections. */
const SMALL_CHUNK = 512;

/** Of an open file, as procfs names it. */
export const isSocket = (path: string): boolean => path.startsWith('socket:[');

const socketInode = (path: string): readonly string[] => /^socket:\[(\d+)\]$/.exec(path)?.slice(1) ?? [];

/** Where these sockets listen on the port. Read no further than until all of them are found; none of them: nothing is read. */
function placesOfSockets(inodes: ReadonlySet<string>, port: number): readonly ListensAt[] {
  const missing = new Set(inodes);
  const places: ListensAt[] = [];
  for (const name of ['tcp', 'tcp6']) {
    if (missing.size === 0) break;
    const isFound = (table: string): boolean => {
      for (const { inode } of listeningInodes(table)) missing.delete(inode);
      return missing.size === 0;
    };
    const table = readListeners(`/proc/net/${name}`, { chunkBytes: SMALL_CHUNK, isEnough: isFound });
    places.push(...listeningInodes(table, port).flatMap(({ inode, at }) => (inodes.has(inode) ? [at] : [])));
  }
  return places;
}

async function listenersByProcfs(port: number): Promise<readonly PortOwner[]> {
  const sockets = listeningSockets(port);
  if (sockets.size === 0) return [];
  return processesWithOpenFiles((files) => files.some((file) => sockets.has(file)));
}

/** As procfs names them among the open files of a process. */
function listeningSockets(port: number): ReadonlyMap<string, ListensAt> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((table) => readListeners(table));
  const found = tables.flatMap((table) => listeningInodes(table, port));
  return new Map(found.map(({ inode, at }) => [`socket:[${inode}]`, at]));
}

const WHOLE_TABLE = { chunkBytes: TABLE_CHUNK, isEnough: (): boolean => false };

/**
 * The beginning of a procfs table, where the sockets that listen stand. What follows is every connection, also those of
 * the last minute: where many instances start, thousands that nobody needs.
 */
function readListeners(
  table: string,
  { chunkBytes, isEnough }: { readonly chunkBytes: number; readonly isEnough: (text: string) => boolean } = WHOLE_TABLE,
): string {
  try {
    const file = openSync(table, 'r');
    try {
      const chunk = Buffer.alloc(chunkBytes);
      let text = '';
      for (;;) {
        const length = readSync(file, chunk);
        text += chunk.toString('latin1', 0, length);
        if (length === 0 || hasOtherThanListeners(text) || isEnough(text)) return text;
      }
    } finally {
      closeSync(file);
    }
  } catch {
    // A system without IPv6, or without procfs.
    return '';
  }
}

/** The last line may be cut off. */
function hasOtherThanListeners(text: string): boolean {
  const lines = text.split('\n');
  const last = lines.at(-2)?.trim().split(/\s+/);
  return lines.length > 2 && last?.[3] !== LISTEN;
}

export interface ListeningSocket {
  readonly inode: string;
  readonly at: ListensAt;
  /** Number of the user who opened it. */
  readonly user: string;
}

/** The sockets in one procfs table that listen on the port, or on any. Columns: sl local remote state … user timeout inode. */
export function listeningInodes(table: string, port?: number): readonly ListeningSocket[] {
  const hexPort = port === undefined ? '' : port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [, local = '', , state] = columns;
    const inode = columns[9];
    if (state !== LISTEN || inode === undefined) return [];
    const [address = '', itsPort = ''] = local.split(':');
    return hexPort === '' || hexPort === itsPort
      ? [{ inode, at: placeFromProcfs(address), user: columns[7] ?? '' }]
      : [];
  });
}

/** Each group of four bytes is written backwards. */
const LOOPBACK_IN_PROCFS = /^(?:[\dA-F]{6}7F|0{24}01000000|0{16}FFFF0000[\dA-F]{6}7F)$/;

function placeFromProcfs(address: string): ListensAt {
  if (/^0+$/.test(address)) return 'everywhere';
  return LOOPBACK_IN_PROCFS.test(address) ? 'loopback' : 'elsewhere';
}

/** Of an address with its port, as `lsof` and `netstat` write it. */
function placeFromText(text: string): ListensAt {
  const address = text.replace(/:\d+$/, '');
  if (['*', '0.0.0.0', '[::]'].includes(address)) return 'everywhere';
  return address === '[::1]' || address.startsWith('127.') ? 'loopback' : 'elsewhere';
}

async function askLsof(port: number): Promise<string> {
  const { stdout } = await execa(
    systemTool('lsof') ?? 'lsof',
    ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-Fpcn'],
    { reject: false },
  );
  return stdout;
}

const listenersByLsof = async (port: number): Promise<readonly PortOwner[]> => ownersFromLsof(await askLsof(port));

/** `-F` output: a line `p<pid>` and a line `c<command>` for each process. */
export function ownersFromLsof(text: string): readonly PortOwner[] {
  return [...text.matchAll(/^p(\d+)\nc(.*)$/gm)].map(([, pid, name]) => ({ pid: Number(pid), name: name ?? '' }));
}

/** The same output has a line `n<address>:<port>` for each socket, below that of its process. */
export function placesFromLsof(text: string, pid: number): readonly ListensAt[] {
  let isOfProcess = false;
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('p')) isOfProcess = line === `p${String(pid)}`;
    return isOfProcess && line.startsWith('n') ? [placeFromText(line.slice(1))] : [];
  });
}

async function askNetstat(): Promise<string> {
  // Not only TCP in general: that would leave out IPv6.
  const { stdout, failed } = await execa(systemTool('netstat') ?? 'netstat', ['-ano'], {
    reject: false,
    windowsHide: true,
  });
  return failed ? '' : stdout;
}

async function listenersByNetstat(port: number): Promise<readonly PortOwner[]> {
  const pids = new Set(listenersFromNetstat(await askNetstat(), port).map(({ pid }) => pid));
  return Promise.all([...pids].map(async (pid) => ({ pid, name: await processName(String(pid)) })));
}

/** Windows: the processes that listen on any port. */
export const listeningProcesses = async (): Promise<ReadonlySet<number>> =>
  new Set(listenersFromNetstat(await askNetstat()).map(({ pid }) => pid));

/** Columns: protocol, local address, foreign address, state in the language of the system, pid. */
export function listenersFromNetstat(
  text: string,
  port?: number,
): readonly { readonly pid: number; readonly at: ListensAt }[] {
  const end = port === undefined ? '' : `:${String(port)}`;
  return text.split('\n').flatMap((line) => {
    const [protocol, local = '', foreign = '', , pid] = line.trim().split(/\s+/);
    const listens = protocol === 'TCP' && local.endsWith(end) && foreign.endsWith(':0');
    return listens && pid !== undefined ? [{ pid: Number(pid), at: placeFromText(local) }] : [];
  });
}
