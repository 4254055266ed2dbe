import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackupRetention, BackupSchedule, BackupSummary } from '../../shared/backup';
import type { AppNotice } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import type { Operation } from '../../shared/operation';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Each backup takes three processes of its own; some tests need several. */
vi.setConfig({ testTimeout: 180_000 });

let bench: Workbench;
let blog: Instance;
let aheadMs: number;
beforeEach(async () => {
  aheadMs = 0;
  bench = createWorkbench({ now: () => new Date(Date.now() + aheadMs) });
  blog = await bench.create('blog', '0.40.6');
  await bench.untilRunning(blog.id);
});
afterEach(() => bench.dispose());

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Due two hours ago, and then each day at that time. */
function daily(): BackupSchedule {
  const due = new Date(Date.now() - 2 * HOUR_MS);
  return { every: 'day', at: `${twoDigits(due.getHours())}:${twoDigits(due.getMinutes())}`, weekday: 0 };
}

/** As if the schedule had been chosen long ago. */
function schedule(id: InstanceId, changed: { retention?: BackupRetention; folder?: string } = {}, on = bench): void {
  const { backups } = on.now(id);
  const options = { ...backups, schedule: daily(), scheduleSince: '2020-01-01T00:00:00.000Z', ...changed };
  orThrow(on.instances.change(id, { backups: options }));
}

async function listed(id: InstanceId = blog.id, on = bench): Promise<readonly BackupSummary[]> {
  orThrow(await on.operating.listBackups(id));
  return on.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id)?.backups ?? [];
}
const reasons = async (id?: InstanceId, on?: Workbench): Promise<readonly string[]> =>
  (await listed(id, on)).map(({ reason }) => reason);

const failures = (): readonly AppNotice[] =>
  bench.store.snapshot().state.notices.filter(({ id }) => id.startsWith('scheduled-backup-'));
const lastText = (): string => {
  const { outcome } = bench.store.snapshot().state.operations[0] ?? { outcome: null };
  return outcome?.kind === 'done' ? outcome.text : JSON.stringify(outcome);
};

describe('a scheduled backup', () => {
  test('is made when it is due, of an instance that runs, and once only', async () => {
    schedule(blog.id);
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled']);
    expect(bench.now(blog.id).state.kind).toBe('running');
    await bench.scheduled.look();
    aheadMs = 5 * HOUR_MS;
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled']);
    aheadMs = 22 * HOUR_MS;
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled', 'scheduled']);
  });

  test('is made of a stopped instance, too', async () => {
    orThrow(bench.instances.stop(blog.id));
    await bench.until(blog.id, 'stopped', ({ state }) => state.kind === 'stopped');
    schedule(blog.id);
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled']);
    expect(bench.now(blog.id).state.kind).toBe('stopped');
  });

  test('that was missed is made up once, whatever was missed, and never after another launch', async () => {
    schedule(blog.id);
    await bench.quit();
    const again = bench.reopen();
    again.instances.resume();
    await again.scheduled.look();
    await again.scheduled.look();
    expect(await reasons(blog.id, again)).toEqual(['scheduled']);
    await again.quit();
    const third = bench.reopen();
    third.instances.resume();
    await third.scheduled.look();
    expect(await reasons(blog.id, third)).toEqual(['scheduled']);
  });

  test('is not made of what was due before the schedule was chosen', async () => {
    orThrow(await bench.operating.setBackupOptions(blog.id, { schedule: daily() }, []));
    await bench.scheduled.look();
    expect(await reasons()).toEqual([]);
    aheadMs = 23 * HOUR_MS;
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled']);
  });

  test('of two instances at once: one after the other, also when somebody looks twice', async () => {
    const shop = await bench.create('shop', '0.40.6');
    await bench.untilRunning(shop.id);
    let most = 0;
    bench.store.subscribe((_change, { state }) => {
      most = Math.max(most, state.operations.filter(({ outcome }) => outcome === null).length);
    });
    schedule(blog.id);
    schedule(shop.id);
    await Promise.all([bench.scheduled.look(), bench.scheduled.look()]);
    expect(await reasons(blog.id)).toEqual(['scheduled']);
    expect(await reasons(shop.id)).toEqual(['scheduled']);
    expect(most).toBe(1);
  });

  test('waits while another operation is underway, and is made at a later look', async () => {
    schedule(blog.id);
    const manual = orThrow(bench.operating.backUp(blog.id, { reason: 'manual', label: '' }));
    await bench.scheduled.look();
    expect(bench.store.snapshot().state.operations.map(({ id }: Operation) => id)).toEqual([manual.operationId]);
    expect(failures()).toEqual([]);
    orThrow(await manual.ended);
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled', 'manual']);
  });

  test('that a person cancels is not begun again at the next look', async () => {
    schedule(blog.id);
    const stop = bench.store.subscribe((_change, { state }) => {
      const [one] = state.operations;
      if (one?.outcome !== null || one.step === 'Beginning') return;
      stop();
      orThrow(bench.runner.cancel(one.id));
    });
    await bench.scheduled.look();
    await bench.scheduled.look();
    expect(bench.store.snapshot().state.operations.map(({ outcome }) => outcome?.kind)).toEqual(['cancelled']);
    expect(failures()).toEqual([]);
  });

  test('nothing is begun any more when the app has ended', async () => {
    schedule(blog.id);
    bench.scheduled.end();
    bench.scheduled.start();
    await bench.scheduled.look();
    expect(await reasons()).toEqual([]);
  });
});

describe('what is kept', () => {
  test('older ones are removed and told of; pinned and named ones stay', async () => {
    const make = async (reason: 'manual' | 'before-restore', label = ''): Promise<void> => {
      orThrow(await orThrow(bench.operating.backUp(blog.id, { reason, label })).ended);
    };
    await make('before-restore');
    await make('manual', 'before the move');
    await make('manual');
    schedule(blog.id, { retention: { last: 1, daily: 0, weekly: 0 } });
    await bench.scheduled.look();
    expect((await listed()).map(({ reason, label }) => [reason, label])).toEqual([
      ['scheduled', ''],
      ['manual', 'before the move'],
      ['before-restore', ''],
    ]);
    expect(lastText()).toMatch(/ verified\. 1 older backup was removed\.$/);
    // One made by hand counts as the newest, too.
    await make('manual');
    expect(await reasons()).toEqual(['manual', 'manual', 'before-restore']);
    expect(lastText()).toMatch(/ 1 older backup was removed\.$/);
  });

  test('without a rule everything stays', async () => {
    schedule(blog.id);
    await bench.scheduled.look();
    aheadMs = 24 * HOUR_MS;
    await bench.scheduled.look();
    expect(await reasons()).toHaveLength(2);
    expect(lastText()).toMatch(/verified\.$/);
  });
});

describe('a folder of one’s own', () => {
  test('that is unplugged is told of once and never made again; plugged in, it works again', async () => {
    const drive = join(bench.home, 'drive');
    orThrow(await bench.operating.setBackupOptions(blog.id, { folder: drive }, []));
    schedule(blog.id);
    renameSync(drive, `${drive}-unplugged`);
    await bench.scheduled.look();
    expect(failures()).toHaveLength(1);
    expect(failures()[0]?.title).toBe('The scheduled backup of blog failed');
    expect(failures()[0]?.text).toMatch(
      /^It was due on \w+, \d.*\. The folder cannot be used: \S+drive is not there, perhaps because its drive is not connected\. /,
    );
    expect(existsSync(drive)).toBe(false);
    const tried = (): number => bench.store.snapshot().state.operations.length;
    await bench.scheduled.look();
    expect(tried()).toBe(1);
    orThrow(bench.runner.dismiss(bench.store.snapshot().state.operations[0]?.id ?? ''));
    bench.store.apply({ type: 'notices-changed', notices: [] });
    aheadMs = 16 * MINUTE_MS;
    await bench.scheduled.look();
    expect(tried()).toBe(1);
    expect(failures()).toEqual([]);
    renameSync(`${drive}-unplugged`, drive);
    aheadMs = 32 * MINUTE_MS;
    await bench.scheduled.look();
    expect(await reasons()).toEqual(['scheduled']);
    expect(readdirSync(drive)).toHaveLength(1);
  });

  test('the notice goes when one succeeds, and when the folder is changed it is tried at once', async () => {
    const drive = join(bench.home, 'drive');
    orThrow(await bench.operating.setBackupOptions(blog.id, { folder: drive }, []));
    schedule(blog.id);
    rmSync(drive, { recursive: true });
    await bench.scheduled.look();
    expect(failures()).toHaveLength(1);
    orThrow(await bench.operating.setBackupOptions(blog.id, { folder: null }, []));
    await bench.scheduled.look();
    expect(failures()).toEqual([]);
    expect(await reasons()).toEqual(['scheduled']);
  });

  test('what was made before stays where it is, and that is said', async () => {
    orThrow(await orThrow(bench.operating.backUp(blog.id, { reason: 'manual', label: '' })).ended);
    const folder = join(bench.home, 'drive', 'backups');
    const old = join(bench.home, 'backups', blog.id);
    expect(orThrow(await bench.operating.setBackupOptions(blog.id, { folder }, []))).toEqual({
      left: { folder: old, count: 1 },
    });
    expect(readdirSync(old)).toHaveLength(1);
    expect(await listed()).toEqual([]);
    // The list of the other folder is empty, so nothing is said.
    expect(orThrow(await bench.operating.setBackupOptions(blog.id, { folder: null }, []))).toEqual({ left: null });
    expect(await reasons()).toEqual(['manual']);
  });

  test('is not changed while something works on the instance', async () => {
    const manual = orThrow(bench.operating.backUp(blog.id, { reason: 'manual', label: '' }));
    const folder = join(bench.home, 'drive');
    expect(await bench.operating.setBackupOptions(blog.id, { folder }, [])).toMatchObject({
      ok: false,
      error: { code: 'operation-underway' },
    });
    orThrow(await manual.ended);
  });

  test('two instances may share one: each removes only its own', async () => {
    const shop = await bench.create('shop', '0.40.6');
    await bench.untilRunning(shop.id);
    const folder = join(bench.home, 'drive');
    mkdirSync(folder);
    const retention = { last: 1, daily: 0, weekly: 0 };
    for (const { id } of [blog, shop]) schedule(id, { folder, retention });
    await bench.scheduled.look();
    aheadMs = 24 * HOUR_MS;
    await bench.scheduled.look();
    expect(await reasons(blog.id)).toEqual(['scheduled']);
    expect(await reasons(shop.id)).toEqual(['scheduled']);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
