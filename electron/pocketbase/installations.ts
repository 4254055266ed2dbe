/** Lets callers that want the same version at the same time share one installation. */
import { fail, type Result } from '../../shared/result';
import type { InstallProgress } from './sources/source';
import type { StoredVersion } from './version-record';

type Report = (progress: InstallProgress) => void;

interface Running {
  readonly outcome: Promise<Result<StoredVersion>>;
  readonly reports: Set<Report>;
  readonly controller: AbortController;
  waiting: number;
}

export class Installations {
  readonly #running = new Map<string, Running>();

  /**
   * Starts `install`, or waits for the one that is running. A caller that aborts stops waiting at once; the work itself
   * is aborted only when nobody waits for it any more.
   */
  async join(
    version: string,
    caller: { readonly onProgress: Report | undefined; readonly signal: AbortSignal | undefined },
    install: (report: Report, signal: AbortSignal) => Promise<Result<StoredVersion>>,
  ): Promise<Result<StoredVersion>> {
    const cancelled = (): Result<never> => fail({ code: 'installation-cancelled', version });
    if (caller.signal?.aborted === true) return cancelled();
    const running = this.#running.get(version) ?? this.#start(version, install);
    const report: Report = (progress) => caller.onProgress?.(progress);
    running.reports.add(report);
    running.waiting += 1;
    let stopWaiting = (): void => undefined;
    const aborted = new Promise<Result<StoredVersion>>((resolve) => {
      stopWaiting = () => resolve(cancelled());
      caller.signal?.addEventListener('abort', stopWaiting, { once: true });
    });
    try {
      return await Promise.race([running.outcome, aborted]);
    } finally {
      caller.signal?.removeEventListener('abort', stopWaiting);
      running.reports.delete(report);
      running.waiting -= 1;
      if (running.waiting === 0) this.#abandon(version, running);
    }
  }

  #start(version: string, install: (report: Report, signal: AbortSignal) => Promise<Result<StoredVersion>>): Running {
    const controller = new AbortController();
    const reports = new Set<Report>();
    const report: Report = (progress) => {
      for (const each of reports) each(progress);
    };
    const outcome = install(report, controller.signal);
    // Everybody may have stopped waiting by the time it ends; whoever still waits gets the same rejection.
    outcome.catch(() => undefined);
    const running: Running = { outcome, reports, controller, waiting: 0 };
    this.#running.set(version, running);
    return running;
  }

  #abandon(version: string, running: Running): void {
    running.controller.abort();
    if (this.#running.get(version) === running) this.#running.delete(version);
  }
}
