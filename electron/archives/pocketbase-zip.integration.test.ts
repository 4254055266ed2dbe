/** What PocketBase's own backup makes is read as such, and comes out whole. */
import { createWriteStream, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GENEROUS_LIMITS } from '../testing/backup-bench';
import { createWorkbench, type Workbench } from '../testing/workbench';
import { readArchive } from './read-archive';
import { unpackArchive } from './unpack-archive';
import { verifyArchive } from './verify-archive';

let bench: Workbench;
beforeEach(() => void (bench = createWorkbench()));
afterEach(() => bench.dispose());

const SUPERUSER = { email: 'keeper@example.com', password: 'a-long-password' };

async function tokenOf(
  address: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<string> {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body ?? {}),
  });
  return ((await answer.json()) as { token: string }).token;
}

test('a backup made by PocketBase', async () => {
  const instance = await bench.create('shop', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
  const address = `http://127.0.0.1:${instance.port}`;
  const authorization = await tokenOf(
    address,
    '/api/collections/_superusers/auth-with-password',
    {},
    {
      identity: SUPERUSER.email,
      password: SUPERUSER.password,
    },
  );
  const made = await fetch(`${address}/api/backups`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mine.zip' }),
  });
  expect(made.status).toBe(204);
  const token = await tokenOf(address, '/api/files/token', { authorization });
  const download = await fetch(`${address}/api/backups/mine.zip?token=${token}`);
  const path = join(bench.home, 'mine.zip');
  await pipeline(Readable.fromWeb(download.body as ReadableStream), createWriteStream(path));

  const listing = await readArchive(path, GENEROUS_LIMITS);
  expect(listing).toMatchObject({
    ok: true,
    value: { kind: 'pocketbase', manifest: null, parts: [{ part: 'pb_data' }], ignored: { count: 0 } },
  });
  expect(await verifyArchive(path, GENEROUS_LIMITS)).toEqual(listing);
  if (!listing.ok) return;
  const into = join(bench.home, 'into');
  mkdirSync(into);
  const unpacked = await unpackArchive(path, listing.value, { into, parts: ['pb_data'], limits: GENEROUS_LIMITS });
  expect(unpacked).toEqual({ ok: true, value: undefined });
  expect(readdirSync(join(into, 'pb_data'))).toEqual(expect.arrayContaining(['auxiliary.db', 'data.db']));
  expect(readFileSync(join(into, 'pb_data/data.db')).toString('latin1', 0, 15)).toBe('SQLite format 3');
});
