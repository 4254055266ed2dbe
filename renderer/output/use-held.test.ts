import { expect, test } from 'vitest';
import { newSince } from './use-held';

const shown = (sequence: number, kept: number | null) => ({
  instanceId: 'aaaaaaaaaaaaaaa',
  blocks: [{ index: 0, lines: [{ sequence, kind: 'output', text: 'x' } as const] }],
  kept,
});

test('new lines are counted by what came to the window, and in a flood by what is kept', () => {
  expect(newSince({ sequence: 10, kept: 10 }, shown(13, 10))).toBe(3);
  expect(newSince({ sequence: 10, kept: 10 }, shown(6000, 20_010))).toBe(20_000);
  expect(newSince({ sequence: 10, kept: null }, shown(13, 20_010))).toBe(3);
  expect(newSince({ sequence: 10, kept: 5000 }, shown(13, 100))).toBe(3);
});
