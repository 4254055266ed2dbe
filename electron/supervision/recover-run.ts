import type { SessionEnd } from '../../shared/activity';
import type { Finding } from '../../shared/incident';
import type { LaunchedWith } from '../../shared/launch-options';
import type { FoundProcess } from '../../shared/lifecycle-events';
import { causeOfUnseenEnd } from '../pocketbase/exit-causes';
import type { RunRecord } from './persistence';
import { bootId, findByRunId, recognise, type ProcessIdentity } from '../process/process-identity';

/** What became of a process that was there when the app was last heard of. */
export type RecoveryResult =
  | { readonly kind: 'alive'; readonly found: FoundProcess; readonly identity: ProcessIdentity }
  /** Our own end or that of the computer took it: what the user wants is followed again. */
  | { readonly kind: 'ended-with-us' }
  | { readonly kind: 'failed'; readonly finding: Finding }
  /** A process has its pid, and the system does not show enough to be sure. It is left alone. */
  | { readonly kind: 'uncertain'; readonly pid: number };

/** What the journal says of it; null: the end of the app was asked for. */
export function sessionEndOf(record: RunRecord, { kind }: RecoveryResult, endedOnPurpose: boolean): SessionEnd | null {
  if (endedOnPurpose) return null;
  return { ended: record.bootId === bootId() ? 'app' : 'computer', process: PROCESS[kind] };
}

const PROCESS: Readonly<Record<RecoveryResult['kind'], SessionEnd['process']>> = {
  alive: 'still-there',
  'ended-with-us': 'gone',
  failed: 'failed',
  uncertain: 'uncertain',
};

export interface RecoveryFacts {
  readonly endedOnPurpose: boolean;
  /** The last lines of the run, oldest first. */
  readonly output: readonly string[];
  /** A write-ahead log lies beside data.db: the database was not closed in order. */
  readonly databaseLeftOpen: boolean;
}

export function recoverRun(record: RunRecord, facts: RecoveryFacts): RecoveryResult {
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
      const { runNumber, startedAt, provenSince, endsWithApp, askedToEnd } = record;
      return {
        kind: 'alive',
        identity,
        found: { runNumber, pid: identity.pid, startedAt, provenSince, isEnding: endsWithApp, askedToEnd },
      };
    }
  }
  // After a restart of the computer an open database tells nothing: everything was ended at once.
  if (facts.endedOnPurpose || record.askedToEnd || record.bootId !== bootId()) return { kind: 'ended-with-us' };
  const { output } = facts;
  // What the system ended together with us may not have come to closing its database; only its own words count then.
  const databaseLeftOpen = facts.databaseLeftOpen && !record.endsWithApp;
  const finding = causeOfUnseenEnd({ served: record.provenSince !== null, output, databaseLeftOpen });
  return finding === null ? { kind: 'ended-with-us' } : { kind: 'failed', finding };
}

/** Null: a record from before there were launch options. */
export const launchedWithOf = ({ launchRevision: revision, networkAccess }: RunRecord): LaunchedWith | null =>
  revision === null ? null : { revision, networkAccess };

/** The app may have died between creating the process and writing down its pid. */
function identityOf({ pid, processStartedAt, bootId: boot, runId, dataFolder }: RunRecord): ProcessIdentity | null {
  if (pid !== null && processStartedAt !== '') return { pid, startedAt: processStartedAt, bootId: boot };
  return boot === bootId() ? findByRunId(runId, dataArgumentOf(dataFolder)) : null;
}

const dataArgumentOf = (dataFolder: string): string => `--dir=${dataFolder}`;

/** Never negative, also when the clock was set back. */
export const msSince = (time: string): number => Math.max(0, Date.now() - Date.parse(time));
