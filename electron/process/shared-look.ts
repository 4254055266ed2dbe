/**
 * A look at the whole system takes long where many processes run, and when many instances start at once each of them asks:
 * who asks while a look goes on shares the next one with all others that do. Never the one that goes on, it may be older
 * than what is asked about.
 */
export function sharedLook<Seen>(look: () => Promise<Seen>): () => Promise<Seen> {
  let running: Promise<Seen> | null = null;
  let next: Promise<Seen> | null = null;
  const begin = (): Promise<Seen> => {
    next = null;
    const begun = look().finally(() => {
      if (running === begun) running = null;
    });
    running = begun;
    return begun;
  };
  return () => {
    if (running === null) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}
