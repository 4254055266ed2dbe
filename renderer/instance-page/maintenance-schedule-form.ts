/** What is typed for the scheduled maintenance of one instance. */
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { InstanceSettings } from '../../shared/settings';
import { createForm, problemsOf, type Form } from '../forms/form';

export type MaintenanceSchedule = NonNullable<InstanceSettings['maintenanceSchedule']>;

export const SCHEDULE_FIELDS = ['at', 'minutes'] as const;
export type ScheduleField = (typeof SCHEDULE_FIELDS)[number];
type Texts = Readonly<Record<ScheduleField, string>>;

export interface ScheduleForm extends Form<Texts> {
  /** Sends what was typed. Answers an error that belongs to no field. */
  readonly commit: (saved: MaintenanceSchedule) => Promise<AppError | null>;
}

export const scheduleTexts = (typed: Partial<Texts>, saved: MaintenanceSchedule): Texts => ({
  at: typed.at ?? saved.at,
  minutes: typed.minutes ?? String(saved.minutes),
});

export function createScheduleForm(bridge: Bridge, instanceId: InstanceId): ScheduleForm {
  const form = createForm<Texts>({});

  async function commit(saved: MaintenanceSchedule): Promise<AppError | null> {
    const texts = scheduleTexts(form.getState().typed, saved);
    const typed = { at: texts.at.trim(), minutes: texts.minutes.trim() };
    if (SCHEDULE_FIELDS.every((field) => typed[field] === String(saved[field]))) {
      form.revert();
      return null;
    }
    const sent = await form.send(JSON.stringify(typed), SCHEDULE_FIELDS, () =>
      bridge.call('set-instance-options', { instanceId, maintenanceSchedule: { ...saved, ...typed } }),
    );
    // Whoever went on typing meanwhile is not interrupted.
    if (sent === null || sent.isStale) return null;
    if (sent.answer.ok) {
      form.revert();
      return null;
    }
    const { error } = sent.answer;
    form.refuse(
      SCHEDULE_FIELDS,
      problemsOf(SCHEDULE_FIELDS, error, (field) => `maintenanceSchedule.${field}`),
      error,
    );
    return form.getState().error;
  }

  return Object.assign(form, { commit });
}
