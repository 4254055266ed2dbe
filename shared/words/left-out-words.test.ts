import { expect, test } from 'vitest';
import type { LeftOut } from '../what-is-backed-up';
import { leftOutInWords } from './left-out-words';

test.each<readonly [string, readonly LeftOut[], string]>([
  ['nothing', [], ''],
  ['what PocketBase makes for itself', [{ path: 'pb_data/.notify', why: 'of-pocketbase' }], ''],
  [
    'the backups of PocketBase, which only look as if they were in it',
    [
      { path: 'pb_data/backups', why: 'of-pocketbase' },
      { path: 'pb_data/queue', why: 'pipe' },
    ],
    'Not in it: PocketBase’s own backups (pb_data/backups); 1 pipe (pb_data/queue).',
  ],
  ['a pipe, which is no link', [{ path: 'pb_data/queue', why: 'pipe' }], 'Not in it: 1 pipe (pb_data/queue).'],
  [
    'several of several kinds',
    [
      { path: 'pb_public/a', why: 'link' },
      { path: 'pb_public/b', why: 'link' },
      { path: 'pb_public/c', why: 'link' },
      { path: 'pb_data/s', why: 'socket' },
      { path: 'pb_data/d', why: 'device' },
      { path: 'pb_data/lost+found', why: 'unreadable' },
      { path: 'pb_data/deep', why: 'path-too-long' },
    ],
    'Not in it: 3 links that lead elsewhere (pb_public/a, pb_public/b, …); 1 socket (pb_data/s); 1 device (pb_data/d); ' +
      '1 item that your user may not read (pb_data/lost+found); 1 item whose path is too long (pb_data/deep).',
  ],
  [
    'a name that is no text or would change how the sentence reads',
    [{ path: 'pb_data/\udcff\u202e', why: 'pipe' }],
    'Not in it: 1 pipe (pb_data/\ufffd\ufffd).',
  ],
])('%s', (_name, leftOut, sentence) => {
  expect(leftOutInWords(leftOut)).toBe(sentence);
});
