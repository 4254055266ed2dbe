/** One place for signals: they go to the program that was started for the user, or else end this process tidily. */
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const PARENT_CHECK_MS = 500;

type Receiver = (signal: NodeJS.Signals) => void;

let receiver: Receiver | undefined;
const tidyUps = new Set<() => void>();

export function handleSignals(): void {
  let signalled = false;
  const handle = (signal: NodeJS.Signals): void => {
    signalled = true;
    if (receiver === undefined) process.exit(exitCodeOfSignal(signal));
    receiver(signal);
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  if (process.env['npm_lifecycle_event'] !== undefined) {
    whenParentIsGone(() => {
      if (!signalled) handle('SIGTERM');
    });
  }
  process.on('exit', () => {
    for (const tidyUp of tidyUps) tidyUp();
  });
}

/** npm hands a SIGTERM to the shell between it and us, which dies of it and tells nobody. */
function whenParentIsGone(act: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** From now on `next` gets the signals; undefined: they end this process. */
export function sendSignalsTo(next: Receiver | undefined): void {
  receiver = next;
}

/** Runs `tidyUp` (which must not wait for anything) when this process ends. Returns the function that forgets it. */
export function atExit(tidyUp: () => void): () => void {
  tidyUps.add(tidyUp);
  return () => void tidyUps.delete(tidyUp);
}

/** What shells report for a program that a signal ended. */
export const exitCodeOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];
