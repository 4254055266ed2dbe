import { closeSync, openSync, readSync } from 'node:fs';
import { execa } from 'execa';
import type { PortOwner } from '../../shared/errors';
import { openFilesOf, processesWithOpenFiles } from './processes';

/**
 * The processes that listen on a TCP port of this machine, as far as the system tells this user. Empty when none is
 * visible. Linux: procfs, about 5 ms. macOS: `lsof`. Windows: `netstat`. The latter two were not run by us.
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

/** Does this process listen on the port? On Linux its own files tell, however many other processes there are. */
export async function listensOnPort(pid: number, port: number): Promise<boolean> {
  if (process.platform !== 'linux') return (await listenersOnPort(port)).some((owner) => owner.pid === pid);
  const sockets = listeningSockets(port);
  return sockets.size > 0 && openFilesOf(pid).some((file) => sockets.has(file));
}

const LISTEN = '0A';
/** In bytes: some fifty sockets. The system makes the text up while it is read. */
const TABLE_CHUNK = 8 * 1024;

async function listenersByProcfs(port: number): Promise<readonly PortOwner[]> {
  const sockets = listeningSockets(port);
  if (sockets.size === 0) return [];
  return processesWithOpenFiles((files) => files.some((file) => sockets.has(file)));
}

/** As procfs names them among the open files of a process. */
function listeningSockets(port: number): ReadonlySet<string> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(readListeners);
  return new Set(tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`));
}

/**
 * The beginning of a procfs table, where the sockets that listen stand. What follows is every connection, also those of
 * the last minute: where many instances start, thousands that nobody needs.
 */
function readListeners(table: string): string {
  try {
    const file = openSync(table, 'r');
    try {
      const chunk = Buffer.alloc(TABLE_CHUNK);
      let text = '';
      for (;;) {
        const length = readSync(file, chunk);
        text += chunk.toString('latin1', 0, length);
        if (length === 0 || hasOtherThanListeners(text)) return text;
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

/** Inodes of the sockets in one procfs table that listen on the port. Columns: sl local remote state … inode. */
export function listeningInodes(table: string, port: number): readonly string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [, local = '', , state] = columns;
    const inode = columns[9];
    return state === LISTEN && local.endsWith(`:${hexPort}`) && inode !== undefined ? [inode] : [];
  });
}

async function listenersByLsof(port: number): Promise<readonly PortOwner[]> {
  const { stdout } = await execa('lsof', ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-Fpc'], { reject: false });
  return ownersFromLsof(stdout);
}

/** `-F` output: a line `p<pid>` and a line `c<command>` for each process. */
export function ownersFromLsof(text: string): readonly PortOwner[] {
  return [...text.matchAll(/^p(\d+)\nc(.*)$/gm)].map(([, pid, name]) => ({ pid: Number(pid), name: name ?? '' }));
}

async function listenersByNetstat(port: number): Promise<readonly PortOwner[]> {
  const { stdout } = await execa('netstat', ['-ano', '-p', 'TCP'], { reject: false, windowsHide: true });
  return Promise.all(
    pidsFromNetstat(stdout, port).map(async (pid) => {
      const list = await execa('tasklist', ['/FO', 'CSV', '/NH', '/FI', `PID eq ${String(pid)}`], {
        reject: false,
        windowsHide: true,
      });
      return { pid, name: /^"([^"]+)"/m.exec(list.stdout)?.[1] ?? 'unknown' };
    }),
  );
}

/** Columns: protocol, local address, foreign address, state, pid. */
export function pidsFromNetstat(text: string, port: number): readonly number[] {
  const pids = text.split('\n').flatMap((line) => {
    const [protocol, local = '', foreign = '', , pid] = line.trim().split(/\s+/);
    const listens = protocol === 'TCP' && local.endsWith(`:${String(port)}`) && foreign.endsWith(':0');
    return listens && pid !== undefined ? [Number(pid)] : [];
  });
  return [...new Set(pids)];
}
