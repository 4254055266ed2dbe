/** The end of an exchange: the instance is given back with the new data, or gets the old back if it does not start with it. */
import { join } from 'node:path';
import { blamesSurroundings } from '../../shared/causes';
import type { Intent } from '../../shared/instance';
import { isWished } from '../../shared/maintenance-reason';
import { recordsDiffer } from '../../shared/lost-records';
import { ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { causeWords } from '../../shared/words/incident-words';
import type { DataDescription } from '../data/describe-data';
import { untilState } from '../store/app-store';
import { finish, undo } from './end-exchange';
import type { ExchangePlan } from './exchange-plan';
import type { JournalEntry } from '../operations/journal';
import type { OperationParts } from '../operations/operation-parts';
import type { OperationContext } from '../operations/operation-runner';
import { keptInWords } from '../operations/work-folders';
import { STEP } from '../../shared/words/step-words';
import { didNotStart } from '../../shared/words/exchange-words';

export interface Replaced {
  /** Records of people in the new data before a version had served it. */
  readonly recordsGiven: number;
  readonly after: DataDescription;
  /** The new data is in place, but the instance could not be started again for a reason of its own, e.g. its port. */
  readonly notStarted: string | null;
  /** Why the old data was not backed up; null when it was. */
  readonly notBackedUp: 'damaged' | 'missing' | null;
  /** Where what was there is, if it was not backed up; null where there was nothing. */
  readonly keptIn: string | null;
  /** What was in no backup and could not stay, because the new data has something of the same name. */
  readonly inTheWay: readonly string[];
}

export interface Prepared {
  readonly recordsGiven: number;
  /** Null: what is there cannot be backed up; it is kept as it is. */
  readonly backupId: string | null;
  readonly notBackedUp: Replaced['notBackedUp'];
  readonly after: DataDescription;
  readonly plan: ExchangePlan;
}

/** From here on the new data is the data: what PocketBase confirms to its clients must not be taken back. */
export async function restoreIntentWithNew(
  context: OperationContext,
  entry: JournalEntry,
  { after, notBackedUp, plan, recordsGiven }: Prepared,
  parts: OperationParts,
): Promise<Result<Replaced>> {
  const { before, instanceId } = entry;
  const wanted: Intent = before ?? { shouldRun: false, maintenance: null };
  parts.afterStep('noted-starting');
  let notStarted: string | null = null;
  const given = parts.instances.endOperation(instanceId, wanted);
  // One that could only not be written down is followed all the same.
  if (!given.ok && given.error.code !== 'state-not-saved') notStarted = errorWords(given.error).text;
  else if (wanted.shouldRun && wanted.maintenance === null) {
    context.step(STEP.starting);
    const startedMs = performance.now();
    const failed = await untilServes(instanceId, parts);
    const lastedMs = performance.now() - startedMs;
    if (failed?.blamesNewData === true && (await mayUndo(entry, parts))) {
      const served = lastedMs > SERVED_NOTHING_WITHIN_MS || (await isWrittenTo(entry, after, parts));
      return undo(served ? { ...entry, keeps: 'new' } : entry, failed.text, parts);
    }
    notStarted = failed?.text ?? null;
  }
  await finish(entry, parts, 'given-back');
  const keptIn = entry.keeps === null ? null : keptInWords(entry);
  return ok({ after, recordsGiven, notStarted, notBackedUp, keptIn, inTheWay: plan.inTheWay });
}

/** A process that ended sooner had hardly begun to listen. */
const SERVED_NOTHING_WITHIN_MS = 3000;

/** It may have confirmed a write before it failed: then what it worked on is kept. */
async function isWrittenTo(
  { folder }: JournalEntry,
  after: DataDescription,
  { runJob }: OperationParts,
): Promise<boolean> {
  const now = await runJob('describe-data', { dataFolder: join(folder, 'pb_data'), inUse: false });
  return !now.ok || recordsDiffer(after, now.value);
}

/**
 * Only what the journal says can be undone: should the app die in the middle, it is read. What was served is noted as kept
 * until it is known that it served nobody.
 */
async function mayUndo(entry: JournalEntry, { instances, journal }: OperationParts): Promise<boolean> {
  const stopped = await instances.beginOperation(entry.instanceId);
  if (!stopped.ok) return false;
  if (journal.save({ ...entry, phase: 'swapping', keeps: 'new' }).ok) return true;
  instances.endOperation(entry.instanceId, stopped.value);
  return false;
}

interface NotServing {
  readonly text: string;
  /** The new data or version may be the reason. */
  readonly blamesNewData: boolean;
}

/** Null once it serves, or when nobody wants it to any more; else why it does not. */
async function untilServes(instanceId: string, { store }: OperationParts): Promise<NotServing | null> {
  await untilState(store, instanceId, ({ intent, state }) => {
    const isDecided = state.kind === 'running' || state.kind === 'stopped' || state.kind === 'waiting';
    const isStuck = intent.maintenance?.reason === 'could-not-be-stopped';
    return isDecided || isStuck || (intent.maintenance !== null && state.kind !== 'stopping');
  });
  const instance = store.instance(instanceId);
  if (instance === undefined || instance.state.kind === 'running') return null;
  const { maintenance } = instance.intent;
  // A person stopped it, or the app is quitting: that is no failure.
  if (instance.state.kind !== 'waiting' && (maintenance === null || isWished(maintenance.reason))) return null;
  const [incident] = instance.incidents;
  const why = incident === undefined ? '' : incident.evidence || causeWords(incident.cause).title;
  return {
    text: didNotStart(why),
    blamesNewData: incident === undefined || !blamesSurroundings(incident.cause),
  };
}
