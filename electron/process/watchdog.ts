import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { insteadOfOurs } from './own-descriptors';
import type { ProcessIdentity } from './process-identity';
import { systemTool } from './system-tools';
import { WATCHDOG_SCRIPT } from './watchdog-script';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Outlives the app for as long as it takes to end what the app had started. One for all runs: a shell that waits for the
 * end of a pipe, which nothing but our death closes. The death signal of the system is lost when PocketBase starts itself
 * anew after a hook was saved; this is not.
 */
export class Watchdog {
  readonly #runs = new Map<string, ProcessIdentity | null>();
  #process: ChildProcess | null = null;
  #pauseMs = FIRST_PAUSE_MS;

  /** Null while there is none. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** A run is about to begin, so that none is missed should we die right after it has. False: nobody watches. */
  expect(runId: string): boolean {
    this.#runs.set(runId, null);
    if (this.#process === null) this.#start();
    else this.#tell(runId, null);
    return this.#process !== null;
  }

  watch(runId: string, identity: ProcessIdentity): void {
    this.#runs.set(runId, identity);
    this.#tell(runId, identity);
  }

  /** Nothing of the run is there any more. */
  forget(runId: string): void {
    if (this.#runs.delete(runId)) this.#write(`over ${runId}`);
  }

  #start(): void {
    const shell = systemTool('sh');
    if (shell === null) return;
    let started: ChildProcess;
    let nothing: number | null = null;
    try {
      nothing = openSync(devNull, 'r');
      started = spawn(shell, ['-c', WATCHDOG_SCRIPT, 'basekeeper-watchdog'], {
        cwd: '/',
        env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin', LC_ALL: 'C' },
        stdio: ['pipe', 'ignore', 'ignore', ...insteadOfOurs(nothing)],
        detached: true,
      });
    } catch {
      // No descriptor is left: a run that follows tries again.
      return;
    } finally {
      if (nothing !== null) closeSync(nothing);
    }
    started.once('error', () => undefined);
    if (started.pid === undefined) return;
    this.#process = started;
    started.stdin?.on('error', () => undefined);
    started.once('exit', () => this.#ended());
    started.unref();
    // A pipe of a child keeps its parent alive too.
    (started.stdin as unknown as { unref?: () => void } | null)?.unref?.();
    for (const [runId, identity] of this.#runs) this.#tell(runId, identity);
  }

  /** Somebody has killed it. Where it ends again and again, it is not begun without a pause. */
  #ended(): void {
    this.#process = null;
    const timer = setTimeout(() => {
      if (this.#process === null && this.#runs.size > 0) this.#start();
    }, this.#pauseMs);
    timer.unref();
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  #tell(runId: string, identity: ProcessIdentity | null): void {
    const startedAt = (identity?.startedAt ?? '-').replaceAll(' ', '_');
    this.#write(`run ${runId} ${String(identity?.pid ?? 0)} ${startedAt}`);
  }

  /** Written before it returns, as pipes are as long as there is room in them. */
  #write(line: string): void {
    this.#process?.stdin?.write(`${line}\n`);
  }
}
