import { availableParallelism } from 'node:os';
import { countedWait } from '../process/counted-time';

/**
 * Lets few starts go on at a time: where fifty instances start together, each of them would be late, and none is sooner for
 * it. A start that takes long does not hold up the others.
 */
export interface StartQueue {
  /** Resolves when it is this start's turn, with the function that ends the turn; null when aborted before. */
  turn(signal: AbortSignal): Promise<(() => void) | null>;
}

const FEWEST = 2;
const MOST = 8;
/** After this the next one has its turn all the same. */
const LONGEST_TURN_MS = 5000;

/** Nobody has a turn before `opens`; left out: at once. */
export function createStartQueue(
  places = Math.min(MOST, Math.max(FEWEST, availableParallelism())),
  longestTurnMs = LONGEST_TURN_MS,
  opens?: Promise<unknown>,
): StartQueue {
  let free = opens === undefined ? places : 0;
  const waiting = new Set<() => void>();
  void opens?.then(() => {
    free = places;
    for (const next of [...waiting].slice(0, places)) next();
  });

  const begin = (): (() => void) => {
    const turn = new AbortController();
    const end = (): void => {
      if (turn.signal.aborted) return;
      turn.abort();
      free += 1;
      const [next] = waiting;
      next?.();
    };
    free -= 1;
    void countedWait(longestTurnMs, turn.signal).then(end);
    return end;
  };

  return {
    turn: (signal) =>
      new Promise((resolve) => {
        const leave = (): void => {
          waiting.delete(enter);
          resolve(null);
        };
        const enter = (): void => {
          waiting.delete(enter);
          signal.removeEventListener('abort', leave);
          resolve(begin());
        };
        if (signal.aborted) resolve(null);
        else if (free > 0) enter();
        else {
          waiting.add(enter);
          signal.addEventListener('abort', leave, { once: true });
        }
      }),
  };
}
