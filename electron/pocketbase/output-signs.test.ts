import { expect, test } from 'vitest';
import { changedFileIn, signOf } from './output-signs';

/** As printed by 0.23.12, 0.28.4 and 0.40.6. */
test.each([
  ['failed to execute broken.pb.js:', 'hook-not-loaded'],
  ['2026/01/02 03:04:05 failed to execute broken.pb.js:', 'hook-not-loaded'],
  ['2026/01/02 03:04:05 Server started at http://127.0.0.1:8090', 'serves'],
  ['database disk image is malformed (11)', 'database-damaged'],
  ['2026/01/02 03:04:05 Error: file is not a database (26)', 'database-damaged'],
  // Not ours to judge, or said by another program.
  [' - SyntaxError: /x/broken.pb.js: Line 1:1 Unexpected token', null],
  ['setpriv: failed to execute /x/pocketbase: Permission denied', null],
  ['a visitor wrote: failed to execute x.pb.js', null],
  ['', null],
] as const)('%s', (line, sign) => {
  expect(signOf(line)).toBe(sign);
});

/** As printed by 0.22.27, 0.23.12, 0.28.4 and 0.40.6. */
test.each([
  ['File /x/pb_hooks/main.pb.js changed, restarting...', '/x/pb_hooks/main.pb.js'],
  ['2026/01/02 03:04:05 File /x/with a space, and comma.js changed, restarting...', '/x/with a space, and comma.js'],
  ['a visitor wrote: File /x changed, restarting...', null],
  ['File main.pb.js changed', null],
] as const)('%s', (line, file) => {
  expect(changedFileIn(line)).toBe(file);
});
