/** Every sentence about our own files, read as a person would. */
import { expect, test } from 'vitest';
import {
  copyProblemWords,
  fileProblemInWords,
  folderIndexWords,
  notWritableWords,
  rebuiltListWords,
  setAsideLaterWords,
  unusableFileWords,
  type CopyProblem,
  type FileProblem,
  type RebuiltList,
  type UnusableFile,
} from './storage-words';

const PROBLEMS: { readonly [Kind in FileProblem['kind']]: readonly [FileProblem, string] } = {
  missing: [{ kind: 'missing' }, 'it is not there'],
  'not-json': [{ kind: 'not-json' }, 'it is cut short or damaged'],
  'not-a-file': [{ kind: 'not-a-file' }, 'it is not a file'],
  'too-large': [{ kind: 'too-large' }, 'it is larger than Basekeeper writes it'],
  'no-permission': [{ kind: 'no-permission' }, 'your user may not read it'],
  'newer-version': [{ kind: 'newer-version' }, 'it is from a newer version of Basekeeper'],
  'not-ours': [{ kind: 'not-ours' }, 'it holds something else than Basekeeper writes there'],
  'forbidden-key': [{ kind: 'forbidden-key', key: '__proto__' }, 'it holds “__proto__”, which Basekeeper never writes'],
  'does-not-fit': [{ kind: 'does-not-fit', where: 'port', rule: 'must be a number' }, '“port” in it must be a number'],
  unreadable: [{ kind: 'unreadable', detail: 'EIO' }, 'it could not be read (EIO)'],
};
test.each(Object.values(PROBLEMS))('%j', (problem, words) => {
  expect(fileProblemInWords(problem)).toBe(words);
});
test('a rule for a whole file needs no place', () => {
  expect(fileProblemInWords({ kind: 'does-not-fit', where: '', rule: 'it is no object' })).toBe('it is no object');
});

const FILE: UnusableFile = { path: '/s/x.json', keptAs: '/s/x.json.damaged-1', problem: { kind: 'not-json' } };

test('a file that begins anew', () => {
  expect(unusableFileWords(FILE)).toEqual({
    title: 'A file of Basekeeper could not be read',
    text: '/s/x.json cannot be used: it is cut short or damaged. It was kept as /s/x.json.damaged-1. Basekeeper began with an empty one. Your instances’ folders were not touched.',
  });
  expect(unusableFileWords({ ...FILE, keptAs: null }).text).toContain(
    'It could not be renamed, and nothing is written over it.',
  );
  expect(setAsideLaterWords(FILE)).toEqual({
    title: 'A file of Basekeeper was set aside',
    text: '/s/x.json cannot be used: it is cut short or damaged. It was kept as /s/x.json.damaged-1. What Basekeeper knows now was written in its place.',
  });
});

const REBUILT: RebuiltList = {
  path: '/s/instances.json',
  cause: 'unusable',
  file: FILE,
  found: ['blog', 'shop'],
  moved: [],
  doubles: [],
  unusable: [],
  lost: [],
};
const KEPT = '/s/x.json cannot be used: it is cut short or damaged. It was kept as /s/x.json.damaged-1.';
const FOUND = 'Found again from the copies in their folders: “blog”, “shop”. Check that they are as you left them.';

test.each<readonly [string, Partial<RebuiltList>, string]>([
  ['damaged', {}, `The list of instances could not be read: ${KEPT} ${FOUND} No data was touched.`],
  [
    'damaged in part',
    { cause: 'partly-unusable', lost: ['crm'] },
    `A part of the list of instances could not be read: ${KEPT} ${FOUND} Not found again: “crm”. No data was touched.`,
  ],
  [
    'gone',
    { cause: 'missing', file: null },
    `The list of instances was missing: There was no /s/instances.json. ${FOUND} No data was touched.`,
  ],
  [
    'without anything to find',
    { found: [] },
    `The list of instances could not be read: ${KEPT} No instance was found again. No data was touched.`,
  ],
  [
    'with folders that are away',
    {
      unusable: [
        { folder: '/a', problem: { kind: 'missing' } },
        { folder: '/b', problem: { kind: 'newer-version' } },
      ],
    },
    `The list of instances could not be read: ${KEPT} ${FOUND} No usable basekeeper.json in /a (it is not there), /b (it is from a newer version of Basekeeper). Bring them back, then open Basekeeper again. No data was touched.`,
  ],
  [
    'with one that moved and one that is there twice',
    { moved: [{ name: 'blog', from: '/a', to: '/b' }], doubles: [{ name: 'shop', folder: '/c' }] },
    `The list of instances could not be read: ${KEPT} ${FOUND} “blog” is now in /b, not in /a, so it is not started automatically. Check that this is the right folder. /c holds another copy of “shop” and was left out. No data was touched.`,
  ],
  ['made up for', { cause: 'later', file: null }, `An instance was found again: ${FOUND} No data was touched.`],
])('a list that is %s', (_what, changes, words) => {
  const { title, text } = rebuiltListWords({ ...REBUILT, ...changes });
  expect(`${title}: ${text}`).toBe(words);
});

test('long lists are cut short', () => {
  const names = Array.from({ length: 30 }, (_, index) => `i${String(index)}`);
  const unusable = names.map((name) => ({ folder: `/${name}`, problem: { kind: 'missing' } as const }));
  const { text } = rebuiltListWords({ ...REBUILT, found: names, lost: names, unusable });
  expect(text).toContain('“i6”, “i7” and 22 more. Check');
  expect(text).toContain('/i7 (it is not there) and 22 more folders.');
  expect(text.length).toBeLessThan(900);
});

const COPY_PROBLEMS: { readonly [Kind in CopyProblem['kind']]: readonly [CopyProblem, string] } = {
  'not-written': [
    { kind: 'not-written', path: '/b/basekeeper.json', detail: 'the drive is full' },
    'The second copy of “blog” could not be written: /b/basekeeper.json: the drive is full. “blog” is not affected, but it would be missing if the list of instances had to be rebuilt. Check that its folder is there and can be written.',
  ],
  'not-removed': [
    { kind: 'not-removed', path: '/b/basekeeper.json', detail: 'the drive is read-only' },
    'A file of “blog” was left behind: /b/basekeeper.json: the drive is read-only. Delete it yourself, or “blog” comes back if the list of instances has to be rebuilt.',
  ],
  'of-another': [
    { kind: 'of-another', path: '/b/basekeeper.json', otherName: 'shop' },
    'The folder of “blog” names another instance: /b/basekeeper.json is the second copy of “shop” and was not written over. If the folder is a copy, delete that file; it is written again for “blog”.',
  ],
  replaced: [
    { kind: 'replaced', file: FILE },
    `The second copy of “blog” could not be read: ${KEPT} A new one was written. “blog” is not affected.`,
  ],
};
test.each(Object.values(COPY_PROBLEMS))('$kind', (problem, words) => {
  const { title, text } = copyProblemWords('blog', problem);
  expect(`${title}: ${text}`).toBe(words);
});

test('folders that cannot be noted', () => {
  expect(folderIndexWords('/s/folders.json', 'EISDIR')).toEqual({
    title: 'Where your instances are could not be noted',
    text: '/s/folders.json: EISDIR. Your instances are not affected, but those in folders of your own would be missing if the list of instances had to be rebuilt.',
  });
});

test('nothing can be saved', () => {
  expect(notWritableWords('/s/instances.json', 'the drive is read-only')).toEqual({
    title: 'Basekeeper cannot save anything',
    text: '/s/instances.json cannot be written: the drive is read-only. Basekeeper starts no instance it could lose track of. Check free space and permissions; Basekeeper tries again automatically.',
  });
});
