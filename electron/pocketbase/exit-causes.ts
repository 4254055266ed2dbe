import type { Exit, IncidentCause, StartFailure } from '../../shared/incident';

/** What is known about an end nobody asked for. */
export interface EndFacts {
  readonly exit: Exit;
  /** Last lines of this run, oldest first. */
  readonly output: readonly string[];
  /**
   * A write-ahead log lies beside data.db. An orderly end removes it, `$os.exit()` in a hook does not: the only
   * difference between the two when the code is 0.
   */
  readonly databaseLeftOpen: boolean;
}

/**
 * What PocketBase prints when it gives up, per cause. The exit code is of no use: up to 0.39 most of these exit 0.
 * Measured with 0.23.12, 0.28.4, 0.39.11 and 0.40.6; order matters, the most specific comes first.
 */
const SIGNS: readonly (readonly [IncidentCause, RegExp])[] = [
  ['executable-not-runnable', /^setpriv: failed to execute/],
  ['port-taken', /listen tcp\S* .*(?:address already in use|Only one usage of each socket address)/i],
  ['port-not-permitted', /listen tcp\S* .*(?:permission denied|access permissions)/i],
  ['migration-failed', /failed to apply migration|registerMigrations: failed to run migration/i],
  ['wrong-encryption-key', /failed to decrypt|cipher: message authentication failed|invalid key size/i],
  ['disk-full', /disk is full|no space left on device/i],
  ['database-damaged', /file is not a database|database disk image is malformed/i],
  // 0.28 and older call SQLite's error 14 "out of memory"; it is not.
  [
    'data-folder-not-writable',
    /unable to open database file|readonly database|mkdir .*permission denied|mkdir .*read-only/i,
  ],
  ['out-of-memory', /fatal error: runtime: (?:cannot allocate memory|out of memory)/i],
  ['hook-failed', /^panic: .*(?:registerHooks|jsvm|goja)|failed to execute .*\.pb\.(?:js|ts)|\.pb\.js:\d+|<eval>:\d+/i],
  ['bad-arguments', /unknown (?:flag|command|shorthand flag)/i],
  ['killed', /^SIG(?:QUIT|ABRT|SEGV|BUS|FPE|ILL|TRAP): /],
  ['crash-in-pocketbase', /^(?:panic|fatal error): /],
];

/** The cause of an unrequested end and the line that shows it. */
export function causeOfEnd({ exit, output, databaseLeftOpen }: EndFacts): StartFailure {
  if (exit.signal !== null) return { cause: 'killed', evidence: `signal ${exit.signal}` };
  for (const [cause, sign] of SIGNS) {
    const evidence = output.find((line) => sign.test(line));
    if (evidence !== undefined) return { cause, evidence: evidence.trim() };
  }
  if (exit.code === 0 && !databaseLeftOpen) return { cause: 'ended-from-outside', evidence: '' };
  return exit.code !== null && databaseLeftOpen
    ? { cause: 'hook-called-exit', evidence: '' }
    : { cause: 'unknown', evidence: '' };
}

/** What the system said when it refused to create the process. */
export function causeOfRefusal(error: NodeJS.ErrnoException, executable: string): StartFailure {
  const evidence = `${executable}: ${error.code ?? error.message}`;
  return { cause: error.code === 'ENOENT' ? 'executable-missing' : 'executable-not-runnable', evidence };
}
