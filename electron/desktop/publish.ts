import type { Change, Snapshot } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import type { Push } from '../../shared/ipc';
import { OUTPUT_LINES_KEPT, type OutputLine } from '../../shared/output';
import { withoutSealed } from '../../shared/launched-with';
import type { AppStore } from '../store/app-store';
import type { Instances } from '../instances/instances';
import type { Watch } from './window-commands';

const OUTPUT_INTERVAL_MS = 100;

/** Tells the window every change of the store, as it happens. */
export function publishChanges(store: AppStore, send: (push: Push) => void): void {
  store.subscribe((change, { revision }) => send({ type: 'changed', revision, change: changeForWindow(change) }));
}

const changeForWindow = (change: Change): Change =>
  'instance' in change ? { ...change, instance: withoutSealed(change.instance) } : change;

/** The window never gets a secret, not even sealed. */
export const snapshotForWindow = ({ revision, state }: Snapshot): Snapshot => ({
  revision,
  state: { ...state, instances: state.instances.map(withoutSealed) },
});

/** Sends the output of the instance on screen, in batches, and answers which instance that is. */
export class OutputWatch implements Watch {
  readonly #instances: Instances;
  readonly #send: (push: Push) => void;
  #watched: InstanceId | null = null;
  #stop = (): void => undefined;
  #pending: OutputLine[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(instances: Instances, send: (push: Push) => void) {
    this.#instances = instances;
    this.#send = send;
  }

  get watched(): InstanceId | null {
    return this.#watched;
  }

  /** Switches to an instance, or to none; answers the lines so far. */
  set(id: InstanceId | null): readonly OutputLine[] {
    this.#stop();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
    this.#watched = id;
    if (id === null) return [];
    const history = this.#instances.output(id);
    if (!history.ok) return [];
    this.#stop = history.value.subscribe((lines) => this.#collect(id, lines));
    return history.value.last(OUTPUT_LINES_KEPT);
  }

  #collect(instanceId: InstanceId, lines: readonly OutputLine[]): void {
    this.#pending.push(...lines);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const batch = { instanceId, lines: this.#pending.slice(-OUTPUT_LINES_KEPT) };
      this.#pending = [];
      this.#send({ type: 'output', batch });
    }, OUTPUT_INTERVAL_MS);
  }
}
