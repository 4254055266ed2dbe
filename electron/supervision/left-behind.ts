import type { LeftBehind } from '../../shared/activity';
import type { StartFailure } from '../../shared/incident';
import type { Served } from '../../shared/serving';
import type { FoundProcess } from '../../shared/lifecycle-events';
import { causeOfUnseenEnd } from '../pocketbase/exit-causes';
import type { RunRecord } from './persistence';
import { bootId, findByRunId, recognise, type ProcessIdentity } from '../process/process-identity';

/** What became of a process that was there when the app was last heard of. */
export type Fate =
  | { readonly kind: 'alive'; readonly found: FoundProcess; readonly identity: ProcessIdentity }
  /** Our own end or that of the computer took it: what the user wants is followed again. */
  | { readonly kind: 'ended-with-us' }
  | { readonly kind: 'failed'; readonly failure: StartFailure }
  /** A process has its pid, and the system does not show enough to be sure. It is left alone. */
  | { readonly kind: 'uncertain'; readonly pid: number };

/** What the journal says of it; null: the end of the app was asked for. */
export function leftBehind(record: RunRecord, { kind }: Fate, endedOnPurpose: boolean): LeftBehind | null {
  if (endedOnPurpose) return null;
  return { ended: record.bootId === bootId() ? 'app' : 'computer', process: PROCESS[kind] };
}

const PROCESS: Readonly<Record<Fate['kind'], LeftBehind['process']>> = {
  alive: 'still-there',
  'ended-with-us': 'gone',
  failed: 'failed',
  uncertain: 'uncertain',
};

export interface LeftBehindFacts {
  readonly endedOnPurpose: boolean;
  /** The last lines of the run, oldest first. */
  readonly output: readonly string[];
  /** A write-ahead log lies beside data.db: the database was not closed in order. */
  readonly databaseLeftOpen: boolean;
}

export function fateOf(record: RunRecord, facts: LeftBehindFacts): Fate {
  const identity = identityOf(record);
  if (identity !== null) {
    const recognition = recognise({
      ...identity,
      executable: record.executable,
      dataArgument: dataArgumentOf(record.dataFolder),
      runId: record.runId,
    });
    if (recognition === 'uncertain') return { kind: 'uncertain', pid: identity.pid };
    if (recognition === 'same') {
      const { run, startedAt, servingSince, endsWithApp, askedToEnd } = record;
      return {
        kind: 'alive',
        identity,
        found: { run, pid: identity.pid, startedAt, servingSince, isEnding: endsWithApp, askedToEnd },
      };
    }
  }
  // After a restart of the computer an open database tells nothing: everything was ended at once.
  if (facts.endedOnPurpose || record.askedToEnd || record.bootId !== bootId()) return { kind: 'ended-with-us' };
  const { output } = facts;
  // What the system ended together with us may not have come to closing its database; only its own words count then.
  const databaseLeftOpen = facts.databaseLeftOpen && !record.endsWithApp;
  const failure = causeOfUnseenEnd({ served: record.servingSince !== null, output, databaseLeftOpen });
  return failure === null ? { kind: 'ended-with-us' } : { kind: 'failed', failure };
}

/** Null: a record from before there were serving options. */
export const servedAs = ({ servingRevision: revision, reach }: RunRecord): Served | null =>
  revision === null ? null : { revision, reach };

/** The app may have died between creating the process and writing down its pid. */
function identityOf({ pid, processStartedAt, bootId: boot, runId, dataFolder }: RunRecord): ProcessIdentity | null {
  if (pid !== null && processStartedAt !== '') return { pid, startedAt: processStartedAt, bootId: boot };
  return boot === bootId() ? findByRunId(runId, dataArgumentOf(dataFolder)) : null;
}

const dataArgumentOf = (dataFolder: string): string => `--dir=${dataFolder}`;

/** Never negative, also when the clock was set back. */
export const msSince = (time: string): number => Math.max(0, Date.now() - Date.parse(time));
