import { expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { decode } from './decode';

/** The sentence a person reads, or `accepted`. */
const saidOfBackups = (options: Record<string, unknown>): string => {
  const decoded = decode('set-backup-options', { instanceId: 'a'.repeat(15), ...options });
  return decoded.ok ? 'accepted' : errorWords(decoded.error).text;
};

test('options of backups', () => {
  const at = (time: unknown, weekday: unknown = 0, every: unknown = 'day') =>
    saidOfBackups({ schedule: { every, at: time, weekday } });
  expect(at('03:00')).toBe('accepted');
  expect(at('23:59', '6', 'week')).toBe('accepted');
  const rule = 'Time must be a time from 00:00 to 23:59, such as 03:00';
  for (const time of ['24:00', '3:00', '03:60', '0300', ' 03:00', '03:00\n']) expect(at(time)).toContain(rule);
  expect(at('')).toBe(`${rule}.`);
  expect(at(300)).toBe('Time must be text (it is 300).');
  expect(at('03:00', 7)).toBe('Day of the week must be a whole number from 0 to 6 (it is 7).');
  expect(at('03:00', 0, 'month')).toBe('How often must be “hour”, “day” or “week” (it is “month”).');
  expect(saidOfBackups({ schedule: 'daily' })).toBe('Schedule must be null or say how often and when (it is “daily”).');
  const keep = (last: unknown, daily: unknown, weekly: unknown) =>
    saidOfBackups({ retention: { last, daily, weekly } });
  expect(keep('10', '0', '1000')).toBe('accepted');
  expect(keep(0, 0, 0)).toBe('Newest must be a whole number from 1 to 1000 (it is 0).');
  expect(keep(1, '1001', 0)).toBe('Days must be a whole number from 0 to 1000 (it is “1001”).');
  expect(keep(1, 0, '00')).toBe('Weeks must be a whole number from 0 to 1000 (it is “00”).');
  expect(saidOfBackups({ retention: 3 })).toBe('Keep must be null or say how many backups are kept (it is 3).');
  expect(saidOfBackups({ folder: '' })).toBe('Folder must not be empty.');
  expect(saidOfBackups({ folder: '/a\0b' })).toContain('Folder must not contain a NUL character');
  expect(saidOfBackups({ schedule: null, retention: null, folder: null })).toBe('accepted');
});
