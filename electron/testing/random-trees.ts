/** Trees of files as people have them and as nobody would: any bytes for names, every kind of file, sparse, linked, deep. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { INSTANCE_PARTS } from '../../shared/backup';
import { LEFT_OUT_OF_DATA } from '../../shared/what-is-backed-up';
import { DATABASES } from '../data/database-files';
import { bytesOfText, entriesInNow, onDisk, textOfBytes } from '../disk/byte-names';

type Kind = 'file' | 'sparse' | 'folder' | 'hard-link' | 'link-inside' | 'link-outside' | 'pipe';

export interface PlannedNode {
  /** In which of the folders so far, and which of the files so far a link stands for. */
  readonly pick: number;
  /** As in `byte-names.ts`. */
  readonly name: string;
  readonly kind: Kind;
  readonly content: Uint8Array;
  readonly mode: number;
}

export type TreePlan = readonly PlannedNode[];

const AWKWARD = [
  'caf\u00e9',
  'cafe\u0301',
  'CAFE',
  'cafe',
  'aux.js',
  'CON',
  'photo_x.*',
  'a:b',
  'what?',
  'say "hi" <b>|',
  'back\\slash',
  '..\\up',
  'C:',
  'new\nline',
  '\u001b[31m',
  'ends.',
  'ends ',
  '...',
  ' ',
  '-rf',
  '.DS_Store',
  '__MACOSX',
  '._photo',
  'lost+found',
  'backups',
  'data.db-before-cleanup',
  'data.db-2026-01-01.bak',
  'auxiliary.db-old',
  'notes-shm',
  'notes-wal',
  'notes-journal',
  'photo.jpg',
  '\ufffd',
  'x'.repeat(255),
  'ä'.repeat(127),
  '🎉'.repeat(63),
];

/** Any bytes the file system takes. */
const randomName = fc
  .uint8Array({ minLength: 1, maxLength: 255, size: 'small' })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0 || byte === 0x2f ? 0x80 : byte))))
  .filter((bytes) => !['.', '..'].includes(bytes.toString('latin1')))
  .map(textOfBytes);

const kind = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Kind>('file') },
  { weight: 6, arbitrary: fc.constant<Kind>('folder') },
  { weight: 1, arbitrary: fc.constantFrom<Kind>('sparse', 'hard-link', 'link-inside', 'link-outside', 'pipe') },
);

/** Read and execute bits come and go; the owner can read, as PocketBase has to. */
const mode = fc.nat(0o777).map((bits) => bits | 0o400);

/** Small enough that hundreds are tried in a minute. */
export const treePlans: fc.Arbitrary<TreePlan> = fc.array(
  fc.record<PlannedNode>({
    pick: fc.nat(1000),
    name: fc.oneof(randomName, fc.constantFrom(...AWKWARD)),
    kind,
    content: fc.uint8Array({ maxLength: 300, size: 'small' }),
    mode,
  }),
  { minLength: 5, maxLength: 40, size: 'max' },
);

/** In bytes, what a sparse file claims to have. */
const SPARSE_BYTES = 3 * 1024 ** 2;
const PATH_BYTES_MAX = 2500;

export interface PlantOptions {
  /** Left away, for what else can hold the tree, e.g. PocketBase's own zip. */
  readonly without?: readonly Kind[];
  /** Names that are not planted at the top, because they mean something there. */
  readonly notAtTop?: readonly string[];
  /** Without names that are not UTF-8, which PocketBase's own backup gives up on. */
  readonly onlyText?: boolean;
}

/** Makes the tree inside a folder that is there. What would be there twice, or have no room for its name, is not made. */
export function plantTree(
  root: string,
  plan: TreePlan,
  { without = [], notAtTop = [], onlyText = false }: PlantOptions = {},
): void {
  const folders = [''];
  const files: string[] = [];
  for (const { pick, name, kind, content, mode } of plan) {
    const folder = folders[pick % folders.length] ?? '';
    const path = folder === '' ? name : `${folder}/${name}`;
    if (onlyText && onDisk(name) !== name) continue;
    if (without.includes(kind) || (folder === '' && notAtTop.includes(name))) continue;
    if (bytesOfText(join(root, path)).length > PATH_BYTES_MAX || isThere(join(root, path))) continue;
    const target = files[pick % Math.max(1, files.length)];
    const at = onDisk(join(root, path));
    if (kind === 'folder') {
      mkdirSync(at);
      folders.push(path);
      chmodSync(at, mode | 0o700);
    } else if (kind === 'pipe') execFileSync('mkfifo', ['-m', '600', 'pipe'], { cwd: pipeFolder(root, path) });
    else if (kind === 'link-outside')
      symlinkSync(onDisk(pick % 2 === 0 ? '/etc/hostname' : `${'../'.repeat(60)}x`), at);
    else if (kind === 'link-inside') {
      if (target !== undefined) symlinkSync(onDisk(`${'../'.repeat(path.split('/').length - 1)}${target}`), at);
    } else if (kind === 'hard-link') {
      if (target !== undefined) linkSync(onDisk(join(root, target)), at);
    } else {
      if (kind === 'file') writeFileSync(at, content);
      else plantSparse(at, content);
      chmodSync(at, mode);
      files.push(path);
    }
  }
}

/** `mkfifo` takes no bytes of ours as an argument that are not text, so it is made under a plain name in a plain folder. */
function pipeFolder(root: string, path: string): string {
  const folder = join(root, `pipe of ${createHash('sha256').update(bytesOfText(path)).digest('hex').slice(0, 12)}`);
  mkdirSync(folder);
  return folder;
}

function plantSparse(at: string | Buffer, content: Uint8Array): void {
  const descriptor = openSync(at, 'wx');
  try {
    ftruncateSync(descriptor, SPARSE_BYTES);
    if (content.length > 0) writeSync(descriptor, content, 0, content.length, 1024 ** 2 + 17);
  } finally {
    closeSync(descriptor);
  }
}

function isThere(path: string): boolean {
  return lstatSync(onDisk(path), { throwIfNoEntry: false }) !== undefined;
}

export interface FactsOptions {
  /** Left away: paths for which it is true, with all below. */
  readonly except?: (path: string) => boolean;
  /** False where modes are not kept, as in zips of others. */
  readonly modes?: boolean;
}

/** Everything below a folder by its path: its kind, content and mode. What is equal here, is equal. */
export function treeFacts(
  root: string,
  { except = () => false, modes = true }: FactsOptions = {},
): Readonly<Record<string, string>> {
  const facts: Record<string, string> = {};
  const visit = (folder: string): void => {
    for (const { name } of entriesInNow(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (except(path)) continue;
      const stats = lstatSync(onDisk(join(root, path)));
      const bits = modes ? ` ${(stats.mode & 0o777).toString(8)}` : '';
      if (stats.isDirectory()) {
        facts[path] = `folder${bits}`;
        visit(path);
      } else if (stats.isFile()) {
        facts[path] = `file${bits} ${stats.size} ${sha256Of(onDisk(join(root, path)))}`;
      } else if (stats.isSymbolicLink()) {
        facts[path] = `link to ${textOfBytes(readlinkSync(onDisk(join(root, path)), { encoding: 'buffer' }))}`;
      } else facts[path] = 'special';
    }
  };
  visit('');
  return facts;
}

const OF_SQLITE = DATABASES.flatMap((name) => ['', '-wal', '-shm', '-journal'].map((ending) => `${name}${ending}`));

/** What is at the top of pb_data means something there. */
export const NOT_PLANTED: readonly string[] = [...OF_SQLITE, ...LEFT_OUT_OF_DATA];

/** Of all parts, without PocketBase's databases: what is in them is the business of other tests. */
export function instanceFacts(
  folder: string,
  except: (path: string) => boolean = () => false,
): Readonly<Record<string, string>> {
  const all = INSTANCE_PARTS.flatMap((part) => {
    const facts = treeFacts(join(folder, part), {
      except: (path) => (part === 'pb_data' && NOT_PLANTED.includes(path)) || except(`${part}/${path}`),
    });
    const { mode } = statSync(join(folder, part));
    const inside = Object.entries(facts).map(([path, fact]) => [`${part}/${path}`, fact] as const);
    return [[part, `folder ${(mode & 0o777).toString(8)}`] as const, ...inside];
  });
  return Object.fromEntries(all);
}

/** Those that are no files, folders or links that stay inside: a backup lists them as left out. */
export const isSpecial = (fact: string): boolean =>
  fact === 'special' || fact.startsWith('link to /') || fact.startsWith(`link to ${'../'.repeat(60)}`);

function sha256Of(path: string | Buffer): string {
  const descriptor = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(1024 ** 2);
    for (let read = -1; read !== 0;) {
      read = readSync(descriptor, chunk, 0, chunk.length, null);
      hash.update(chunk.subarray(0, read));
    }
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}
