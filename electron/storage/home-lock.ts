/**
 * The lock of a home. Nothing but files, because nothing else is there on every system and in every folder that two
 * computers share: `1.json`, `2.json` and so on. Each is created only by whoever finds that the one before is gone, and the
 * system lets only one create it. Whoever has the highest has the home. The highest is never removed, so that no number is
 * given twice while somebody still decides about an earlier one.
 */
import {
  closeSync,
  fsyncSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { AppError } from '../../shared/errors';
import { judgeHolder, type Here, type HomeHolder } from '../../shared/home-lock';
import { fail, ok, type Result } from '../../shared/result';
import { renamePatientlyNow } from '../disk/rename';
import { whyNotWritten } from './file-problem';

export interface HomeLock {
  /** Why it could not be written; then nothing keeps others away. Null: it is written. */
  readonly problem: string | null;
  /** Tells whoever knocks that somebody is at home. */
  answer(): void;
  /** Lets go of it. */
  release(): void;
}

export interface HomeParts {
  readonly folder: string;
  readonly here: Here;
  readonly self: Omit<HomeHolder, 'since' | 'released'>;
}

const holderFile = z.object({
  pid: z.number().int(),
  processStartedAt: z.string(),
  bootId: z.string(),
  pidSpace: z.string(),
  host: z.string(),
  machineId: z.string(),
  since: z.string(),
  headless: z.boolean().optional(),
  released: z.boolean(),
});

/** Whoever has created a file without the help of links may still be writing it. */
const WRITTEN_WITHIN_MS = 1000;
const LOOK_AGAIN_MS = 20;
const MAX_TRIES = 100;

/** `home-in-use` while another process works on it or may do so; nothing is done to that process. */
export function takeHome(parts: HomeParts): Result<HomeLock> {
  const { folder, here } = parts;
  const problem = makeFolder(folder);
  if (problem !== null) return ok(unwritten(problem));
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const highest = numbersIn(folder).at(-1) ?? 0;
    if (highest > 0) {
      const path = fileOf(folder, highest);
      const holder = read(path);
      if (holder === 'vanished') continue;
      if (holder === 'unreadable') return fail(inUse(path, null, 'elsewhere'));
      const verdict = judgeHolder(holder, here);
      if (verdict !== 'gone') return fail(inUse(path, holder, verdict));
    }
    const mine = { ...parts.self, since: new Date().toISOString(), released: false };
    const created = create(folder, highest + 1, mine);
    if (created === 'there already') continue;
    if (created !== 'created') return ok(unwritten(created.problem));
    // Somebody has gone on from a later one while this was decided about an earlier.
    if ((numbersIn(folder).at(-1) ?? 0) > highest + 1) {
      rmSync(fileOf(folder, highest + 1), { force: true });
      continue;
    }
    for (const number of numbersIn(folder)) if (number <= highest) rmSync(fileOf(folder, number), { force: true });
    return ok(held(fileOf(folder, highest + 1), mine));
  }
  throw new Error(`The lock in ${folder} does not come to rest`);
}

const inUse = (path: string, holder: HomeHolder | null, where: 'here' | 'elsewhere'): AppError => ({
  code: 'home-in-use',
  path,
  where,
  holder:
    holder === null
      ? null
      : { pid: holder.pid, host: holder.host, since: holder.since, headless: holder.headless === true },
});

function held(path: string, mine: HomeHolder): HomeLock {
  // Open for as long as it is held.
  const file = openSync(path, 'r+');
  const { ino } = statSync(path, { bigint: true });
  return {
    problem: null,
    answer: () => futimesSync(file, new Date(), new Date()),
    release: () => {
      closeSync(file);
      try {
        if (statSync(path, { bigint: true }).ino !== ino) return;
        renamePatientlyNow(write(path, { ...mine, released: true }), path);
      } catch {
        // Whoever comes next sees that this process is gone.
      }
    },
  };
}

const unwritten = (problem: string): HomeLock => ({ problem, answer: () => undefined, release: () => undefined });

function makeFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    readdirSync(folder);
    return null;
  } catch (error) {
    return whyNotWritten(error);
  }
}

const fileOf = (folder: string, number: number): string => join(folder, `${String(number)}.json`);

/** Ascending. */
const numbersIn = (folder: string): readonly number[] =>
  readdirSync(folder)
    .flatMap((name) => /^([1-9]\d{0,14})\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);

function read(path: string): HomeHolder | 'vanished' | 'unreadable' {
  const untilMs = performance.now() + WRITTEN_WITHIN_MS;
  for (;;) {
    try {
      return holderFile.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'vanished';
      if (performance.now() > untilMs) return 'unreadable';
      pauseNow(LOOK_AGAIN_MS);
    }
  }
}

type Created = 'created' | 'there already' | { readonly problem: string };

/** Complete from the first moment on where the drive knows links; else a reader waits for the end of it. */
function create(folder: string, number: number, holder: HomeHolder): Created {
  const path = fileOf(folder, number);
  try {
    const written = write(path, holder);
    try {
      linkSync(written, path);
      return 'created';
    } catch (error) {
      if (!WITHOUT_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeFileSync(path, readFileSync(written), { flag: 'wx', mode: 0o600, flush: true });
      return 'created';
    } finally {
      rmSync(written, { force: true });
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'there already' : { problem: whyNotWritten(error) };
  }
}

const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** Beside it, synced. */
function write(path: string, holder: HomeHolder): string {
  const beside = `${path}.tmp-${randomBytes(8).toString('hex')}`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(file, JSON.stringify(holder));
    fsyncSync(file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return beside;
}

/** Before anything runs that could be held up. */
const pauseNow = (milliseconds: number): unknown =>
  // eslint-disable-next-line no-restricted-syntax -- main has nothing to do yet, and two launches at once must not both go on
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
