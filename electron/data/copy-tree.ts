import { chmodSync, lstatSync, lutimesSync, mkdirSync, symlinkSync, utimesSync, type Stats } from 'node:fs';
import { ok } from '../../shared/result';
import type { LeftOut } from '../../shared/what-is-backed-up';
import { entriesIn, linkTargetOf, onDisk } from '../disk/byte-names';
import { syncTree } from '../disk/sync';
import { copyOneFile } from './copy-file';
import { DataProblem } from './data-problem';
import type { Perform } from './job-contract';
import { STEP } from '../../shared/words/step-words';
import { DATA_RULES } from '../../shared/words/data-words';

interface Counts {
  files: number;
  bytes: number;
}

/** Everything but what holds nothing (pipes, sockets, devices) comes along as it is: names, links, modes, times, holes. */
export const copyTree: Perform<'copy-tree'> = async ({ from, to, names }, onProgress) => {
  const before = { files: 0, bytes: 0 };
  const leftOut: LeftOut[] = [];
  for (const name of names) await count(from, name, before, leftOut);
  const progress = { step: STEP.copyingFiles, totalBytes: before.bytes };
  let doneBytes = 0;
  const onBytes = (bytes: number): void => onProgress({ ...progress, doneBytes: (doneBytes += bytes) });
  onBytes(0);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of names) await copy(`${from}/${name}`, `${to}/${name}`, onBytes);
  onProgress({ step: STEP.comparingCopy, doneBytes: 0, totalBytes: null });
  const after = { files: 0, bytes: 0 };
  for (const name of names) await compare(`${from}/${name}`, `${to}/${name}`, after);
  if (after.files !== before.files || after.bytes !== before.bytes) {
    throw new DataProblem(from, DATA_RULES.changedMeanwhile);
  }
  onProgress({ step: STEP.writing, doneBytes: 0, totalBytes: null });
  await syncTree(to, () => undefined);
  return ok({ ...after, leftOut });
};

const look = (path: string): Stats => lstatSync(onDisk(path));
const holdsSomething = (found: Stats): boolean => found.isFile() || found.isDirectory() || found.isSymbolicLink();

async function count(root: string, path: string, counts: Counts, leftOut: LeftOut[]): Promise<void> {
  const found = look(`${root}/${path}`);
  if (!holdsSomething(found)) {
    leftOut.push({ path, why: found.isFIFO() ? 'pipe' : found.isSocket() ? 'socket' : 'device' });
    return;
  }
  counts.files += 1;
  if (found.isFile()) counts.bytes += found.size;
  if (!found.isDirectory()) return;
  for (const { name } of await entriesIn(`${root}/${path}`)) await count(root, `${path}/${name}`, counts, leftOut);
}

async function copy(from: string, to: string, onBytes: (bytes: number) => void): Promise<void> {
  const found = look(from);
  if (found.isDirectory()) {
    mkdirSync(onDisk(to), { mode: 0o700 });
    for (const { name } of await entriesIn(from)) await copy(`${from}/${name}`, `${to}/${name}`, onBytes);
    withoutModes(() => chmodSync(onDisk(to), found.mode & 0o7777));
    utimesSync(onDisk(to), found.atime, found.mtime);
  } else if (found.isFile()) {
    await copyOneFile(from, to, found);
    utimesSync(onDisk(to), found.atime, found.mtime);
    onBytes(found.size);
  } else if (found.isSymbolicLink()) {
    symlinkSync(onDisk(await linkTargetOf(from)), onDisk(to));
    lutimesSync(onDisk(to), found.atime, found.mtime);
  }
}

/** Some file systems have none; nothing is lost with them. */
function withoutModes(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Throws DataProblem at the first difference in names, kinds, sizes or where links lead. */
async function compare(original: string, copied: string, counts: Counts): Promise<void> {
  const one = look(original);
  if (!holdsSomething(one)) return;
  const other = lstatSync(onDisk(copied), { throwIfNoEntry: false });
  const differs = (): never => {
    throw new DataProblem(copied, DATA_RULES.notLikeOriginal);
  };
  if (other === undefined) return differs();
  counts.files += 1;
  if (one.isDirectory()) {
    const names = (await entriesIn(original)).filter(({ name }) => holdsSomething(look(`${original}/${name}`)));
    if (!other.isDirectory() || (await entriesIn(copied)).length !== names.length) return differs();
    for (const { name } of names) await compare(`${original}/${name}`, `${copied}/${name}`, counts);
  } else if (one.isSymbolicLink()) {
    if (!other.isSymbolicLink() || (await linkTargetOf(original)) !== (await linkTargetOf(copied))) return differs();
  } else {
    if (!other.isFile() || one.size !== other.size) return differs();
    counts.bytes += one.size;
  }
}
