import {
  accessSync,
  chmodSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  statSync,
  symlinkSync,
  type Stats,
} from 'node:fs';
import { relative } from 'node:path/posix';
import { setImmediate } from 'node:timers/promises';
import type { InstancePart } from '../../shared/backup';
import { isLeftOut, targetInside, type LeftOut, type LeftOutReason } from '../../shared/what-is-backed-up';
import { DATA_RULES } from '../../shared/words/data-words';
import { entriesInNow, linkTargetOf, onDisk, textOfBytes } from '../disk/byte-names';
import { copyOneFile } from './copy-file';
import { DataProblem } from './data-problem';
import { DATABASES } from './database-files';
import { copySecondDatabase, isDatabase, isOfDatabase } from './second-databases';

export interface CopierOptions {
  /** A process of the instance is running and goes on writing. */
  readonly inUse: boolean;
  /** See `CopyOptions`. */
  readonly files: 'link' | 'copy';
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** How often it looks whether anybody still waits for it. */
const FILES_BETWEEN_PAUSES = 256;

interface Place {
  readonly part: InstancePart;
  readonly from: string;
  readonly to: string;
  /** Of the folder of the part, without links on the way to it. */
  readonly root: string;
}

/** Copies the parts of an instance, and keeps account of what is left out and why. */
export class Copier {
  readonly #options: CopierOptions;
  readonly #leftOut = new Map<string, LeftOutReason>();
  #canLink: boolean;
  #looked = 0;
  /** What is there already was copied before. */
  #again = false;

  constructor(options: CopierOptions) {
    this.#options = options;
    this.#canLink = options.files === 'link';
  }

  leftOut(): readonly LeftOut[] {
    return [...this.#leftOut].map(([path, why]) => ({ path, why }));
  }

  /** Of pb_data all but PocketBase's own databases. */
  async copyPart(part: InstancePart, from: string, to: string): Promise<void> {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    const found = statSync(from, { throwIfNoEntry: false });
    if (found === undefined) {
      if (lstatSync(from, { throwIfNoEntry: false }) !== undefined) this.#leftOut.set(part, 'link');
      return;
    }
    const place = { part, from, to, root: textOfBytes(realpathSync(from, { encoding: 'buffer' })) };
    await this.#copyContent(place, '');
    keepMode(to, folderMode(found));
  }

  /** What came since the part was copied. */
  async copyNew(part: InstancePart, from: string, to: string): Promise<void> {
    this.#again = true;
    await this.copyPart(part, from, to);
    this.#again = false;
  }

  async #copyContent(place: Place, folder: string): Promise<void> {
    const inside = folder === '' ? '' : `/${folder}`;
    const entries = this.#unlessLeftOut(place, folder, () => entriesInNow(`${place.from}${inside}`)) ?? [];
    for (const { name } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (place.part === 'pb_data' && (isOfDrive(path) || this.#isSpecialInData(place, path))) continue;
      this.#looked += 1;
      if (this.#looked % FILES_BETWEEN_PAUSES === 0) await setImmediate();
      this.#options.signal.throwIfAborted();
      try {
        await this.#copyEntry(place, path);
      } catch (error) {
        this.#leaveOutOrThrow(place, path, error);
      }
    }
  }

  #isSpecialInData(place: Place, path: string): boolean {
    if (isLeftOut(path)) {
      // Listed by its top, which stands for all that is in it.
      if (!isEmptyFolder(`${place.from}/${path}`)) this.#leave(place, path, 'of-pocketbase');
      return true;
    }
    if (DATABASES.includes(path)) return true;
    const database = DATABASES.find((each) => ENDINGS.some((ending) => path === `${each}${ending}`));
    // Each database comes with its own companions, or without them where everything is in it already.
    if (database !== undefined) return isThere(`${place.from}/${database}`);
    return isOfDatabase(`${place.from}/${path}`) && (this.#options.inUse || path.endsWith('-shm'));
  }

  async #copyEntry(place: Place, path: string): Promise<void> {
    const [from, to] = [`${place.from}/${path}`, `${place.to}/${path}`];
    const found = lstatSync(onDisk(from));
    if (found.isDirectory()) {
      // Two that differ only in case must not become one where the drive does not tell them apart.
      mkdirSync(onDisk(to), { recursive: this.#again, mode: 0o700 });
      await this.#copyContent(place, path);
      keepMode(to, folderMode(found));
    } else if (found.isFile()) {
      if (mayBeRead(from, found)) {
        await this.#copyFile(place, path, found);
        this.#options.onBytes(found.size);
      } else this.#leave(place, path, 'unreadable');
    } else if (isLinkedStorage(place, path)) {
      mkdirSync(onDisk(to), { recursive: this.#again, mode: 0o700 });
      await this.#copyContent(place, path);
    } else if (found.isSymbolicLink()) await this.#copyLink(place, path);
    else this.#leave(place, path, found.isFIFO() ? 'pipe' : found.isSocket() ? 'socket' : 'device');
  }

  async #copyFile({ part, from: partFrom, to: partTo }: Place, path: string, found: Stats): Promise<void> {
    const { inUse } = this.#options;
    const [from, to] = [`${partFrom}/${path}`, `${partTo}/${path}`];
    if (this.#again && isThere(to)) return;
    if (part === 'pb_data') {
      if (inUse && isDatabase(from, found)) {
        await copySecondDatabase(from, to, found);
        // SQLite makes a new file, with the mode of any new one.
        keepMode(to, found.mode & 0o777);
        return;
      }
      // PocketBase never changes an upload; what else is there may be written to while we read it.
      if (this.#canLink && (!inUse || path.startsWith('storage/'))) {
        try {
          linkSync(onDisk(from), onDisk(to));
          return;
        } catch (error) {
          if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
          // Another drive, or a file system without links.
          this.#canLink = false;
        }
      }
    }
    await copyOneFile(from, to, found);
  }

  async #copyLink(place: Place, path: string): Promise<void> {
    const target = await linkTargetOf(`${place.from}/${path}`);
    const relativeTarget = targetInside(path, fromInside(place, path, target));
    const to = `${place.to}/${path}`;
    if (relativeTarget === null) this.#leave(place, path, 'link');
    else if (!this.#again || !isThere(to)) symlinkSync(onDisk(relativeTarget), onDisk(to));
  }

  #unlessLeftOut<Value>(place: Place, path: string, look: () => Value): Value | undefined {
    try {
      return look();
    } catch (error) {
      this.#leaveOutOrThrow(place, path, error);
      return undefined;
    }
  }

  #leaveOutOrThrow(place: Place, path: string, error: unknown): void {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Deleted while it was being copied. A copy that has lost its folder is something else.
    if (code === 'ENOENT' && !isThere(`${place.from}/${path}`)) return;
    if (code === 'EEXIST') throw new DataProblem(`${place.to}/${path}`, DATA_RULES.sameName);
    if (code === 'ENAMETOOLONG') this.#leave(place, path, 'path-too-long');
    else if (['EACCES', 'EPERM'].includes(code) && path !== '') this.#leave(place, path, 'unreadable');
    else throw error;
  }

  #leave({ part }: Place, path: string, why: LeftOutReason): void {
    this.#leftOut.set(`${part}/${path}`, why);
  }
}

/** Uploads are put on a larger drive by a link; what is behind it belongs to the instance like everything else. */
const isLinkedStorage = ({ part, from }: Place, path: string): boolean =>
  part === 'pb_data' &&
  path === 'storage' &&
  statSync(`${from}/storage`, { throwIfNoEntry: false })?.isDirectory() === true;

/** Of operations on data that lies on a drive of its own: the copy itself may be made in there. */
const isOfDrive = (path: string): boolean => /^(?:storage\/)?\.basekeeper-[a-z0-9]{15}$/.test(path);

/** What cannot be looked into counts as full. */
function isEmptyFolder(path: string): boolean {
  try {
    return entriesInNow(path).length === 0;
  } catch {
    return false;
  }
}

const ENDINGS = ['-wal', '-shm', '-journal'];

/** Whoever owns it can always use it: what we could not read, change or remove again would be in everybody's way. */
const folderMode = ({ mode }: Stats): number => (mode & 0o777) | 0o700;

/** Only where the bits leave a doubt is the system asked. */
function mayBeRead(path: string, { mode, uid }: Stats): boolean {
  const own = process.getuid?.() ?? uid;
  if (own === 0 || (uid === own && (mode & 0o400) !== 0)) return true;
  try {
    accessSync(onDisk(path), constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** An absolute target inside the part means the same as a relative one, and still does in another place. */
function fromInside({ from, root }: Place, path: string, target: string): string {
  const base = [root, from].find((each) => target.startsWith(`${each}/`));
  return base === undefined ? target : relative(`${base}/${path}/..`, target);
}

/** Some file systems have no modes; nothing is lost with them. */
function keepMode(path: string, mode: number): void {
  try {
    chmodSync(onDisk(path), mode);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

const isThere = (path: string): boolean => lstatSync(onDisk(path), { throwIfNoEntry: false }) !== undefined;
