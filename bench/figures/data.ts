/**
 * Backup, restore and change of version with 1 GiB of data, as the app does it, beside the ordinary tools and beside
 * PocketBase's own backups. The app's parts run in this process, so that the delay of its event loop can be measured.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import packTestPrograms from '../../build/test-programs';
import { NEWEST_VERSION } from '../../build/pocketbase-versions';
import type { Instance } from '../../shared/instance';
import { openAlone } from '../../electron/data/sqlite';
import { askApi } from '../../electron/testing/acknowledged-writes';
import { createWorkbench, orThrow, type Workbench } from '../../electron/testing/workbench';
import { timed } from '../contenders/contender';
import { SCRATCH } from '../homes';
import type { Measurements } from '../measurements';

const run = promisify(execFile);
const SUPERUSER = { email: 'bench@example.com', password: 'a password of this bench' };
/** Before the one that builds all indexes anew. */
export const OLD_VERSION = '0.28.4';
const MIB = 1024 * 1024;
/** Half of it in the database, half in uploaded files. */
const FULL = { rows: 480_000, files: 512 };
const QUICK = { rows: 4_800, files: 8 };

export async function measureData(quick: boolean, measurements: Measurements): Promise<void> {
  const times = quick ? 1 : 3;
  await packTestPrograms();
  mkdirSync(SCRATCH, { recursive: true });
  const bench = createWorkbench({ home: join(SCRATCH, 'data-home') });
  try {
    const instance = await largeInstance(bench, quick ? QUICK : FULL);
    const token = await signIn(instance.port);
    for (let time = 0; time < times; time += 1) await measureBackups(bench, instance, token, measurements);
    for (let time = 0; time < times; time += 1) await measureRestore(bench, instance, measurements);
    for (let time = 0; time < times; time += 1) await measureUpgrade(bench, instance, measurements);
  } finally {
    await bench.quit();
  }
}

/** Records as PocketBase would have written them, put in directly; uploaded files beside them. */
async function largeInstance(bench: Workbench, size: typeof FULL): Promise<Instance> {
  const { id } = await bench.create('large', OLD_VERSION, SUPERUSER);
  const instance = await bench.untilRunning(id);
  const token = await signIn(instance.port);
  const collection = {
    name: 'texts',
    type: 'base',
    fields: [{ name: 'text', type: 'text', max: 5000 }],
    createRule: '',
    listRule: '',
  };
  const created = await askApi(instance.port, 'POST', '/api/collections', collection, token);
  if (created.status !== 200) throw new Error(`No collection: ${JSON.stringify(created)}`);
  const { id: collectionId } = created.body as { readonly id: string };
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  const database = openAlone(join(instance.folder, 'pb_data/data.db'));
  const insert = database.prepare('INSERT INTO texts (id, text) VALUES (?, ?)');
  database.exec('BEGIN');
  for (let row = 0; row < size.rows; row += 1) {
    // Text that can be packed to three quarters, like most.
    insert.run(`r${String(row).padStart(14, '0')}`, randomBytes(768).toString('base64'));
  }
  database.exec('COMMIT');
  database.close();
  for (let file = 0; file < size.files; file += 1) {
    const folder = join(instance.folder, 'pb_data/storage', collectionId, `r${String(file).padStart(14, '0')}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'picture.jpg'), randomBytes(MIB));
  }
  orThrow(bench.instances.start(id));
  await bench.untilRunning(id);
  return bench.now(id);
}

async function signIn(port: number): Promise<string> {
  const { body } = await askApi(port, 'POST', '/api/collections/_superusers/auth-with-password', {
    identity: SUPERUSER.email,
    password: SUPERUSER.password,
  });
  return (body as { readonly token: string }).token;
}

/** The time an operation takes, and by how much it held up this process meanwhile. */
async function measured(figure: string, measurements: Measurements, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ms = await timed(work);
  delay.disable();
  measurements.add(figure, 'basekeeper', ms);
  measurements.add(`${figure}-loop-delay`, 'basekeeper', delay.percentile(99) / 1e6);
}

async function backUp(bench: Workbench, id: string): Promise<void> {
  orThrow(await orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended);
}

/** Writes one record after the other; the longest wait for one of them counts. */
async function longestWrite(port: number, meanwhile: () => Promise<unknown>): Promise<number> {
  let longestMs = 0;
  const over = new AbortController();
  const writing = (async () => {
    while (!over.signal.aborted) {
      const beganMs = performance.now();
      await askApi(port, 'POST', '/api/collections/texts/records', { text: 'written meanwhile' });
      longestMs = Math.max(longestMs, performance.now() - beganMs);
    }
  })();
  await meanwhile();
  over.abort();
  await writing;
  return longestMs;
}

async function measureBackups(
  bench: Workbench,
  { folder, id, port }: Instance,
  token: string,
  measurements: Measurements,
): Promise<void> {
  const data = join(folder, 'pb_data');
  measurements.add(
    'backup-blocked-write',
    'basekeeper',
    await longestWrite(port, () => measured('backup-running', measurements, () => backUp(bench, id))),
  );
  let ownMs = 0;
  const own = { name: 'bench.zip' };
  measurements.add(
    'backup-blocked-write',
    'pocketbase',
    await longestWrite(port, async () => {
      ownMs = await timed(() => askApi(port, 'POST', '/api/backups', own, token));
    }),
  );
  measurements.add('backup-running', 'pocketbase', ownMs);
  rmSync(join(data, 'backups'), { recursive: true, force: true });

  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  await measured('backup-stopped', measurements, () => backUp(bench, id));
  const packed = join(SCRATCH, 'tools.tgz');
  // As fast as gzip can, then the checksum of what was packed, and a look whether it can be read.
  const tools = `tar -C "${folder}" -cf - pb_data | gzip -1 > "${packed}" && sha256sum "${packed}" && tar -tzf "${packed}"`;
  measurements.add(
    'backup-stopped',
    'tools',
    await timed(() => run('/bin/sh', ['-c', tools], { maxBuffer: 64 * MIB })),
  );
  measurements.add('backup-size', 'tools', statSync(packed).size / MIB);
  const [newest] = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id)?.backups ?? [];
  measurements.add('backup-size', 'basekeeper', (newest?.sizeBytes ?? 0) / MIB);
  orThrow(bench.instances.start(id));
  await bench.untilRunning(id);
}

async function measureRestore(bench: Workbench, { folder, id }: Instance, measurements: Measurements): Promise<void> {
  const list = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id)?.backups ?? [];
  const backup = list.find(({ reason }) => reason === 'manual');
  if (backup === undefined) throw new Error('There is no backup');
  const source = { kind: 'backup', backupId: backup.id } as const;
  await measured('restore', measurements, async () => {
    orThrow(await orThrow(await bench.operating.restore(id, { source, parts: ['pb_data'] })).ended);
  });
  await bench.untilRunning(id);
  const into = join(SCRATCH, 'tools-restored');
  const packed = join(SCRATCH, 'tools.tgz');
  // The same steps: what is there is packed, what comes is checked and unpacked.
  const again = join(SCRATCH, 'tools-before.tgz');
  const tools = `tar -C "${folder}" -cf - pb_data | gzip -1 > "${again}" && sha256sum "${again}" "${packed}" && mkdir -p "${into}" && tar -C "${into}" -xzf "${packed}" && sync -f "${into}"`;
  measurements.add('restore', 'tools', await timed(() => run('/bin/sh', ['-c', tools], { maxBuffer: 64 * MIB })));
  rmSync(into, { recursive: true, force: true });
  rmSync(again, { force: true });
}

async function measureUpgrade(bench: Workbench, { id, port }: Instance, measurements: Measurements): Promise<void> {
  const down = new Downtime(port);
  await measured('upgrade', measurements, async () => {
    orThrow(await orThrow(await bench.operating.changeVersion(id, NEWEST_VERSION, false)).ended);
  });
  await bench.untilRunning(id);
  measurements.add('upgrade-downtime', 'basekeeper', await down.end());
  orThrow(await orThrow(await bench.operating.goBack(id)).ended);
  await bench.untilRunning(id);
}

/** How long nobody got an answer from PocketBase. */
class Downtime {
  #lastAnswerMs = performance.now();
  #longestMs = 0;
  #isOver = false;
  readonly #asking: Promise<void>;

  constructor(port: number) {
    this.#asking = this.#ask(port);
  }

  async end(): Promise<number> {
    this.#isOver = true;
    await this.#asking;
    return this.#longestMs;
  }

  async #ask(port: number): Promise<void> {
    while (!this.#isOver) {
      const { status } = await askApi(port, 'GET', '/api/health');
      const nowMs = performance.now();
      if (status === 200) {
        this.#longestMs = Math.max(this.#longestMs, nowMs - this.#lastAnswerMs);
        this.#lastAnswerMs = nowMs;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
