import { describe, expect, it } from 'vitest';
import { NO_BACKUP_OPTIONS, type BackupOptions, type LeftBackups } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import type { Bridge } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { createBackupForm, savedText } from './backup-form';

const DAILY: BackupOptions = { ...NO_BACKUP_OPTIONS, schedule: { every: 'day', at: '03:00', weekday: 0 } };
const HOURLY: BackupOptions = { ...NO_BACKUP_OPTIONS, schedule: { every: 'hour', at: '03:20', weekday: 0 } };
const KEPT: BackupOptions = { ...NO_BACKUP_OPTIONS, retention: { last: 10, daily: 7, weekly: 4 } };
const refusedTime: AppError = {
  code: 'invalid-input',
  problems: [{ field: 'schedule.at', value: '“25:00”', rule: 'must be a time from 00:00 to 23:59, such as 03:00' }],
};
const SAVED = ok({ left: null });

function formThatIsAnswered(...answers: readonly Result<{ readonly left: LeftBackups | null }>[]) {
  const sent: unknown[] = [];
  const bridge = {
    call: (_name: string, input: unknown) => {
      sent.push(input);
      return Promise.resolve(answers[sent.length - 1]);
    },
    onPush: () => () => undefined,
  } as unknown as Bridge;
  return { form: createBackupForm(bridge, 'a'), sent };
}

describe('options of backups', () => {
  it('send what was typed, and only its group', async () => {
    const { form, sent } = formThatIsAnswered(SAVED, SAVED, SAVED);
    form.change({ at: ' 4:30 ' });
    form.change({ last: '5' });
    expect(await form.commit('schedule', DAILY)).toBeNull();
    expect(sent).toEqual([{ instanceId: 'a', schedule: { every: 'day', at: '04:30', weekday: 0 } }]);
    expect(form.getState().typed).toEqual({ last: '5' });
    await form.commit('retention', KEPT);
    expect(sent[1]).toEqual({ instanceId: 'a', retention: { last: '5', daily: '7', weekly: '4' } });
    expect(form.getState().typed).toEqual({});
  });

  it('of an hourly schedule are minutes', async () => {
    const { form, sent } = formThatIsAnswered(SAVED, fail(refusedTime));
    expect(savedText('at', HOURLY)).toBe('20');
    form.change({ at: '5' });
    await form.commit('schedule', HOURLY);
    expect(sent).toEqual([{ instanceId: 'a', schedule: { every: 'hour', at: '03:05', weekday: 0 } }]);
    form.change({ at: '75' });
    expect(await form.commit('schedule', HOURLY)).toBeNull();
    expect(form.getState().problems).toEqual({ at: 'Minute must be a whole number from 0 to 59.' });
  });

  it('are not sent when nothing differs, or twice at once', async () => {
    const { form, sent } = formThatIsAnswered(SAVED);
    form.change({ at: '03:00' });
    await form.commit('schedule', DAILY);
    expect(sent).toEqual([]);
    expect(form.getState().typed).toEqual({});
    form.change({ at: '05:00' });
    await Promise.all([form.commit('schedule', DAILY), form.commit('schedule', DAILY)]);
    expect(sent).toHaveLength(1);
  });

  it('that are refused stay as they were typed, with the reason, until they are typed anew or taken back', async () => {
    const { form } = formThatIsAnswered(fail(refusedTime));
    form.change({ at: '25:00' });
    expect(await form.commit('schedule', DAILY)).toBeNull();
    expect(form.getState()).toMatchObject({
      typed: { at: '25:00' },
      problems: { at: 'Time must be a time from 00:00 to 23:59, such as 03:00 (it is “25:00”).' },
    });
    form.change({ at: '2:00' });
    expect(form.getState().problems).toEqual({});
    form.revert(['at']);
    expect(form.getState().typed).toEqual({});
  });

  it('say where backups stayed, and why a folder is refused', async () => {
    const left = { folder: '/old', count: 2 };
    const notUsable: AppError = { code: 'folder-not-usable', path: '/x', rule: 'is a file' };
    const { form, sent } = formThatIsAnswered(ok({ left }), fail(notUsable), fail({ code: 'quitting' }));
    form.change({ folder: '/new' });
    await form.commit('folder', NO_BACKUP_OPTIONS);
    expect(sent).toEqual([{ instanceId: 'a', folder: '/new' }]);
    expect(form.getState().left).toEqual(left);
    form.change({ folder: '/x' });
    expect(await form.commit('folder', NO_BACKUP_OPTIONS)).toBeNull();
    expect(form.getState().problems).toEqual({ folder: '/x is a file. Choose another folder.' });
    expect(await form.choose('folder', { folder: null })).toEqual({ code: 'quitting' });
  });
});
