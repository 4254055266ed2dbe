import { expect, it } from 'vitest';
import type { AppError } from '../errors';
import { bulkWords } from './bulk-words';

const nameOf = (id: string): string => ({ a: 'blog', b: 'crm', c: 'shop' })[id] ?? 'gone';
const refused: AppError = { code: 'quitting' };

it('says how many when all went well', () => {
  const outcomes = ['a', 'b'].map((instanceId) => ({ instanceId, error: null }));
  expect(bulkWords('leave-maintenance', outcomes, nameOf)).toEqual({
    title: '2 instances out of maintenance',
    text: '',
  });
  expect(bulkWords('mute', outcomes.slice(1), nameOf).title).toBe('1 instance without notifications');
});

it('names every one that failed, once, with the reason', () => {
  const outcomes = [
    { instanceId: 'a', error: refused },
    { instanceId: 'b', error: null },
    { instanceId: 'c', error: refused },
  ];
  expect(bulkWords('start', outcomes, nameOf)).toEqual({
    title: '1 of 3 instances starting',
    text: '“blog”, “shop”: Basekeeper is quitting. Nothing is started any more. Open Basekeeper again.',
  });
  expect(bulkWords('back-up', outcomes.slice(0, 1), nameOf).title).toBe('Back up now failed for 1 instance');
});
