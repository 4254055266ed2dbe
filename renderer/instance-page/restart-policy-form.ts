/** What is typed for the tries of one instance, apart from React so that its rules can be tested. Main decides what is valid. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { RestartPolicy } from '../../shared/restart-policy';
import { problemsByField } from '../../shared/words/problems-by-field';

export const POLICY_FIELDS = ['tries', 'windowMinutes'] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];

type Typed = { readonly [Field in PolicyField]?: string };

export interface PolicyFormState {
  /** Only what differs from what is saved. */
  readonly typed: Typed;
  readonly problems: Typed;
}

export interface PolicyForm extends StoreApi<PolicyFormState> {
  readonly change: (field: PolicyField, text: string) => void;
  /** Back to what is saved. */
  readonly revert: () => void;
  /** Sends what was typed. Answers an error that belongs to no field. */
  readonly commit: (saved: RestartPolicy) => Promise<AppError | null>;
}

const NOTHING: PolicyFormState = { typed: {}, problems: {} };

const without = (fields: Typed, field: PolicyField): Typed =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));

export const policyTexts = (typed: Typed, saved: RestartPolicy): Readonly<Record<PolicyField, string>> => ({
  tries: typed.tries ?? String(saved.tries),
  windowMinutes: typed.windowMinutes ?? String(saved.windowMinutes),
});

export function createPolicyForm(bridge: Bridge, instanceId: InstanceId): PolicyForm {
  const store = createStore<PolicyFormState>(() => NOTHING);
  /** What is on its way: leaving a field right after Enter sends nothing twice. */
  let sent = '';

  async function commit(saved: RestartPolicy): Promise<AppError | null> {
    const { typed } = store.getState();
    const texts = policyTexts(typed, saved);
    const restartPolicy = { tries: texts.tries.trim(), windowMinutes: texts.windowMinutes.trim() };
    if (POLICY_FIELDS.every((field) => restartPolicy[field] === String(saved[field]))) {
      store.setState(NOTHING, true);
      return null;
    }
    const sending = JSON.stringify(restartPolicy);
    if (sent === sending) return null;
    sent = sending;
    const answer = await bridge.call('set-instance-options', { instanceId, restartPolicy });
    sent = '';
    // Whoever went on typing meanwhile is not interrupted.
    if (store.getState().typed !== typed) return null;
    if (answer.ok) {
      store.setState(NOTHING, true);
      return null;
    }
    const byField = problemsByField(answer.error);
    const problems = Object.fromEntries(
      POLICY_FIELDS.flatMap((field) => {
        const problem = byField[`restartPolicy.${field}`];
        return problem === undefined ? [] : [[field, problem]];
      }),
    );
    store.setState({ problems });
    return Object.keys(problems).length === 0 ? answer.error : null;
  }

  return Object.assign(store, {
    change: (field: PolicyField, text: string) => {
      // The problem was about the old text.
      store.setState(({ typed, problems }) => ({
        typed: { ...typed, [field]: text },
        problems: without(problems, field),
      }));
    },
    revert: () => {
      store.setState(NOTHING, true);
    },
    commit,
  });
}
