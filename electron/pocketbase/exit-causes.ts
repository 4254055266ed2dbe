import type { IncidentCause } from '../../shared/incident-cause';
import type { Exit, Finding } from '../../shared/incident';
import { limitInWords } from '../../shared/words/process-words';
import { causeOfWindowsExit } from './windows-exits';

/** What is known about an end nobody asked for. */
export interface EndFacts {
  readonly exit: Exit;
  /** Had it been proven to serve? Then only its very last words count, earlier ones did not end it. */
  readonly served: boolean;
  /** The lines of this run, oldest first. */
  readonly output: readonly string[];
  /**
   * A write-ahead log lies beside data.db. An orderly end removes it, `$os.exit()` in a hook does not: the only
   * difference between the two when the code is 0.
   */
  readonly databaseLeftOpen: boolean;
  readonly platform?: NodeJS.Platform;
}

type Signs = readonly (readonly [IncidentCause, RegExp])[];

/**
 * What PocketBase says when it gives up. The exit code is of no use: up to 0.39 most of these exit 0. Measured with
 * 0.23.12, 0.28.4, 0.39.11 and 0.40.6. The first sign that fits a line counts. A hook file that cannot be loaded ("failed to
 * execute") is not among them: PocketBase goes on without it.
 */
const LAST_WORDS: Signs = [
  ['executable-not-runnable', /^setpriv: failed to execute/],
  [
    'port-taken',
    /listen tcp\S* .*(?:address already in use|Only one usage of each socket address|winapi error #10048)/i,
  ],
  ['port-not-permitted', /listen tcp\S* .*(?:permission denied|access permissions|winapi error #10013)/i],
  ['migration-failed', /failed to apply migration/i],
  [
    'wrong-encryption-key',
    /failed to decrypt|cipher: message authentication failed|invalid key size|missing encryption key/i,
  ],
  ['disk-full', /disk is full|no space left on device/i],
  ['database-damaged', /file is not a database|database disk image is malformed/i],
  // 0.28 and older call SQLite's error 14 "out of memory"; it is not.
  [
    'data-folder-not-writable',
    /unable to open database file|readonly database|mkdir .*(?:permission denied|read-only)/i,
  ],
  ['hook-failed', / at (?:\S*pb\.js|<eval>):\d+:\d+\(\d+\)/],
  ['bad-arguments', /unknown (?:flag|command|shorthand flag)/i],
];

/** The first line of a dump of Go's runtime; hundreds of lines may follow it. */
const DUMP = /^(?:panic|fatal error|SIG[A-Z]+): /;
const DUMP_SIGNS: Signs = [
  ['migration-failed', /registerMigrations/],
  ['hook-failed', /registerHooks|jsvm|goja/i],
  ['out-of-memory', /runtime: (?:cannot allocate memory|out of memory)/],
  ['killed', /^SIG/],
  ['crash-in-pocketbase', DUMP],
];

/** Stands below "failed to execute": why a hook file was left out, with the same words as a failure that ends it. */
const WHY_LEFT_OUT = /^ - /;

/** After it had served, a reason stands in the last lines or nowhere. */
const LAST_LINES = 3;

/** The cause of an unrequested end and the line that shows it. */
export function causeOfEnd({ exit, served, output, databaseLeftOpen, platform = process.platform }: EndFacts): Finding {
  if (exit.signal !== null) return { cause: 'killed', evidence: '' };
  const dump = output.filter((line) => DUMP.test(line)).at(-1);
  // Of a process that was not our child there is no code.
  const seen = exit.code !== null;
  const orderly = (exit.code === 0 || !seen) && !databaseLeftOpen;
  if (dump !== undefined && !orderly)
    return found(dump, DUMP_SIGNS) ?? { cause: 'crash-in-pocketbase', evidence: dump };
  if (!(served && orderly)) {
    for (const line of output.slice(served ? -LAST_LINES : 0).reverse()) {
      const cause = WHY_LEFT_OUT.test(line) ? null : found(line, LAST_WORDS);
      if (cause !== null) return cause;
    }
  }
  const byWindows = platform === 'win32' && exit.code !== null ? causeOfWindowsExit(exit.code, databaseLeftOpen) : null;
  if (byWindows !== null) return byWindows;
  if (orderly) return { cause: 'ended-from-outside', evidence: '' };
  return { cause: databaseLeftOpen && seen ? 'hook-called-exit' : 'unknown', evidence: '' };
}

/**
 * Why a process failed whose end nobody saw, or null when it need not have failed: whatever was told to end closes its
 * database, and before it served nothing but its own words tells a failure from an end from outside.
 */
export function causeOfUnseenEnd({ served, output, databaseLeftOpen }: Omit<EndFacts, 'exit'>): Finding | null {
  if (served && !databaseLeftOpen) return null;
  const finding = causeOfEnd({ exit: { code: null, signal: null }, served, output, databaseLeftOpen });
  const told = finding.cause !== 'unknown' && finding.cause !== 'ended-from-outside';
  if (told) return finding;
  return served ? { cause: 'unknown', evidence: '' } : null;
}

function found(line: string, signs: Signs): Finding | null {
  const sign = signs.find(([, pattern]) => pattern.test(line));
  return sign === undefined ? null : { cause: sign[0], evidence: line.trim() };
}

/**
 * A limit of this process and not of the instance, in words; null: another kind of error. EINVAL is what
 * Node makes of it when a child would need a descriptor beyond the limit.
 */
export function limitReached(error: unknown): Finding | null {
  const { code = '', syscall = '' } = (typeof error === 'object' ? (error ?? {}) : {}) as NodeJS.ErrnoException;
  const isLimit =
    ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'].includes(code) || (code === 'EINVAL' && syscall.startsWith('spawn'));
  return isLimit ? { cause: 'limit-reached', evidence: limitInWords(code) } : null;
}

/** What the system said when it refused to create the process. */
export function causeOfRefusal(error: NodeJS.ErrnoException, executable: string): Finding {
  const limit = limitReached(error);
  if (limit !== null) return limit;
  const evidence = `${executable}: ${error.code ?? error.message}`;
  return { cause: error.code === 'ENOENT' ? 'executable-missing' : 'executable-not-runnable', evidence };
}
