import { createUsage } from './usage';
import { bridge } from './bridge';

/** What the process of the instance on screen takes. */
export const liveUsage = createUsage(bridge);
