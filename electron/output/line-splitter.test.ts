import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LINE_LIMIT_BYTES, LineSplitter } from './line-splitter';

const bytesOf = (text: string): Buffer => Buffer.from(text);

test('wherever the bytes are divided, the lines are the same, broken characters included', () => {
  const pieces = fc.oneof(
    fc.constantFrom('one', '🙂', 'ü', '\n', '\r\n', '\0', '\u202e').map(bytesOf),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(fc.array(pieces), fc.array(fc.nat({ max: 12 })), (some, cuts) => {
      const bytes = Buffer.concat(some);
      const splitter = new LineSplitter(1000);
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        // One buffer for all, as the tail has it: nothing of it may be kept.
        const shared = Buffer.from(bytes.subarray(at, at + cut));
        splitter.feed(shared);
        shared.fill(0x58);
        at += cut;
      }
      const lines = [...splitter.take().lines, splitter.takeUnfinished()];
      expect(lines).toEqual(splitBytes(bytes));
    }),
  );
});

/** Each line decoded by itself. */
function splitBytes(bytes: Buffer): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  return [...lines, bytes.toString('utf8', start)];
}

test.each([1, 3, 50, 1000])(
  'of many lines the newest are kept and the others counted, in pieces of %d bytes',
  (size) => {
    const splitter = new LineSplitter(10);
    const bytes = bytesOf(Array.from({ length: 100 }, (_, i) => `line ${String(i)}\n`).join(''));
    for (let at = 0; at < bytes.length; at += size) splitter.feed(bytes.subarray(at, at + size));
    const { lines, skippedLines, skippedBytes } = splitter.take();
    expect(lines).toEqual(Array.from({ length: 10 }, (_, i) => `line ${String(90 + i)}`));
    expect(skippedLines).toBe(90);
    expect(skippedBytes).toBe(bytes.length - 80);
    expect(splitter.take()).toEqual({ lines: [], skippedLines: 0, skippedBytes: 0 });
  },
);

test('of an endless line the beginning is kept, once', () => {
  const splitter = new LineSplitter(10);
  for (let at = 0; at < 100; at += 1) splitter.feed(Buffer.alloc(10_000, 0x61));
  splitter.feed(bytesOf('end\nnext\n'));
  const { lines, skippedBytes } = splitter.take();
  expect(lines).toEqual(['a'.repeat(LINE_LIMIT_BYTES), 'next']);
  expect(skippedBytes).toBe(0);
  splitter.feed(Buffer.concat([Buffer.alloc(1_000_000, 0x62), bytesOf('\nlast\n')]));
  expect(splitter.take().lines).toEqual(['b'.repeat(LINE_LIMIT_BYTES), 'last']);
});

test('after a gap neither half of the line around it is shown, and both are counted', () => {
  const splitter = new LineSplitter(10);
  splitter.feed(bytesOf('whole\nfirst half'));
  expect(splitter.isAtLineStart).toBe(false);
  splitter.leaveOut(1000);
  splitter.feed(bytesOf('second '));
  expect(splitter.isAtLineStart).toBe(false);
  splitter.feed(bytesOf('half\nnext\n'));
  expect(splitter.isAtLineStart).toBe(true);
  expect(splitter.take()).toEqual({ lines: ['whole', 'next'], skippedLines: 0, skippedBytes: 10 + 1000 + 12 });
});

test('what begins anew has nothing of before', () => {
  const splitter = new LineSplitter(10);
  splitter.feed(Buffer.concat([bytesOf('half'), bytesOf('🙂').subarray(0, 2)]));
  splitter.startAnew();
  splitter.feed(bytesOf('new\n'));
  expect(splitter.take().lines).toEqual(['new']);
});
