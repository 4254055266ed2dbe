/** Whatever a person's files are called and whatever they are: they come back, or are listed as left out. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INSTANCE_PARTS } from '../../shared/backup';
import { GENEROUS_LIMITS } from '../testing/backup-bench';
import { askApi } from '../testing/acknowledged-writes';
import {
  instanceFacts,
  isSpecial,
  NOT_PLANTED,
  plantTree,
  treeFacts,
  treePlans,
  type TreePlan,
} from '../testing/random-trees';
import { backUpAndRestore, performHere } from '../testing/tree-jobs';
import { createWorkbench, type Workbench } from '../testing/workbench';
import { readArchive } from '../archives/read-archive';
import { unpackArchive } from '../archives/unpack-archive';

const TREES = Number(process.env['BASEKEEPER_TREES'] ?? 6);
const SEED = Number(process.env['BASEKEEPER_SEED'] ?? 12);
/** Of trees that once did not come back. */
const FAILED_ONCE: readonly { readonly seed: number; readonly path?: string }[] = [];

const SUPERUSER = { email: 'admin@example.com', password: 'a password of this test' };

let bench: Workbench;
let port: number;
let token: string;
let running: string;
/** What PocketBase itself has made. */
let template: string;
beforeAll(async () => {
  bench = createWorkbench();
  const instance = await bench.create('trees', '0.40.6', SUPERUSER);
  await bench.untilRunning(instance.id);
  port = instance.port;
  running = instance.folder;
  const identity = { identity: SUPERUSER.email, password: SUPERUSER.password };
  const signedIn = await askApi(port, 'POST', '/api/collections/_superusers/auth-with-password', identity);
  token = (signedIn.body as { readonly token: string }).token;
  template = join(bench.home, 'template');
  const copied = { from: running, to: template, inUse: true, files: 'copy', sync: false } as const;
  await performHere('copy-instance', copied);
});
afterAll(() => bench.dispose());

async function comesBack(data: TreePlan, others: TreePlan, inUse: boolean): Promise<void> {
  const home = mkdtempSync(join(bench.home, 'tree-'));
  const from = join(home, 'from');
  try {
    cpSync(template, from, { recursive: true });
    plantTree(join(from, 'pb_data'), data, { notAtTop: NOT_PLANTED });
    plantTree(join(from, 'pb_public'), others);
    // As that of whoever lets a web server read it.
    chmodSync(join(from, 'pb_public'), (others[0]?.mode ?? 0) | 0o700);
    const before = instanceFacts(from);
    const special = Object.keys(before).filter((path) => isSpecial(before[path] ?? ''));
    const expected = Object.fromEntries(Object.entries(before).filter(([path]) => !special.includes(path)));

    const { into, leftOut } = await backUpAndRestore({ from, home, inUse });
    expect(leftOut.flatMap(({ path, why }) => (why === 'of-pocketbase' ? [] : [path])).sort()).toEqual(special.sort());
    expect(instanceFacts(into)).toEqual(expected);
    // Making it changed nothing.
    expect(instanceFacts(from)).toEqual(before);

    const clone = join(home, 'clone');
    await performHere('copy-instance', { from, to: clone, inUse, files: 'copy', sync: false });
    expect(instanceFacts(clone)).toEqual(expected);
    const moved = join(home, 'moved');
    await performHere('copy-tree', { from, to: moved, names: [...INSTANCE_PARTS] });
    const holdsNothing = (path: string): boolean => before[path] === 'special';
    expect(instanceFacts(moved)).toEqual(instanceFacts(from, holdsNothing));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const trees = fc.tuple(treePlans, treePlans, fc.boolean());

test(
  'trees of any names and kinds come back from a backup, a clone and a move',
  async () => {
    const property = fc.asyncProperty(trees, ([data, others, inUse]) => comesBack(data, others, inUse));
    for (const failed of FAILED_ONCE) await fc.assert(property, { ...failed, numRuns: 1 });
    await fc.assert(property, { seed: SEED, numRuns: TREES });
    process.stdout.write(`${String(TREES)} trees came back, seed ${String(SEED)}\n`);
  },
  TREES * 5000 + 60_000,
);

/** Names of entries, not of folders: PocketBase packs no folders of their own. */
const filesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(treeFacts(folder, { modes: false })).filter(([, fact]) => !fact.startsWith('folder')),
  );

async function comesBackFromPocketBase(plan: TreePlan): Promise<void> {
  const storage = join(running, 'pb_data/storage');
  const into = mkdtempSync(join(bench.home, 'into-'));
  rmSync(storage, { recursive: true, force: true });
  mkdirSync(storage, { recursive: true });
  try {
    // Of a folder without a file PocketBase packs nothing.
    writeFileSync(join(storage, 'always'), '');
    plantTree(storage, plan, { without: ['pipe', 'link-inside', 'link-outside'], onlyText: true });
    const made = await fetch(`http://127.0.0.1:${String(port)}/api/backups`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'tree.zip' }),
    });
    expect([made.status, await made.text()]).toEqual([204, '']);
    const path = join(running, 'pb_data/backups/tree.zip');
    const listing = await readArchive(path, GENEROUS_LIMITS);
    if (!listing.ok) throw new Error(JSON.stringify(listing.error));
    const unpacked = await unpackArchive(path, listing.value, { into, parts: ['pb_data'], limits: GENEROUS_LIMITS });
    expect(unpacked).toEqual({ ok: true, value: undefined });
    // Finder's are told as left out of zips of others.
    const before = Object.entries(filesOf(storage)).filter(([name]) => !/(?:^|\/)\.DS_Store$/.test(name));
    expect(filesOf(join(into, 'pb_data/storage'))).toEqual(Object.fromEntries(before));
  } finally {
    rmSync(into, { recursive: true, force: true });
    rmSync(join(running, 'pb_data/backups'), { recursive: true, force: true });
  }
}

test(
  'trees of any names come back from the zip that PocketBase makes of them',
  async () => {
    const property = fc.asyncProperty(treePlans, comesBackFromPocketBase);
    await fc.assert(property, { seed: SEED, numRuns: Math.ceil(TREES / 5) });
  },
  TREES * 1000 + 60_000,
);
