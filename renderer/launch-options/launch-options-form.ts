/** The form of one instance. It outlives its tab, so that nothing typed is lost by looking elsewhere. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { LaunchOptions } from '../../shared/launch-options';
import { draftOf, givenBy, isUnchanged, type DraftVariable, type ServingDraft } from './launch-options-draft';

export interface ServingFormState {
  /** Null: nothing is typed, what is saved is shown. */
  readonly draft: ServingDraft | null;
  /** What was saved when typing began. */
  readonly begunOn: LaunchOptions | null;
  /** The revision that has been shown; it is what a save replaces. */
  readonly seenRevision: number;
  readonly error: AppError | null;
  readonly busy: boolean;
  /** Of the folders in front of PATH that were saved last, those that were not there then. */
  readonly missingFolders: readonly string[];
  /** Why this computer keeps no secrets; null: it does, or has not been asked. */
  readonly whyNoSecrets: string | null;
}

export interface ServingForm extends StoreApi<ServingFormState> {
  readonly change: (saved: LaunchOptions, changed: Partial<ServingDraft>) => void;
  readonly changeVariable: (saved: LaunchOptions, key: number, changed: Partial<DraftVariable>) => void;
  /** Answers its key. */
  readonly addVariable: (saved: LaunchOptions) => number;
  /** Those of a file: a variable of the same name is replaced where it stands, the others come last. */
  readonly takeOver: (saved: LaunchOptions, variables: readonly Omit<DraftVariable, 'key' | 'kept'>[]) => void;
  readonly discard: () => void;
  /** `latest` answers what is saved by the time main has answered. True when it was saved. */
  readonly save: (latest: () => LaunchOptions) => Promise<boolean>;
}

const NOTHING: ServingFormState = {
  draft: null,
  begunOn: null,
  seenRevision: 0,
  error: null,
  busy: false,
  missingFolders: [],
  whyNoSecrets: null,
};

export function createServingForm(bridge: Bridge, instanceId: InstanceId): ServingForm {
  const store = createStore<ServingFormState>(() => NOTHING);
  let nextKey = 1000;

  function change(saved: LaunchOptions, changed: Partial<ServingDraft>): void {
    const { draft, begunOn, seenRevision } = store.getState();
    const next = { ...(draft ?? draftOf(saved)), ...changed };
    const begins = begunOn === null;
    store.setState({
      draft: isUnchanged(next, begunOn ?? saved) ? null : next,
      begunOn: begunOn ?? saved,
      seenRevision: begins ? saved.revision : seenRevision,
      // What was said was about something else.
      error: null,
    });
    if (store.getState().draft === null) store.setState({ begunOn: null });
    const wantsSecrets = next.keyIs === 'given' || next.variables.some(({ secret, kept }) => secret && !kept);
    if (wantsSecrets) void askForStorage();
  }

  let asked = false;
  async function askForStorage(): Promise<void> {
    if (asked) return;
    asked = true;
    const answer = await bridge.call('get-secret-storage', undefined);
    if (answer.ok) store.setState({ whyNoSecrets: answer.value.whyNot });
    asked = answer.ok && answer.value.whyNot === null;
  }

  const variablesOf = (saved: LaunchOptions): readonly DraftVariable[] =>
    (store.getState().draft ?? draftOf(saved)).variables;

  return Object.assign(store, {
    change,
    changeVariable: (saved: LaunchOptions, key: number, changed: Partial<DraftVariable>) => {
      change(saved, { variables: variablesOf(saved).map((one) => (one.key === key ? { ...one, ...changed } : one)) });
    },
    addVariable: (saved: LaunchOptions) => {
      const key = nextKey++;
      const added = { key, name: '', value: '', secret: false, kept: false };
      change(saved, { variables: [...variablesOf(saved), added] });
      return key;
    },
    takeOver: (saved: LaunchOptions, variables: readonly Omit<DraftVariable, 'key' | 'kept'>[]) => {
      const present = variablesOf(saved);
      const replaced = present.map((one) => {
        const from = variables.find(({ name }) => name === one.name);
        return from === undefined ? one : { ...one, ...from, kept: false };
      });
      const added = variables
        .filter(({ name }) => present.every((one) => one.name !== name))
        .map((one) => ({ ...one, key: nextKey++, kept: false }));
      change(saved, { variables: [...replaced, ...added] });
    },
    discard: () => {
      store.setState(NOTHING, true);
    },
    save: async (latest: () => LaunchOptions) => {
      const { draft, busy, seenRevision } = store.getState();
      if (draft === null || busy) return false;
      store.setState({ busy: true });
      const answer = await bridge.call('set-launch-options', { instanceId, ...givenBy(draft, seenRevision) });
      if (answer.ok) {
        const begunOn = latest();
        // Whoever went on typing meanwhile has that left to save.
        if (store.getState().draft === draft) store.setState({ ...NOTHING, ...answer.value }, true);
        else store.setState({ busy: false, error: null, begunOn, seenRevision: begunOn.revision, ...answer.value });
        return true;
      }
      const isStale = answer.error.code === 'changed-meanwhile';
      // From now on the newer values are on the screen.
      store.setState({ busy: false, error: answer.error, ...(isStale && { seenRevision: latest().revision }) });
      return false;
    },
  });
}

const forms = new Map<InstanceId, ServingForm>();

export function servingFormOf(bridge: Bridge, instanceId: InstanceId): ServingForm {
  const known = forms.get(instanceId) ?? createServingForm(bridge, instanceId);
  forms.set(instanceId, known);
  return known;
}
