/** F55: backups and restores of PocketBase itself, while ours are made. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { backupsOf, expectNothingLeft, expectWholeBackups, textOf } from '../testing/after-operations';
import { createThings, LOGIN, missingFilesOf, signIn, uploadFiles } from '../testing/seeded-data';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const VERSION = '0.40.6';
const FILES = 10;

let bench: Workbench;
let instance: Instance;
let token: string;
beforeEach(async () => {
  bench = createWorkbench();
  const superuser = { email: LOGIN.identity, password: LOGIN.password };
  instance = await bench.untilRunning((await bench.create('blog', VERSION, superuser)).id);
  token = (await signIn(instance.port, VERSION)) ?? '';
  await createThings(instance.port, token);
});
afterEach(() => bench.dispose());

async function ask(path: string, body?: object): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${String(instance.port)}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.status;
}

const banners = (): number =>
  orThrow(bench.instances.output(instance.id)).lines.filter(({ text }) => text.includes('Server started at')).length;

const backUp = async (label: string) => orThrow(bench.operating.backUp(instance.id, { reason: 'manual', label })).ended;

test('a restore by PocketBase itself in the middle of our backups: all of them whole, and no crash is told', async () => {
  const { folder, id, port, state } = instance;
  const files = await uploadFiles(port, FILES);
  expect(await ask('backups', { name: 'own.zip' })).toBe(204);
  await uploadFiles(port, FILES);
  const before = banners();
  expect(await ask('backups/own.zip/restore')).toBe(204);
  // One after the other until it has started anew, so that one of them is in the middle of it.
  for (let round = 1; banners() === before || round < 3; round += 1) {
    const ended = await backUp(String(round));
    // Its database may be on its way from one folder to another.
    if (!ended.ok) expect(textOf(ended)).toContain(join(folder, 'pb_data'));
  }
  expect(bench.now(id)).toMatchObject({ state, incidents: [], intent: { maintenance: null } });
  expect(await missingFilesOf(files, port)).toEqual([]);
  expectNothingLeft(bench, instance);
  await expectWholeBackups(bench, id);
  const { backups } = await backupsOf(bench, id);
  for (const { records } of backups) expect([FILES, 2 * FILES]).toContain(records);
});

test('its own backup at the same time as ours; and a restore of ours leaves its own where they are', async () => {
  const { folder, id, port } = instance;
  const files = await uploadFiles(port, FILES);
  const [ours, status] = await Promise.all([backUp('ours'), ask('backups', { name: 'own.zip' })]);
  expect([textOf(ours), status]).toEqual(['no error', 204]);
  await uploadFiles(port, 1);
  const [{ id: backupId } = { id: '' }] = (await backupsOf(bench, id)).backups;
  const source = { kind: 'backup', backupId } as const;
  orThrow(await orThrow(await bench.operating.restore(id, { source, parts: ['pb_data'] })).ended);
  await bench.untilRunning(id);
  expect(await missingFilesOf(files, port)).toEqual([]);
  expect(readdirSync(join(folder, 'pb_data/backups'))).toContain('own.zip');
  expect(existsSync(join(folder, 'pb_data/backups/own.zip'))).toBe(true);
  await expectWholeBackups(bench, id);
});
