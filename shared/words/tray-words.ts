import { countByStatus } from '../display-status';
import type { Instance } from '../instance';

export const TRAY_WORDS = {
  leaveMaintenance: 'Leave maintenance',
  openInstance: 'Open',
  openWindow: 'Open window',
  quickStop: 'Quick stop (maintenance)',
  start: 'Start',
  stopEverything: 'Quick stop all (maintenance)',
} as const;

/** E.g. `3 running · 1 in maintenance`; what is zero is left out. */
export function countsInWords(instances: readonly Instance[]): string {
  const { running, inTransition, maintenance, stopped } = countByStatus(instances);
  const parts = [
    [running, 'running'],
    [inTransition, 'starting or stopping'],
    [maintenance, 'in maintenance'],
    [stopped, 'stopped'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`);
  return shown.length === 0 ? 'No instances yet' : shown.join(' · ');
}
