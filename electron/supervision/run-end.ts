import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Exit, Finding } from '../../shared/incident';
import type { Instance, InstanceState } from '../../shared/instance';
import type { LifecycleEvent } from '../../shared/lifecycle-events';
import { foldersOf } from '../pocketbase/arguments';
import { causeOfEnd } from '../pocketbase/exit-causes';

/** A clean end of pocketbase removes the write-ahead log; whatever leaves it was no orderly end. */
export const isDatabaseLeftOpen = (folder: string): boolean => existsSync(join(foldersOf(folder).data, 'data.db-wal'));

/** How a run ended, or is about to, and why. */
export interface RunEnd extends Finding {
  readonly exit: Exit | null;
  /** The lines it wrote, oldest first. */
  readonly output: readonly string[];
}

/** What an event tells of the end of a run that nobody asked for; null when it ends none. */
export function endToldBy(
  event: LifecycleEvent,
  { state, folder }: Instance,
  linesOfRun: (ended: boolean) => readonly string[],
): RunEnd | null {
  if (state.kind !== 'starting' && state.kind !== 'running') return null;
  if (!('runNumber' in event) || event.runNumber !== state.runNumber) return null;
  const because = (finding: Finding): RunEnd => ({ ...finding, exit: null, output: linesOfRun(false) });
  switch (event.type) {
    case 'exited': {
      const output = linesOfRun(true);
      const served = state.kind === 'running' || state.provenSince !== null;
      const facts = { exit: event.exit, served, output, databaseLeftOpen: isDatabaseLeftOpen(folder) };
      return { ...causeOfEnd(facts), exit: event.exit, output };
    }
    case 'spawn-failed':
      return because(event.finding);
    case 'start-timeout':
      return because({ cause: 'start-timeout', evidence: '' });
    case 'unresponsive':
      return because({ cause: 'no-answer', evidence: event.evidence ?? '' });
    default:
      return null;
  }
}

/** No process of the run exists any more, or never will. */
export const isEndOfProcess = (before: InstanceState, event: LifecycleEvent): boolean =>
  before.kind !== 'stopped' &&
  (event.type === 'exited' || event.type === 'spawn-failed') &&
  event.runNumber === before.runNumber;

const isSameRun = (before: InstanceState, after: InstanceState): boolean =>
  (after.kind === 'starting' || after.kind === 'running') &&
  before.kind !== 'stopped' &&
  before.runNumber === after.runNumber;

/** What was observed of the process belongs to one life of it. */
export function observedOf(before: Instance, after: InstanceState): Instance {
  if (isSameRun(before.state, after)) return before;
  const { unanswered: _ofThatLife, ...rest } = before;
  return { ...rest, warnings: [] };
}
