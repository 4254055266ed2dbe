/** One place for signals: they go to the program that was started for the user, or else end this process tidily. */
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Receiver = (signal: NodeJS.Signals) => void;

let receiver: Receiver | undefined;
const tidyUps = new Set<() => void>();

export function handleSignals(): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (receiver === undefined) process.exit(exitCodeOfSignal(signal));
      receiver(signal);
    });
  }
  process.on('exit', () => {
    for (const tidyUp of tidyUps) tidyUp();
  });
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
