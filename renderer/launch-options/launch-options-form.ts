/** The form of one instance. It outlives its tab, so that nothing typed is lost by looking elsewhere. */
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { LaunchOptions } from '../../shared/launch-options';
import { createForm, type Form, type FormState } from '../forms/form';
import { draftOf, givenBy, isUnchanged, type DraftVariable, type ServingDraft } from './launch-options-draft';

/** Null: nothing is typed, what is saved is shown. */
export const draftIn = ({ typed }: FormState<Typed>): ServingDraft | null => typed.draft ?? null;

/** All of it is saved together. */
interface Typed {
  readonly draft: ServingDraft;
}

interface More {
  /** What was saved when typing began. */
  readonly begunOn: LaunchOptions | null;
  /** The revision that has been shown; it is what a save replaces. */
  readonly seenRevision: number;
  /** Of the folders in front of PATH that were saved last, those that were not there then. */
  readonly missingFolders: readonly string[];
  /** Why this computer keeps no secrets; null: it does, or has not been asked. */
  readonly whyNoSecrets: string | null;
}

export interface ServingForm extends Omit<Form<Typed, More>, 'change'> {
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

const NOTHING: More = { begunOn: null, seenRevision: 0, missingFolders: [], whyNoSecrets: null };

export function createServingForm(bridge: Bridge, instanceId: InstanceId): ServingForm {
  const form = createForm<Typed, More>(NOTHING);
  const { change: type } = form;
  let nextKey = 1000;

  const discard = (more: Partial<More> = {}): void => {
    form.revert();
    form.setState({ ...NOTHING, ...more });
  };

  function change(saved: LaunchOptions, changed: Partial<ServingDraft>): void {
    const { begunOn } = form.getState();
    const next = { ...(draftIn(form.getState()) ?? draftOf(saved)), ...changed };
    // What was said was about something else.
    form.forgive();
    if (begunOn === null) form.setState({ seenRevision: saved.revision });
    if (isUnchanged(next, begunOn ?? saved)) {
      form.revert();
      form.setState({ begunOn: null });
    } else {
      type({ draft: next });
      form.setState({ begunOn: begunOn ?? saved });
    }
    const wantsSecrets = next.keyIs === 'given' || next.variables.some(({ secret, kept }) => secret && !kept);
    if (wantsSecrets) void askForStorage();
  }

  let asked = false;
  async function askForStorage(): Promise<void> {
    if (asked) return;
    asked = true;
    const answer = await bridge.call('get-secret-storage', undefined);
    if (answer.ok) form.setState({ whyNoSecrets: answer.value.whyNot });
    asked = answer.ok && answer.value.whyNot === null;
  }

  const variablesOf = (saved: LaunchOptions): readonly DraftVariable[] =>
    (draftIn(form.getState()) ?? draftOf(saved)).variables;

  return Object.assign(form, {
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
    discard,
    save: async (latest: () => LaunchOptions) => {
      const { seenRevision } = form.getState();
      const draft = draftIn(form.getState());
      if (draft === null) return false;
      const sent = await form.send('save', ['draft'], () =>
        bridge.call('set-launch-options', { instanceId, ...givenBy(draft, seenRevision) }),
      );
      if (sent === null) return false;
      const { answer, isStale } = sent;
      if (!answer.ok) {
        form.refuse([], {}, answer.error);
        // From now on the newer values are on the screen.
        if (answer.error.code === 'changed-meanwhile') form.setState({ seenRevision: latest().revision });
        return false;
      }
      if (!isStale) discard(answer.value);
      else {
        // Whoever went on typing meanwhile has that left to save.
        const begunOn = latest();
        form.forgive();
        form.setState({ begunOn, seenRevision: begunOn.revision, ...answer.value });
      }
      return true;
    },
  });
}

const forms = new Map<InstanceId, ServingForm>();

export function servingFormOf(bridge: Bridge, instanceId: InstanceId): ServingForm {
  const known = forms.get(instanceId) ?? createServingForm(bridge, instanceId);
  forms.set(instanceId, known);
  return known;
}
