import { createOutput } from './output';
import { bridge } from './bridge';

/** The output of the instance on screen. */
export const liveOutput = createOutput(bridge);
