/** A throw-away instance whose process is killed on purpose, so that a person sees what follows. There is one at most. */
import type { Instance } from './instance';

export type DrillStage =
  | 'creating'
  /** Its process is killed as soon as it runs. */
  | 'starting'
  | 'killed'
  /** It did not come to run, or a person stopped it first. */
  | 'not-killed'
  | 'removing';

export interface CrashDrill {
  /** In the temporary folder of the system; tells the instance from all others. */
  readonly folder: string;
  readonly stage: DrillStage;
  /** The process that was killed. `at`: ISO 8601, wall clock. */
  readonly killed: { readonly pid: number; readonly at: string } | null;
}

export const DRILL_NAME = 'Crash drill';

/** Begins the name of its folder, so that whoever finds it knows what it is. */
export const DRILL_FOLDER = 'basekeeper-crash-drill-';

export const isOfDrill = (drill: CrashDrill | null, instance: Pick<Instance, 'folder'>): boolean =>
  drill !== null && instance.folder === drill.folder;

/** `Crash drill`, `Crash drill 2`, … */
export function freeDrillName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLocaleLowerCase()));
  let name = DRILL_NAME;
  for (let count = 2; names.has(name.toLocaleLowerCase()); count += 1) name = `${DRILL_NAME} ${String(count)}`;
  return name;
}
