import { changedInstance, incidentIn } from '../../shared/app-state';
import type { Incident, IncidentSummary } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import {
  changesSince,
  keptChanges,
  PROVEN_AFTER_MS,
  suspectFile,
  type StartedWith,
  type WhatChanged,
} from '../../shared/what-changed';
import type { AppStore } from '../store/app-store';
import { readWatchedFiles } from './read-watched-files';

/** The last healthy start, and the last one that was proven before it. */
export interface HealthyStarts {
  readonly last: StartedWith | null;
  readonly before: StartedWith | null;
}

/** Satisfied by the storage room. */
export interface HealthyStartFiles {
  load(id: InstanceId): HealthyStarts;
  save(id: InstanceId, starts: HealthyStarts): void;
}

export interface WhatChangedParts {
  readonly store: AppStore;
  readonly starts: HealthyStartFiles;
  readonly incidents: {
    find(id: InstanceId, incidentId: string): Incident | undefined;
    /** Adds to one that is kept; answers all summaries. */
    amend(id: InstanceId, incidentId: string, whatChanged: WhatChanged): readonly IncidentSummary[];
  };
  readonly reportBug: (error: unknown) => void;
}

/**
 * One more reader of the store: writes down what each instance was started with whenever it comes to serve, and adds to
 * each incident what has changed since. It comes a moment after the incident, because files are read for it.
 */
export function tellWhatChanged(parts: WhatChangedParts): void {
  /** One after the other for each instance, so that a failure is compared with the start before it. */
  const queues = new Map<InstanceId, Promise<void>>();
  const enqueue = (id: InstanceId, work: () => Promise<void>): void => {
    const next = (queues.get(id) ?? Promise.resolve()).then(work).catch(parts.reportBug);
    queues.set(id, next);
    void next.then(() => {
      if (queues.get(id) === next) queues.delete(id);
    });
  };
  parts.store.subscribe((change, _after, before) => {
    const instance = changedInstance(change);
    if (instance === null) return;
    const was = before.state.instances.find(({ id }) => id === instance.id);
    if (was === undefined) return;
    const beganToServe = instance.state.kind === 'running' && was.state.kind !== 'running';
    // Without its hooks it has proven nothing about them.
    if (beganToServe && instance.launchedWith?.withoutHooks !== true)
      enqueue(instance.id, () => recordStart(instance, parts));
    const incident = incidentIn(change);
    if (incident !== null) enqueue(instance.id, () => addWhatChanged(instance, incident, parts));
  });
}

async function recordStart(instance: Instance, { starts, store }: WhatChangedParts): Promise<void> {
  const now = await startedWith(instance);
  // It was taken off the list meanwhile, and nothing of it may be written again.
  if (store.instance(instance.id) === undefined) return;
  starts.save(instance.id, { last: now, before: starts.load(instance.id).last });
}

async function addWhatChanged(instance: Instance, summary: IncidentSummary, parts: WhatChangedParts): Promise<void> {
  const { id } = instance;
  const { store, starts, incidents } = parts;
  const known = starts.load(id);
  const isTooSoon =
    known.last !== null &&
    summary.uptimeMs !== null &&
    Date.parse(summary.at) - Date.parse(known.last.at) < PROVEN_AFTER_MS;
  const base = isTooSoon ? (known.before ?? known.last) : known.last;
  const now = await startedWith(instance);
  const incident = incidents.find(id, summary.id);
  const current = store.instance(id);
  if (incident === undefined || current === undefined) return;
  const changes = base === null ? [] : changesSince(base, now);
  const suspect = suspectFile(incident, now.files, changes);
  const summaries = incidents.amend(id, summary.id, { since: base?.at ?? null, ...keptChanges(changes), suspect });
  // What failed at once is no healthy start to compare the next failure with.
  if (isTooSoon && known.before !== null) starts.save(id, { last: known.before, before: null });
  store.apply({ type: 'instance-changed', instance: { ...current, incidents: summaries } });
}

const startedWith = async ({ folder, port, launchOptions, version }: Instance): Promise<StartedWith> => ({
  at: new Date().toISOString(),
  version,
  port,
  ...(await readWatchedFiles(folder)),
  environment: launchOptions.environment.map(({ name }) => name).sort(),
  launchRevision: launchOptions.revision,
});
