/** Proves that a file is a PocketBase for this machine before anything relies on it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { fail, ok, type Result } from '../../shared/result';
import {
  couldNotBeRun,
  didNotTellVersion,
  EXECUTABLE_RULES,
  isForAnotherMachine,
  isLargerThan,
  isSymbolicLink,
  tellsNoVersion,
} from '../../shared/words/executable-words';
import { executableFormat, HEADER_BYTES, runsOn } from './executable-format';
import { EXECUTABLE_MAX_BYTES } from './sources/release-asset';
import type { Target } from './sources/source';

const ANSWER_TIMEOUT_MS = 5_000;
const ANSWER_MAX_CHARACTERS = 10_000;
const BUSY_RETRIES = 20;
const BUSY_RETRY_MS = 50;

/** The rule a file breaks, as the end of a sentence that starts with its path. */
export interface ExecutableProblem {
  readonly rule: string;
  /** It may be PocketBase all the same: it only does not say which. */
  readonly isUntold?: true;
}

/** Is it a regular file of a size that is read at all? */
export async function inspectFile(path: string): Promise<Result<undefined, ExecutableProblem>> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return fail({ rule: EXECUTABLE_RULES.missing });
  if (stats.isSymbolicLink()) {
    const real = await realpath(path).catch(() => undefined);
    return fail({ rule: isSymbolicLink(real) });
  }
  if (!stats.isFile()) return fail({ rule: EXECUTABLE_RULES.notRegular });
  if (stats.size > EXECUTABLE_MAX_BYTES) return fail({ rule: isLargerThan(EXECUTABLE_MAX_BYTES) });
  return ok(undefined);
}

/** Looks at the file without running it. */
export async function inspectExecutable(path: string, target: Target): Promise<Result<undefined, ExecutableProblem>> {
  const inspected = await inspectFile(path);
  if (!inspected.ok) return inspected;
  const format = executableFormat(await readHeader(path));
  if (format === null) return fail({ rule: EXECUTABLE_RULES.notAProgram });
  if (!runsOn(format, target)) return fail({ rule: isForAnotherMachine(format, target) });
  return ok(undefined);
}

/** A zip archive, and so also a Python wheel. */
export const isZipArchive = async (path: string): Promise<boolean> =>
  (await readHeader(path)).toString('latin1', 0, 4) === 'PK\x03\x04';

async function readHeader(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
    return header.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Runs `--version` and returns the version it answers. `folder` must be empty and not below the system's temporary
 * folder: PocketBase takes a program that lies there for one under development and behaves differently.
 */
export async function askVersion(
  path: string,
  folder: string,
  signal: AbortSignal,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<Result<string, ExecutableProblem>> {
  for (let attempt = 0; ; attempt++) {
    const run = await execa(path, ['--version'], {
      cwd: folder,
      env: emptyEnvironment(folder),
      extendEnv: false,
      stdin: 'ignore',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      cancelSignal: signal,
      maxBuffer: ANSWER_MAX_CHARACTERS,
      reject: false,
    });
    // Another child that this process is forking at this very moment may still hold the file open for writing.
    if (run.code === 'ETXTBSY' && attempt < BUSY_RETRIES) {
      await delay(BUSY_RETRY_MS);
      continue;
    }
    if (run.timedOut) return fail({ rule: didNotTellVersion(timeoutMs) });
    if (run.exitCode === undefined) return fail({ rule: couldNotBeRun(run.signal ?? run.code ?? run.shortMessage) });
    const version = / version v?(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)\s*$/.exec(run.stdout)?.[1];
    if (run.exitCode === 0 && version !== undefined) return ok(version);
    const answer = `${run.stdout} ${run.stderr}`.trim().replace(/\s+/g, ' ').slice(0, 80);
    const rule = tellsNoVersion(answer);
    return fail(run.exitCode === 0 ? { rule, isUntold: true } : { rule });
  }
}

/** Nothing of ours, so that no setting of the user changes the answer; Windows programs do not start without a few. */
function emptyEnvironment(folder: string): Record<string, string> {
  const systemRoot = process.env['SystemRoot'];
  const windows: Record<string, string> = systemRoot === undefined ? {} : { SystemRoot: systemRoot };
  return { ...windows, HOME: folder, TMPDIR: folder, TEMP: folder, TMP: folder };
}

/** SHA-256 (hex) of a file. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
