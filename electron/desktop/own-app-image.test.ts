import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownAppImage } from './own-app-image';

let folder: string;
beforeEach(() => void (folder = realpathSync(mkdtempSync(join(tmpdir(), 'app-image-')))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const OURS = '/home/me/Basekeeper.AppImage';

test('an AppImage is ours where our program lies in what was mounted of it, also behind a link', () => {
  mkdirSync(join(folder, '.mount_Baseke1'));
  symlinkSync(folder, `${folder}-link`);
  const executable = join(folder, '.mount_Baseke1', 'basekeeper');
  for (const mounted of [join(folder, '.mount_Baseke1'), join(`${folder}-link`, '.mount_Baseke1')]) {
    const environment = { APPIMAGE: OURS, APPDIR: mounted };
    expect(ownAppImage({ environment, executable, isPackaged: true })).toBe(OURS);
  }
  rmSync(`${folder}-link`);
});

test.each([
  ['that of an editor in whose terminal an installed copy was started', '/tmp/.mount_EditorX'],
  ['that of a program whose mount begins alike', '/opt/Base'],
  ['without a mount', ''],
])('%s is not', (_what, mounted) => {
  const environment = { APPIMAGE: '/home/me/Editor.AppImage', APPDIR: mounted };
  expect(ownAppImage({ environment, executable: '/opt/Basekeeper/basekeeper', isPackaged: true })).toBeNull();
});

test('there is none where the system names none; a checkout is believed', () => {
  const executable = '/checkout/electron';
  expect(ownAppImage({ environment: {}, executable, isPackaged: true })).toBeNull();
  expect(ownAppImage({ environment: { APPIMAGE: '' }, executable, isPackaged: false })).toBeNull();
  expect(ownAppImage({ environment: { APPIMAGE: OURS }, executable, isPackaged: false })).toBe(OURS);
});
