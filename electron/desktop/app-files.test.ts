import { expect, test } from 'vitest';
import { fileFor } from './app-files';

const FOLDER = '/opt/app/out/renderer';

test('pages and assets of the window are found', () => {
  expect(fileFor('app://basekeeper/', FOLDER)).toBe(`${FOLDER}/index.html`);
  expect(fileFor('app://basekeeper/index.html?x#y', FOLDER)).toBe(`${FOLDER}/index.html`);
  expect(fileFor('app://basekeeper/assets/a%20b.js', FOLDER)).toBe(`${FOLDER}/assets/a b.js`);
});

const OUTSIDE = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2e.',
  '..%2f..',
  '%2e%2e%2f%2e%2e',
  '..%5c..',
  '%00',
  'a%00b',
  '..\\..',
  '%5c%5chost',
  '%zz',
];

test.each([
  ...OUTSIDE.flatMap((step) => [
    `app://basekeeper/${step}/etc/passwd`,
    `app://basekeeper/assets/${step}/${step}/${step}/x`,
    `app://basekeeper/${step}`,
  ]),
  'app://elsewhere/index.html',
  'app://basekeeper.example/index.html',
  'app://basekeeper:1/index.html',
  'file:///etc/passwd',
  'http://basekeeper/index.html',
  'app:index.html',
  'javascript:alert(1)',
  'data:text/html,x',
  '',
  'not an address',
])('%s never leads outside', (address) => {
  const file = fileFor(address, FOLDER);
  expect(file === null || file.startsWith(`${FOLDER}/`)).toBe(true);
});

test.each([
  'app://elsewhere/',
  'file:///etc/passwd',
  'app://basekeeper/..%2f..%2fetc/passwd',
  'app://basekeeper/a%00',
  'x',
])('%s is refused', (address) => {
  expect(fileFor(address, FOLDER)).toBeNull();
});

test('a folder with a longer name of the same beginning is outside', () => {
  expect(fileFor('app://basekeeper/..%2frenderer-evil/x', FOLDER)).toBeNull();
});
