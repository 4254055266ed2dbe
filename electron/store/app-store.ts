import { createStore } from 'zustand/vanilla';
import { applyChange, type AppNotice, type AppState, type Change, type Snapshot } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import { pidOf, type Instance, type Unanswered } from '../../shared/instance';
import type { LaunchedWith } from '../../shared/launch-options';
import type { Warning } from '../../shared/warning';

/** The one truth of the app. The window, the tray and the notifications only read it. */
export interface AppStore {
  snapshot(): Snapshot;
  instance(id: InstanceId): Instance | undefined;
  /** Applies one change, counts the revision up and tells every listener before it returns. */
  apply(change: Change): void;
  /** Returns the function that stops listening. */
  subscribe(listener: (change: Change, after: Snapshot, before: Snapshot) => void): () => void;
}

/** A listener that throws is a bug of its own and must not keep the others, or a supervisor, from their work. */
export function createAppStore(initial: AppState, reportBug: (error: unknown) => void): AppStore {
  interface Held extends Snapshot {
    readonly change: Change | null;
  }
  const store = createStore<Held>(() => ({ revision: 0, state: initial, change: null }));
  return {
    snapshot: () => {
      const { revision, state } = store.getState();
      return { revision, state };
    },
    instance: (id) => store.getState().state.instances.find((instance) => instance.id === id),
    apply: (change) =>
      store.setState(({ revision, state }) => ({ revision: revision + 1, state: applyChange(state, change), change })),
    subscribe: (listener) =>
      store.subscribe((after, before) => {
        if (after.change === null) return;
        try {
          listener(after.change, after, before);
        } catch (error) {
          reportBug(error);
        }
      }),
  };
}

/** Shows a notice about the app itself, in place of an earlier one with the same id. */
export function showNotice(store: AppStore, notice: AppNotice): void {
  const others = store.snapshot().state.notices.filter(({ id }) => id !== notice.id);
  store.apply({ type: 'notices-changed', notices: [...others, notice] });
}

export function hideNotice(store: AppStore, id: string): void {
  const { notices } = store.snapshot().state;
  const others = notices.filter((notice) => notice.id !== id);
  if (others.length < notices.length) store.apply({ type: 'notices-changed', notices: others });
}

/** Which launch options the process of an instance has got; null: not known. */
export function noteLaunchedWith(store: AppStore, instance: Instance, launchedWith: LaunchedWith | null): void {
  if (launchedWith !== null) store.apply({ type: 'instance-changed', instance: { ...instance, launchedWith } });
}

/** Resolves when no process of the instance exists, or when it is certain that it cannot be ended. */
export function untilSettled(store: AppStore, id: InstanceId): Promise<void> {
  return untilState(store, id, (instance) => {
    return instance.state.kind === 'stopped' || instance.intent.maintenance?.reason === 'could-not-be-stopped';
  });
}

/** Resolves when no process of the instance exists, and none is on its way; or when the instance is gone. */
export function untilStopped(store: AppStore, id: InstanceId): Promise<void> {
  return untilState(store, id, ({ state }) => state.kind === 'stopped');
}

/** Resolves when the instance is like that, or is gone. */
export function untilState(store: AppStore, id: InstanceId, holds: (instance: Instance) => boolean): Promise<void> {
  const isReached = (): boolean => {
    const instance = store.instance(id);
    return instance === undefined || holds(instance);
  };
  if (isReached()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      if (!isReached()) return;
      stop();
      resolve();
    });
  });
}

/** How long a running process has given no answer; null: it does. */
export function noteUnanswered(store: AppStore, instance: Instance, unanswered: Unanswered | null): void {
  if (instance.state.kind !== 'running' || (unanswered === null && instance.unanswered === undefined)) return;
  const { unanswered: _before, ...rest } = instance;
  store.apply({ type: 'instance-changed', instance: unanswered === null ? rest : { ...rest, unanswered } });
}

/** What is wrong with a process although it runs; in no other state is there anything to warn of. */
export function changeWarnings(
  store: AppStore,
  instance: Instance,
  change: (warnings: readonly Warning[]) => readonly Warning[],
): void {
  if (pidOf(instance.state) === null || instance.state.kind === 'stopping') return;
  const warnings = change(instance.warnings);
  if (warnings !== instance.warnings) store.apply({ type: 'instance-changed', instance: { ...instance, warnings } });
}
