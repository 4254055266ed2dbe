/** F38, F40: what is looked at and moved before a start, on real data. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pidOf, type Instance } from '../../shared/instance';
import { createCollection, storedNumbers, Writers } from '../testing/acknowledged-writes';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { checkAfterCrash } from './data-safety';

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };
const PAGE_BYTES = 4096;

let bench: Workbench;
let instance: Instance;
beforeEach(async () => {
  bench = createWorkbench();
  instance = await bench.create('blog', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
});
afterEach(() => bench.dispose());

const data = (name = ''): string => join(instance.folder, 'pb_data', name);

async function stop(): Promise<void> {
  orThrow(bench.instances.stop(instance.id));
  await bench.until(instance.id, 'stopped', ({ state }) => state.kind === 'stopped');
}

async function kill(): Promise<void> {
  process.kill(pidOf(bench.now(instance.id).state) ?? 0, 'SIGKILL');
  await bench.untilMaintenance(instance.id);
}

async function write(count: number): Promise<Writers> {
  const writers = new Writers(instance.port);
  await expect.poll(() => writers.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(count);
  await writers.end();
  return writers;
}

/** Some pages in the middle, so that PocketBase would start all the same. */
function damagePages(): void {
  const pages = Math.floor(statSync(data('data.db')).size / PAGE_BYTES);
  const file = openSync(data('data.db'), 'r+');
  for (let page = Math.floor(pages / 2); page < Math.floor(pages / 2) + 3; page += 1)
    writeSync(file, Buffer.alloc(PAGE_BYTES, 0xff), 0, PAGE_BYTES, page * PAGE_BYTES);
  closeSync(file);
}

describe('F38: after an end out of order', () => {
  test('damage that PocketBase would not notice keeps it from starting, and is told', async () => {
    await createCollection(instance.port, SUPERUSER);
    await write(200);
    await stop();
    damagePages();
    // What a kill leaves.
    writeFileSync(data('data.db-wal'), '');
    orThrow(bench.instances.start(instance.id));
    const { incidents, intent } = await bench.untilMaintenance(instance.id);
    expect(intent.maintenance?.reason).toBe('start-failed');
    expect(incidents).toMatchObject([{ cause: 'database-damaged', pid: null }]);
    expect(incidents[0]?.evidence).toMatch(/^pb_data\/data\.db: .*page/);
    // It is still there for whoever looks into it.
    expect(existsSync(data('data.db-wal'))).toBe(true);
  });

  test('undamaged data is served again, with every write that was acknowledged', async () => {
    await createCollection(instance.port, SUPERUSER);
    const writers = await write(50);
    await kill();
    expect(statSync(data('data.db-wal')).size).toBeGreaterThan(0);
    orThrow(bench.instances.leaveMaintenance(instance.id));
    await bench.untilRunning(instance.id);
    const stored = await storedNumbers(instance.port);
    expect(writers.acknowledged.filter((number) => !stored.has(number))).toEqual([]);
    const marks = orThrow(bench.instances.output(instance.id)).lines.filter(({ kind }) => kind === 'mark');
    expect(marks.filter(({ text }) => text.includes('not closed'))).toEqual([]);
  });

  test('garbage in the logs’ database is told before PocketBase fails on it', async () => {
    await kill();
    for (const name of readdirSync(data()).filter((one) => one.startsWith('auxiliary.db'))) rmSync(data(name));
    writeFileSync(data('auxiliary.db'), 'garbage '.repeat(1000));
    orThrow(bench.instances.leaveMaintenance(instance.id));
    const { incidents } = await bench.untilMaintenance(instance.id);
    expect(incidents[0]).toMatchObject({ cause: 'database-damaged', pid: null });
    expect(incidents[0]?.evidence).toBe('pb_data/auxiliary.db: file is not a database');
  });

  test('only then, and not for what is too large or takes too long', async () => {
    const asked: string[] = [];
    const check = (folder: string): Promise<string | null> => {
      asked.push(folder);
      return Promise.resolve('broken');
    };
    await stop();
    expect(await checkAfterCrash(data(), check)).toEqual({ ok: true, value: [] });
    expect(asked).toEqual([]);
    writeFileSync(data('auxiliary.db-wal'), '');
    expect(await checkAfterCrash(data(), check)).toEqual({
      ok: false,
      error: { cause: 'database-damaged', evidence: 'pb_data/broken' },
    });
    expect(asked).toEqual([data()]);
    // A file with a hole: it takes no space.
    truncateSync(data('data.db'), 3e9);
    expect(await checkAfterCrash(data(), check)).toMatchObject({
      ok: true,
      value: [expect.stringMatching(/^PocketBase had not closed its databases\. .* 3\.0 GB are more than 2\.1 GB\.$/)],
    });
    truncateSync(data('data.db'), 4096);
    const never = (_folder: string, signal: AbortSignal): Promise<null> =>
      new Promise((resolve) => {
        if (signal.aborted) resolve(null);
        else signal.addEventListener('abort', () => resolve(null));
      });
    expect(await checkAfterCrash(data(), never, { limitMs: 50 })).toEqual({
      ok: true,
      value: ['PocketBase had not closed its databases. The check before this start was ended after 0.05 s.'],
    });
    const wish = new AbortController();
    const looking = checkAfterCrash(data(), never, { signal: wish.signal });
    wish.abort();
    expect(await looking, 'nobody wants the start any more').toEqual({ ok: true, value: [] });
  });
});

describe('F40: data that an interrupted restore of PocketBase itself had replaced', () => {
  const leave = (): void => {
    const replaced = data('.pb_temp_to_delete/old_pb_data_abc');
    mkdirSync(replaced, { recursive: true });
    writeFileSync(join(replaced, 'data.db'), 'rows of people');
  };

  test('is moved to safety before PocketBase deletes it, and the user is told', async () => {
    await stop();
    leave();
    orThrow(bench.instances.start(instance.id));
    await bench.untilRunning(instance.id);
    const [quarantine = ''] = readdirSync(instance.folder).filter((name) => name.startsWith('quarantine-'));
    expect(quarantine).toMatch(/^quarantine-\d{4}-\d\d-\d\d-\d{6}$/);
    const target = join(instance.folder, quarantine);
    expect(readFileSync(join(target, 'old_pb_data_abc/data.db'), 'utf8')).toBe('rows of people');
    expect(statSync(target).mode & 0o777).toBe(0o700);
    expect(existsSync(data('.pb_temp_to_delete/old_pb_data_abc'))).toBe(false);
    expect(bench.store.snapshot().state.notices).toEqual([
      {
        id: `quarantine-${instance.id}`,
        title: 'Earlier data of blog was moved to safety',
        text: `A restore by PocketBase itself was interrupted, and PocketBase would have deleted the data from before it with its next start. It is now in ${target}. Look whether anything is missing in the instance; if not, delete that folder.`,
      },
    ]);
  });

  test('keeps it from starting where it cannot be moved', async () => {
    await stop();
    leave();
    // Something with the name of every folder there could be in the next seconds.
    for (let second = 0; second < 10; second += 1) {
      const time = new Date(Date.now() + second * 1000).toISOString().slice(0, 19);
      writeFileSync(join(instance.folder, `quarantine-${time.replace('T', '-').replaceAll(':', '')}`), '');
    }
    orThrow(bench.instances.start(instance.id));
    const { incidents } = await bench.untilMaintenance(instance.id);
    expect(incidents[0]).toMatchObject({ cause: 'data-folder-not-writable', pid: null });
    expect(incidents[0]?.evidence).toMatch(/interrupted restore, and could not be moved to .* \(EEXIST\)/);
    expect(existsSync(data('.pb_temp_to_delete/old_pb_data_abc/data.db'))).toBe(true);
  });
});
