import { expect, test } from 'vitest';
import { inTimeZone } from '../../electron/testing/time-zones';
import { momentInWords } from './moment-words';
import { removedInWords, scheduledBackupFailed } from './schedule-words';

test('a moment is told in local time', () => {
  const moment = new Date('2026-05-05T01:00:00.000Z');
  inTimeZone('Europe/Berlin', () => expect(momentInWords(moment)).toBe('Tue, 5 May 2026 at 03:00'));
  inTimeZone('America/New_York', () => expect(momentInWords(moment)).toBe('Mon, 4 May 2026 at 21:00'));
});

test('what was removed', () => {
  expect(removedInWords(0, 0)).toBe('');
  expect(removedInWords(1, 0)).toBe(' 1 older backup was removed.');
  expect(removedInWords(2, 0)).toBe(' 2 older backups were removed.');
  expect(removedInWords(2, 1)).toBe(' 2 older backups were removed. 1 older backup could not be removed.');
  expect(removedInWords(0, 3)).toBe(' 3 older backups could not be removed.');
});

test('a failed scheduled backup names the instance, the time and the reason', () => {
  const notice = inTimeZone('UTC', () =>
    scheduledBackupFailed({ id: 'a', name: 'blog' }, new Date('2026-05-05T03:00:00.000Z'), {
      code: 'disk-full',
      path: '/drive',
    }),
  );
  expect(notice).toEqual({
    id: 'scheduled-backup-a',
    title: 'The scheduled backup of blog failed',
    text: 'It was due on Tue, 5 May 2026 at 03:00. The drive is full: /drive could not be written. Nothing was changed. Make room and try again. It is tried again within 15 minutes; this is not said again until one succeeds.',
  });
});
