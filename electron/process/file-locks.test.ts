import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { holdersIn, lockKey } from './file-locks';

test('the table of locks is read: who holds one on what, and nobody who only waits', () => {
  const table = [
    '1: POSIX  ADVISORY  READ 17642 fe:00:10020242 128 128',
    '2: POSIX  ADVISORY  WRITE 17700 fe:00:10020242 0 EOF',
    '2: -> POSIX  ADVISORY  WRITE 17701 fe:00:10020242 0 EOF',
    '3: FLOCK  ADVISORY  WRITE 12 00:2f:7 0 EOF',
    '',
  ].join('\n');
  expect(holdersIn(table)).toEqual(
    new Map([
      ['fe:00:10020242', new Set([17642, 17700])],
      ['00:2f:7', new Set([12])],
    ]),
  );
  expect(holdersIn('')).toEqual(new Map());
});

test('a device has the two numbers that the system takes it apart into', () => {
  expect(lockKey({ device: 0xfe00n, inode: 7n })).toBe('fe:00:7');
  expect(lockKey({ device: 0x0012_3456_0078_9abcn, inode: 1n })).toMatch(/^[\da-f]+:[\da-f]+:1$/);
  const { dev, ino } = statSync(import.meta.filename, { bigint: true });
  expect(lockKey({ device: dev, inode: ino })).toMatch(new RegExp(`^[\\da-f]{2,}:[\\da-f]{2,}:${String(ino)}$`));
});
