/** G15: after `kill -9` in the middle of a write the list can be read and holds the last change told, or the one after it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStorageBench, type StorageBench } from '../testing/storage-bench';
import { recordOnDisk, type SavedInstance } from './instance-record';

const ROUNDS = Number(process.env['BASEKEEPER_KILL_ROUNDS'] ?? '10');
const PROGRAM = join(import.meta.dirname, '../testing/writes-in-a-loop.ts');

let bench: StorageBench;
beforeEach(() => {
  bench = createStorageBench();
});
afterEach(() => bench.dispose());

/** Kills the program some way into the change that follows this many. Answers the last change it told. */
async function changeAndKill(changes: number, delayMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, bench.home], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  let last = 0;
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    told += 1;
    if (told === changes) void after(delayMs).then(() => child.kill('SIGKILL'));
  }
  const [code, signal] = (await ended) as [number | null, string | null];
  expect({ code, signal, said }).toEqual({ code: null, signal: 'SIGKILL', said: '' });
  return last;
}

const numberOf = (record: SavedInstance | undefined): number =>
  Date.parse(record?.intent.maintenance?.since ?? new Date(0).toISOString());

test(
  `G15: ${String(ROUNDS)} kills in the middle of a write lose nothing and leave nothing`,
  { timeout: 30_000 + ROUNDS * 3_000 },
  async () => {
    const blog = bench.record('blog');
    await bench.begin(blog);
    let leftOver = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // A change takes a few milliseconds; the delays run through them.
      const last = await changeAndKill(1 + (round % 7), (round % 20) / 4);
      leftOver += bench.settingsFiles('.tmp-').length;
      const raw = JSON.parse(readFileSync(bench.listFile, 'utf8')) as unknown;
      expect(raw).toMatchObject({ schemaVersion: 1, instances: [{ id: blog.id }] });
      const copy = bench.readManifest(blog.folder) as { readonly instance: SavedInstance };

      const list = bench.open();
      const [record] = list.load();
      expect([last, last + 1]).toContain(numberOf(record));
      expect(numberOf(copy.instance)).toBeLessThanOrEqual(numberOf(record));
      await list.copiesSettled();
      expect(bench.notices).toEqual([]);
      expect(bench.readManifest(blog.folder)).toMatchObject({ instance: record && recordOnDisk(record) });
      expect(bench.settingsFiles('')).toEqual(['folders.json', 'instances.json']);
      expect(readdirSync(blog.folder).sort()).toEqual(['basekeeper.json', 'pb_data']);
    }
    expect(leftOver, 'kills that really came in the middle of a write').toBeGreaterThan(0);
  },
);
