/** The list of instances, damaged in every way we know of, and what comes back. */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStorageBench, listOf, type StorageBench } from '../testing/storage-bench';
import { recordOnDisk } from './instance-record';
import { manifestPath } from './instance-manifest';

let bench: StorageBench;
beforeEach(() => {
  bench = createStorageBench();
});
afterEach(() => bench.dispose());

const REBUILT = 'list-rebuilt';

describe('F56: the list is set aside and rebuilt from the copies', () => {
  const good = (): string => readFileSync(bench.listFile, 'utf8');
  const inPlace = (content: string | Buffer) => (): void => writeFileSync(bench.listFile, content);
  const damages: readonly (readonly [string, () => void, string])[] = [
    ['cut short', () => writeFileSync(bench.listFile, good().slice(0, -20)), 'it is cut short or damaged'],
    ['empty', inPlace(''), 'it is cut short or damaged'],
    ['binary', inPlace(Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28])), 'it is cut short or damaged'],
    ['null', inPlace('null'), 'it holds something else than Basekeeper writes there.'],
    ['an array', inPlace('[]'), 'it holds something else than Basekeeper writes there.'],
    ['a byte order mark and nothing else', inPlace('\ufeff'), 'it is cut short or damaged'],
    ['of another schema', inPlace('{"schemaVersion":1,"instances":{}}'), '“instances” in it is not what it should be.'],
    ['from a newer version', inPlace(listOf([], 2)), 'it is from a newer version of Basekeeper'],
    ['good only by its prototype', inPlace('{"__proto__":{"schemaVersion":1,"instances":[]}}'), 'it holds “__proto__”'],
    [
      'a folder',
      () => {
        rmSync(bench.listFile);
        mkdirSync(bench.listFile);
      },
      'it is not a file',
    ],
    ['two lists in one', () => writeFileSync(bench.listFile, good() + good()), 'it is cut short or damaged'],
  ];

  test.each(damages)('when it is %s', async (_what, damage, problem) => {
    const records = await bench.beginWithThree();
    damage();
    const before = statSync(bench.listFile).isFile() ? readFileSync(bench.listFile) : null;
    const list = bench.open();
    expect(list.load()).toEqual(records);
    expect(bench.readList()).toEqual(records.map(recordOnDisk));

    const sort = problem.includes('newer version') ? '.newer-' : '.damaged-';
    expect(bench.settingsFiles(sort === '.newer-' ? '.damaged-' : '.newer-')).toEqual([]);
    const [kept = 'none', ...more] = bench.settingsFiles(sort);
    expect(more).toEqual([]);
    if (before !== null) expect(readFileSync(join(bench.settings, kept)).equals(before)).toBe(true);
    const said = bench.said(REBUILT);
    expect(said).toContain(`The list of instances could not be read: ${bench.listFile} cannot be used: ${problem}`);
    expect(said).toContain(`It was kept as ${join(bench.settings, kept)}.`);
    expect(said).toContain('Found again from the copies in their folders: “blog”, “crm”, “shop”.');
    expect(said).not.toContain('No usable');

    // And the next start finds nothing unusual.
    expect(bench.open().load()).toEqual(records);
    expect(bench.notices).toEqual([]);
  });

  test.skipIf(process.getuid?.() === 0)('when it may not be read (for root everything may be)', async () => {
    const records = await bench.beginWithThree();
    chmodSync(bench.listFile, 0o000);
    expect(bench.open().load()).toEqual(records);
    expect(bench.said(REBUILT)).toContain('your user may not read it');
  });

  test('but a byte order mark before a good list is no damage', async () => {
    const records = await bench.beginWithThree();
    writeFileSync(bench.listFile, `\ufeff${good()}`);
    expect(bench.open().load()).toEqual(records);
    expect(bench.notices).toEqual([]);
  });

  test('when it is gone, or all settings are', async () => {
    const records = await bench.beginWithThree();
    rmSync(bench.listFile);
    expect(bench.open().load()).toEqual(records);
    expect(bench.said(REBUILT)).toContain(`The list of instances was missing: There was no ${bench.listFile}.`);

    rmSync(bench.settings, { recursive: true });
    expect(bench.open().load()).toEqual(records.slice(0, 2));
    expect(bench.said(REBUILT)).toContain('Found again from the copies in their folders: “blog”, “crm”.');
  });

  test('and nothing is said at the very first start', () => {
    expect(bench.open().load()).toEqual([]);
    expect(bench.notices).toEqual([]);
  });

  test('folders without a usable copy are named, and taken when they are back', async () => {
    const [blog, crm, shop] = await bench.beginWithThree();
    renameSync(shop.folder, `${shop.folder} unplugged`);
    const old = join(bench.instances, 'fromanoldtime00');
    mkdirSync(join(old, 'pb_data'), { recursive: true });
    mkdirSync(join(bench.instances, 'nothing of ours'));
    writeFileSync(bench.listFile, '{');
    expect(bench.open().load()).toEqual([blog, crm]);
    expect(bench.said(REBUILT)).toContain(
      `No usable basekeeper.json in ${shop.folder} (it is not there), ${old} (it is not there). Bring them back, then open Basekeeper again.`,
    );
    expect(bench.open().load()).toEqual([blog, crm]);
    expect(bench.notices).toEqual([]);

    renameSync(`${shop.folder} unplugged`, shop.folder);
    expect(bench.open().load()).toEqual([blog, crm, shop]);
    expect(bench.said(REBUILT)).toContain(
      'An instance was found again: Found again from the copies in their folders: “shop”.',
    );
    bench.open();
    expect(bench.notices).toEqual([]);
  });

  const manifests: readonly (readonly [string, (path: string) => void, string])[] = [
    ['cut short', (path) => writeFileSync(path, '{"schemaVersion":1,'), 'it is cut short or damaged'],
    [
      'from a newer version',
      (path) => writeFileSync(path, '{"schemaVersion":2}'),
      'it is from a newer version of Basekeeper',
    ],
    ['not text', (path) => writeFileSync(path, Buffer.from([0x22, 0xff, 0x22])), 'it is cut short or damaged'],
    ['too large', (path) => writeFileSync(path, ' '.repeat(1_100_000)), 'it is larger than Basekeeper writes it'],
    ['a link', (path) => symlinkSync('/etc/passwd', path), 'it is not a file'],
    ['a folder', (path) => mkdirSync(path), 'it is not a file'],
    [
      'polluting',
      (path) => writeFileSync(path, '{"schemaVersion":1,"instance":{"__proto__":{"muted":true}}}'),
      'it holds “__proto__”, which Basekeeper never writes',
    ],
    [
      'naming a path as version',
      (path) =>
        writeFileSync(
          path,
          JSON.stringify({ schemaVersion: 1, instance: bench.record('blog', { version: '../../x' }) }),
        ),
      '“instance.version” in it must be a version such as 0.40.6',
    ],
  ];
  test.each(manifests)('a copy that is %s is left alone and named', async (_what, spoil, problem) => {
    const [blog, ...others] = await bench.beginWithThree();
    rmSync(manifestPath(blog.folder));
    spoil(manifestPath(blog.folder));
    writeFileSync(bench.listFile, '');
    expect(bench.open().load()).toEqual(others);
    expect(bench.said(REBUILT)).toContain(`No usable basekeeper.json in ${blog.folder} (${problem}).`);
    expect({}).not.toHaveProperty('muted');
  });

  test('of two copies of one instance, the one in its own folder is taken', async () => {
    const [blog, crm] = await bench.beginWithThree();
    // Sorts before the original, and nothing else says which one that is.
    const copy = join(bench.instances, 'a copy of blog');
    cpSync(blog.folder, copy, { recursive: true });
    rmSync(bench.settings, { recursive: true });
    expect(bench.open().load()).toEqual([blog, crm]);
    expect(bench.said(REBUILT)).toContain(`${copy} holds another copy of “blog” and was left out.`);
  });

  test('of two that claim one folder, the one that is in it is taken', async () => {
    const records = await bench.beginWithThree();
    const [blog] = records;
    bench.writeManifest(bench.record('liar', { folder: blog.folder }), join(bench.instances, 'a liar'));
    rmSync(bench.settings, { recursive: true });
    expect(bench.open().load()).toEqual(records.slice(0, 2));
    expect(bench.said(REBUILT)).toContain(
      `${join(bench.instances, 'a liar')} holds another copy of “liar” and was left out.`,
    );
  });

  test('B41: an instance found in another folder than it was in is not started by itself', async () => {
    const [blog] = await bench.beginWithThree();
    const to = join(bench.instances, 'moved');
    renameSync(blog.folder, to);
    rmSync(bench.settings, { recursive: true });
    const found = bench
      .open()
      .load()
      .find(({ id }) => id === blog.id);
    expect(found).toEqual({ ...blog, folder: to, intent: { shouldRun: false, maintenance: null } });
    expect(bench.said(REBUILT)).toContain(
      `“blog” is now in ${to}, not in ${blog.folder}, so it is not started automatically. Check that this is the right folder.`,
    );
  });

  test('through a link to its folder an instance is found once', async () => {
    const records = await bench.beginWithThree();
    const [blog] = records;
    const elsewhere = join(bench.home, 'other drive');
    renameSync(blog.folder, elsewhere);
    symlinkSync(elsewhere, blog.folder);
    symlinkSync(elsewhere, join(bench.instances, 'zzz'));
    writeFileSync(bench.listFile, '');
    expect(bench.open().load()).toEqual(records);
  });

  test('a second crash between setting aside and rebuilding loses nothing', async () => {
    const records = await bench.beginWithThree();
    renameSync(bench.listFile, `${bench.listFile}.damaged-before`);
    expect(bench.open().load()).toEqual(records);
  });
});
