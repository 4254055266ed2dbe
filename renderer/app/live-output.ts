import { createOutput } from '../store/output';
import { bridge } from './bridge';

/** The output of the instance on screen. */
export const liveOutput = createOutput(bridge);
