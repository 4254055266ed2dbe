import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestFigures } from './request-figures';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'figures-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As PocketBase leaves it after an orderly end: in WAL mode, without a log beside it. */
function plant(name: string, ...statements: readonly string[]): void {
  const database = new DatabaseSync(join(folder, name));
  for (const statement of ['PRAGMA journal_mode = WAL', ...statements]) database.exec(statement);
  database.close();
}

test('reading the log of a stopped instance leaves nothing beside its databases, where it would stand for a crash', async () => {
  plant('data.db', 'CREATE TABLE _params (id TEXT, value TEXT)');
  plant(
    'auxiliary.db',
    'CREATE TABLE _logs (created TEXT, data TEXT)',
    `INSERT INTO _logs VALUES ('2026-05-05 12:00:30.000Z', '{"type":"request","method":"GET","url":"/api/x","status":200}')`,
  );
  const nowMs = Date.parse('2026-05-05T12:01:00Z');
  const read = await requestFigures({ dataFolder: folder, nowMs }, () => undefined);
  expect(read).toMatchObject({ ok: true, value: { kind: 'figures', slowest: [{ route: 'GET /api/x', requests: 1 }] } });
  expect(readdirSync(folder).sort()).toEqual(['auxiliary.db', 'data.db']);
});
