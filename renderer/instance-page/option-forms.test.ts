import { describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors';
import type { Bridge } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { maintenanceScheduleForm, restartPolicyForm } from './option-forms';

const SAVED = { tries: 3, windowMinutes: 10 };
const REFUSED: AppError = {
  code: 'invalid-input',
  problems: [{ field: 'restartPolicy.tries', value: '“0”', rule: 'must be a whole number from 1 to 10' }],
};

function bridgeThatAnswers(...answers: readonly Result<undefined>[]) {
  const sent: unknown[] = [];
  const bridge = {
    call: (_name: string, input: unknown) => {
      sent.push(input);
      return Promise.resolve(answers[sent.length - 1]);
    },
    onPush: () => () => undefined,
  } as unknown as Bridge;
  return { bridge, sent };
}

function formThatIsAnswered(...answers: readonly Result<undefined>[]) {
  const { bridge, sent } = bridgeThatAnswers(...answers);
  return { form: restartPolicyForm(bridge, 'a'), sent };
}

describe('the tries of a restart policy', () => {
  it('are sent as typed, with what stands in the other field', async () => {
    const { form, sent } = formThatIsAnswered(ok(undefined));
    form.change({ tries: ' 5 ' });
    expect(await form.commit(SAVED)).toBeNull();
    expect(sent).toEqual([{ instanceId: 'a', restartPolicy: { tries: '5', windowMinutes: '10' } }]);
    expect(form.getState()).toMatchObject({ typed: {}, problems: {} });
  });

  it('are not sent when nothing differs, or twice at once', async () => {
    const { form, sent } = formThatIsAnswered(ok(undefined));
    await form.commit(SAVED);
    form.change({ windowMinutes: '10' });
    await form.commit(SAVED);
    expect(sent).toEqual([]);
    form.change({ windowMinutes: '20' });
    await Promise.all([form.commit(SAVED), form.commit(SAVED)]);
    expect(sent).toHaveLength(1);
  });

  it('keep what was typed when it is refused, and the problem goes when it is typed anew', async () => {
    const { form, sent } = formThatIsAnswered(fail(REFUSED), ok(undefined));
    form.change({ tries: '0' });
    expect(await form.commit(SAVED)).toBeNull();
    expect(form.getState()).toMatchObject({
      typed: { tries: '0' },
      problems: { tries: 'Tries must be a whole number from 1 to 10 (it is “0”).' },
    });
    form.change({ tries: '1' });
    expect(form.getState().problems).toEqual({});
    await form.commit(SAVED);
    expect(sent).toHaveLength(2);
  });

  it('go back to what is saved', async () => {
    const { form } = formThatIsAnswered(fail(REFUSED));
    form.change({ tries: '0' });
    await form.commit(SAVED);
    form.revert();
    expect(form.getState()).toMatchObject({ typed: {}, problems: {} });
  });

  it('hand on an error that belongs to no field', async () => {
    const error: AppError = { code: 'state-not-saved', path: '/x', detail: 'the drive is full' };
    const { form } = formThatIsAnswered(fail(error));
    form.change({ tries: '4' });
    expect(await form.commit(SAVED)).toEqual(error);
    expect(form.getState().typed).toEqual({ tries: '4' });
  });

  it('do not touch what is typed while the answer is on its way', async () => {
    const { form } = formThatIsAnswered(ok(undefined));
    form.change({ tries: '4' });
    const committing = form.commit(SAVED);
    form.change({ tries: '41' });
    await committing;
    expect(form.getState().typed).toEqual({ tries: '41' });
  });
});

describe('the times of scheduled maintenance', () => {
  const WEEKLY = { every: 'week', weekday: 0, at: '03:00', minutes: 20 } as const;

  it('are sent with the day that was chosen, and a refusal stands beside its field', async () => {
    const refused: AppError = {
      code: 'invalid-input',
      problems: [{ field: 'maintenanceSchedule.minutes', value: '“0”', rule: 'must be a whole number from 1 to 1440' }],
    };
    const { bridge, sent } = bridgeThatAnswers(ok(undefined), fail(refused));
    const form = maintenanceScheduleForm(bridge, 'a');
    form.change({ at: '04:30' });
    expect(await form.commit(WEEKLY)).toBeNull();
    expect(sent).toEqual([{ instanceId: 'a', maintenanceSchedule: { ...WEEKLY, at: '04:30', minutes: '20' } }]);
    form.change({ minutes: '0' });
    expect(await form.commit(WEEKLY)).toBeNull();
    expect(form.getState().typed).toEqual({ minutes: '0' });
    expect(form.getState().problems.minutes).toContain('must be a whole number from 1 to 1440 (it is “0”)');
  });
});
