import { constants, copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { INSTANCE_PARTS, type InstancePart } from '../../shared/backup';
import { DataDamage, DataProblem } from './data-problem';
import { DATABASES, requireRecords } from './databases';
import { copyWhileInUse, settle } from './sqlite';

/** Of PocketBase's own making, or made anew by it: never part of a copy. */
const LEFT_OUT = new Set(['backups', '.pb_temp_to_delete', '.notify', '.autocert_cache', 'lost+found', 'types.d.ts']);
/** The files of a database; `data.db-before-cleanup` is a person's own. */
const isOfDatabase = (name: string): boolean =>
  DATABASES.some((database) => ['', '-wal', '-shm', '-journal'].some((ending) => name === `${database}${ending}`));
/** Of operations on data that lies on a drive of its own: the copy itself may be made in there. */
const WORK_FOLDER = /^\.basekeeper-[a-z0-9]{15}$/;

export interface CopyOptions {
  /** Folder of the instance. */
  readonly from: string;
  /** An empty folder; it will look like the folder of an instance. */
  readonly to: string;
  /** A process of the instance is running and goes on writing. */
  readonly inUse: boolean;
  /**
   * `link`: uploaded files, which PocketBase never changes, are linked instead of copied where the file system can. Only
   * for copies that are read. `copy`: nothing is shared with the original.
   */
  readonly files: 'link' | 'copy';
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export interface CopiedInstance {
  readonly parts: readonly InstancePart[];
  /** Symbolic links outside pb_data, which are never followed. */
  readonly leftOutLinks: number;
}

/** Copies everything that makes up an instance, its databases each at one moment. Throws DataProblem. */
export async function copyInstance(options: CopyOptions): Promise<CopiedInstance> {
  const { from, to, inUse } = options;
  await mkdir(join(to, 'pb_data'), { recursive: true, mode: 0o700 });
  const copier = new Copier(options);
  const data = join(from, 'pb_data');
  // Uploads before the database, so that no row is without its file; then those that came meanwhile.
  await copier.copyData(data, join(to, 'pb_data'));
  for (const name of DATABASES) await copyDatabase(join(data, name), join(to, 'pb_data', name), options);
  if (inUse) await copier.copyData(data, join(to, 'pb_data'));
  const others = INSTANCE_PARTS.filter((part) => part !== 'pb_data');
  for (const part of others) {
    await mkdir(join(to, part), { recursive: true, mode: 0o700 });
    await copier.copyTree(join(from, part), join(to, part), false);
  }
  return { parts: INSTANCE_PARTS, leftOutLinks: copier.leftOutLinks };
}

async function copyDatabase(from: string, to: string, { inUse, signal, onBytes }: CopyOptions): Promise<void> {
  signal.throwIfAborted();
  if (basename(from) === DATABASES[0]) await requireRecords(from);
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  if (inUse) await copyWhileInUse(from, to);
  else {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    // Without it the last writes before a kill would be missing; the -shm file is made anew.
    await copyFile(`${from}-wal`, `${to}-wal`, constants.COPYFILE_EXCL).catch(ignoreMissing);
    // Left by a tool that was ended in the middle of a change; without it the change would be there by half.
    await copyFile(`${from}-journal`, `${to}-journal`, constants.COPYFILE_EXCL).catch(ignoreMissing);
  }
  try {
    settle(to);
  } catch (error) {
    throw new DataDamage(basename(from), (error as Error).message);
  }
  onBytes(found.size);
}

/**
 * Up to here the process waits for a file: it has nothing else to do, and with many small ones the detour through the
 * pool of threads would take most of the time.
 */
const SMALL_BYTES = 256 * 1024;
/** How often it looks whether anybody still waits for it. */
const FILES_BETWEEN_PAUSES = 256;

class Copier {
  leftOutLinks = 0;
  readonly #options: CopyOptions;
  #canLink: boolean;
  #looked = 0;

  constructor(options: CopyOptions) {
    this.#options = options;
    this.#canLink = options.files === 'link';
  }

  /** pb_data without its databases. */
  async copyData(from: string, to: string): Promise<void> {
    for (const name of readdirSync(from)) {
      if (LEFT_OUT.has(name) || isOfDatabase(name) || WORK_FOLDER.test(name)) continue;
      if (name === 'storage' && isFolderBehindLink(join(from, name)))
        await this.#copyStorage(join(from, name), join(to, name));
      else await this.#copyEntry(join(from, name), join(to, name), true);
    }
  }

  /** Uploads are put on a larger drive by a link; what is behind it belongs to the instance like everything else. */
  async #copyStorage(from: string, to: string): Promise<void> {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    await this.copyTree(from, to, true);
  }

  async copyTree(from: string, to: string, isData: boolean): Promise<void> {
    const isStorage = isData && basename(from) === 'storage';
    for (const name of unlessMissing(() => readdirSync(from)) ?? []) {
      if (isStorage && OF_A_DRIVE(name)) continue;
      await this.#copyEntry(join(from, name), join(to, name), isData);
    }
  }

  async #copyEntry(from: string, to: string, isData: boolean): Promise<void> {
    this.#looked += 1;
    if (this.#looked % FILES_BETWEEN_PAUSES === 0) await setImmediate();
    this.#options.signal.throwIfAborted();
    const found = unlessMissing(() => lstatSync(from));
    // Deleted while it was being copied.
    if (found === undefined) return;
    if (found.isDirectory()) {
      mkdirSync(to, { recursive: true, mode: 0o700 });
      await this.copyTree(from, to, isData);
    } else if (found.isFile()) {
      await this.#copyFile(from, to, found.size, isData);
      this.#options.onBytes(found.size);
    } else if (isData) {
      throw new DataProblem(
        from,
        'is neither a file nor a folder. Links are not followed, because they lead out of the instance',
      );
    } else this.leftOutLinks += 1;
  }

  async #copyFile(from: string, to: string, sizeBytes: number, isData: boolean): Promise<void> {
    if (isData && this.#canLink) {
      try {
        linkSync(from, to);
        return;
      } catch (error) {
        if (isThereOrGone(error)) return;
        // Another drive, or a file system without links.
        this.#canLink = false;
      }
    }
    const mode = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;
    try {
      if (sizeBytes <= SMALL_BYTES) copyFileSync(from, to, mode);
      else await copyFile(from, to, mode);
    } catch (error) {
      if (!isThereOrGone(error)) throw error;
    }
  }
}

/** Copied before, or deleted meanwhile. */
const OF_A_DRIVE = (name: string): boolean => name === 'lost+found' || WORK_FOLDER.test(name);

const isFolderBehindLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true &&
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const isThereOrGone = (error: unknown): boolean =>
  ['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');

function unlessMissing<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch (error) {
    ignoreMissing(error);
    return undefined;
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
