import { availableParallelism, loadavg } from 'node:os';

/** Programs that want a processor, for each there is. */
const LOAD_FOR_EACH_PROCESSOR = 2;

/**
 * Do so many programs want to run that a healthy one may seem dead? The system's own count over the last minute; Windows
 * has none, there it is never true.
 */
export const isOverloaded = (): boolean => (loadavg()[0] ?? 0) > LOAD_FOR_EACH_PROCESSOR * availableParallelism();
