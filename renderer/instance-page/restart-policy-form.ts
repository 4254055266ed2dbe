/** What is typed for the tries of one instance. */
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { RestartPolicy } from '../../shared/restart-policy';
import { createForm, problemsOf, type Form } from '../forms/form';

export const POLICY_FIELDS = ['tries', 'windowMinutes'] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];
type Texts = Readonly<Record<PolicyField, string>>;

export interface PolicyForm extends Form<Texts> {
  /** Sends what was typed. Answers an error that belongs to no field. */
  readonly commit: (saved: RestartPolicy) => Promise<AppError | null>;
}

export const policyTexts = (typed: Partial<Texts>, saved: RestartPolicy): Texts => ({
  tries: typed.tries ?? String(saved.tries),
  windowMinutes: typed.windowMinutes ?? String(saved.windowMinutes),
});

export function createPolicyForm(bridge: Bridge, instanceId: InstanceId): PolicyForm {
  const form = createForm<Texts>({});

  async function commit(saved: RestartPolicy): Promise<AppError | null> {
    const texts = policyTexts(form.getState().typed, saved);
    const restartPolicy = { tries: texts.tries.trim(), windowMinutes: texts.windowMinutes.trim() };
    if (POLICY_FIELDS.every((field) => restartPolicy[field] === String(saved[field]))) {
      form.revert();
      return null;
    }
    const sent = await form.send(JSON.stringify(restartPolicy), POLICY_FIELDS, () =>
      bridge.call('set-instance-options', { instanceId, restartPolicy }),
    );
    // Whoever went on typing meanwhile is not interrupted.
    if (sent === null || sent.isStale) return null;
    if (sent.answer.ok) {
      form.revert();
      return null;
    }
    const { error } = sent.answer;
    form.refuse(
      POLICY_FIELDS,
      problemsOf(POLICY_FIELDS, error, (field) => `restartPolicy.${field}`),
      error,
    );
    return form.getState().error;
  }

  return Object.assign(form, { commit });
}
