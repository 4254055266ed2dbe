/** Names of files are bytes: each has one text, and comes back from it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfText, textOfBytes } from './byte-names';

test('any bytes come back from their text, through JSON as well', () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
  fc.assert(
    fc.property(bytes, (name) => {
      expect(bytesOfText(JSON.parse(JSON.stringify(textOfBytes(name))) as string)).toEqual(name);
    }),
    { numRuns: 500 },
  );
});

test('text that is UTF-8 reads as it is, and is not a byte of anything else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      expect(textOfBytes(Buffer.from(text))).toBe(text);
      expect(bytesOfText(text)).toEqual(Buffer.from(text));
    }),
    { numRuns: 500 },
  );
});

test.each<readonly [string, readonly number[], string]>([
  ['one byte of Latin-1', [0x63, 0x61, 0x66, 0xe9], 'caf\udce9'],
  ['a sequence that is cut short', [0xe2, 0x82], '\udce2\udc82'],
  ['a longer form than needed', [0xc0, 0xaf], '\udcc0\udcaf'],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  ['a replacement character, and a byte that is none', [0xef, 0xbf, 0xbd, 0xff], '\ufffd\udcff'],
])('%s', (_name, bytes, text) => {
  expect(textOfBytes(Buffer.from(bytes))).toBe(text);
  expect([...bytesOfText(text)]).toEqual(bytes);
});
