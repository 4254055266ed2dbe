import { app, Notification, powerMonitor } from 'electron';
import { performance } from 'node:perf_hooks';
import { countedWait } from '../process/counted-time';
import type { EndOfApp } from '../../shared/activity';
import { ENDED_BY_BUG } from '../../shared/words/window-words';
import { couldNotStart } from '../../shared/words/desktop-words';
import { cannotStart } from './cannot-start';

/** Ten seconds for SIGTERM, then SIGKILL; a process that outlives both does not keep the app. */
const QUIT_LIMIT_MS = 12_000;
const BUG_LIMIT_MS = 5_000;
/** After waking up, everything is slow for a while. */
const WAKE_GRACE_MS = 30_000;

export interface AppLife {
  readonly isQuitting: () => boolean;
  /** Null: it goes on. */
  readonly endOfApp: () => EndOfApp | null;
  /** Quits as ever; when every instance has ended, `last` is done instead of leaving. */
  readonly quitThen: (last: () => void) => void;
  /** The app could not be built. */
  readonly startFailed: (error: unknown) => void;
  /** Health questions do not count before this moment (`performance.now()`). */
  readonly healthPausedUntilMs: () => number;
  /** From now on quitting, log-off, signals and bugs end every instance before the app ends. */
  readonly attend: (options: {
    readonly endInstances: () => Promise<void>;
    /** SIGKILL to what is left when the time is up. */
    readonly killInstances: () => void;
    /** The computer woke up; much may have been missed. */
    /** The computer goes to sleep; there is little time. */
    readonly sleeps: () => void;
    readonly woken: () => void;
    readonly log: (message: string, error?: unknown) => void;
  }) => void;
}

/** Quitting, sleeping, dying: what happens to the app itself; made before it is ready. What the user wants of each instance stays as it is on disk. */
export function createAppLife(): AppLife {
  let end: EndOfApp | null = null;
  let ended = false;
  let attended = false;
  let pausedUntilMs = 0;
  let how: EndOfApp = 'quit';
  let last = (): void => app.quit();
  // Chromium ends the whole app when its process for graphics has failed a few times, and instances with it.
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');

  return {
    isQuitting: () => end !== null,
    endOfApp: () => end,
    quitThen: (then) => {
      if (end !== null) return;
      how = 'update';
      last = then;
      app.quit();
    },
    startFailed: (error) => {
      if (!attended) cannotStart(couldNotStart(String(error)));
      // Once instances are supervised it is a bug like any other: they are ended in order, and nobody is waited for.
      else process.emit('uncaughtException', error instanceof Error ? error : new Error(String(error)));
    },
    healthPausedUntilMs: () => pausedUntilMs,
    attend: ({ endInstances, killInstances, sleeps, woken, log }) => {
      attended = true;
      const endWithin = (limitMs: number): Promise<void> =>
        Promise.race([endInstances(), countedWait(limitMs, new AbortController().signal)]).finally(killInstances);

      app.on('before-quit', (event) => {
        if (ended) return;
        event.preventDefault();
        if (end !== null) return;
        end = how;
        void endWithin(QUIT_LIMIT_MS).finally(() => {
          ended = true;
          // Not within the quit that is being prevented: Electron would forget this one with it.
          setImmediate(() => last());
        });
      });
      // Closing the last window leaves the instances running.
      app.on('window-all-closed', () => undefined);

      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
      // Preventing it asks the system to wait for us; the app ends by itself as soon as it can.
      powerMonitor.on('shutdown', (...given: readonly unknown[]) => {
        (given[0] as Event | undefined)?.preventDefault();
        app.quit();
      });
      // Windows announces the end of a session to windows only.
      app.on('browser-window-created', (_event, window) => {
        window.on('session-end', () => app.quit());
      });
      powerMonitor.on('suspend', () => {
        pausedUntilMs = Number.POSITIVE_INFINITY;
        sleeps();
      });
      powerMonitor.on('resume', () => {
        pausedUntilMs = performance.now() + WAKE_GRACE_MS;
        woken();
      });

      // Chromium starts its helpers again by itself; whoever looks for a reason finds it in the log. Jobs tell their own end.
      app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
        if (type !== 'Utility') log(`A helper process of the window is gone: ${type} (${reason}, ${String(exitCode)})`);
      });

      process.on('uncaughtException', (error) => {
        log('Basekeeper has a bug and ends, after its instances', error);
        if (end !== null) return;
        end = 'bug';
        ended = true;
        new Notification(ENDED_BY_BUG).show();
        void endWithin(BUG_LIMIT_MS).finally(() => app.exit(1));
      });
      process.on('unhandledRejection', (error) => log('A promise was rejected unexpectedly', error));
    },
  };
}
