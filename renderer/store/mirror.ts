/**
 * The window's copy of main's state. It listens first and asks then, so that no change falls between the two:
 *
 *   onPush ──► waiting ─┐
 *   get-snapshot ───────┴─► apply in order; older revisions are dropped; a gap asks again
 *
 * Incidents of the first snapshot are history. Those of a gap have been missed, and are told with the snapshot that closes it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyChange, incidentIn, type AppState, type Change, type Snapshot } from '../../shared/app-state';
import type { AppError } from '../../shared/errors';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance } from '../../shared/instance';
import type { Bridge } from '../../shared/ipc';

export interface IncidentOfInstance {
  readonly instance: Instance;
  readonly incident: IncidentSummary;
}

export interface Mirror {
  /** Null until the first snapshot has arrived. */
  readonly state: AppState | null;
  readonly revision: number;
  /** Incidents that happened with this revision, oldest first; mostly none. */
  readonly recorded: readonly IncidentOfInstance[];
  /** Why the first snapshot could not be had; null otherwise. */
  readonly problem: AppError | null;
}

export interface MirrorStore extends StoreApi<Mirror> {
  /** Begins to listen and asks for the first snapshot. Returns the function that stops listening. */
  readonly start: () => () => void;
  /** Asks for a snapshot again, e.g. after a failure. */
  readonly ask: () => Promise<void>;
}

interface Numbered {
  readonly revision: number;
  readonly change: Change;
}

const NONE: readonly IncidentOfInstance[] = [];

function recordedBy(change: Change): readonly IncidentOfInstance[] {
  const incident = incidentIn(change);
  return incident === null || !('instance' in change) ? NONE : [{ instance: change.instance, incident }];
}

/**
 * What happened while nothing was heard, oldest first. Sequences count up for each instance; one that came on the list
 * brought its history along.
 */
function missedIncidents(before: AppState | null, now: AppState): readonly IncidentOfInstance[] {
  if (before === null) return NONE;
  const newestOf = new Map(before.instances.map(({ id, incidents }) => [id, incidents[0]?.sequence ?? 0]));
  const missed = now.instances.flatMap((instance) =>
    instance.incidents
      .filter(({ sequence }) => sequence > (newestOf.get(instance.id) ?? Infinity))
      .map((incident) => ({ instance, incident })),
  );
  return missed.length === 0 ? NONE : missed.reverse();
}

export function createMirror(bridge: Bridge): MirrorStore {
  const store = createStore<Mirror>(() => ({ state: null, revision: -1, recorded: NONE, problem: null }));
  let waiting: Numbered[] = [];
  let asking = false;

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    const answer = await bridge.call('get-snapshot', undefined);
    asking = false;
    if (answer.ok) take(answer.value);
    // With a copy in hand the next push shows the gap again and asks anew.
    else if (store.getState().state === null) store.setState({ problem: answer.error });
  }

  function take(snapshot: Snapshot): void {
    const { state, revision } = store.getState();
    if (state === null || snapshot.revision >= revision) {
      store.setState({ ...snapshot, recorded: missedIncidents(state, snapshot.state), problem: null });
    }
    const late = waiting.sort((a, b) => a.revision - b.revision);
    waiting = [];
    for (const one of late) receive(one);
  }

  function receive(numbered: Numbered): void {
    const { state, revision } = store.getState();
    if (state !== null && numbered.revision <= revision) return;
    if (state !== null && !asking && numbered.revision === revision + 1) {
      const { change } = numbered;
      store.setState({ state: applyChange(state, change), revision: numbered.revision, recorded: recordedBy(change) });
      return;
    }
    waiting.push(numbered);
    if (state !== null) void ask();
  }

  function start(): () => void {
    const stop = bridge.onPush((push) => {
      if (push.type === 'changed') receive(push);
    });
    void ask();
    return stop;
  }

  return Object.assign(store, { start, ask });
}
