/** Who serves a data folder is found whatever path it uses, and also where its open files are not shown. Linux. */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEST_VERSIONS } from '../testing/test-versions';
import { serveFromTerminal } from '../testing/terminal-pocketbase';
import { findDataOwners } from './data-owner';
import { fileIdentity } from './file-identity';
import { lockHolders, lockKey } from './file-locks';
import { openFilesOf } from './processes';

let folder: string;
let data: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owner-'));
  data = join(folder, 'pb_data');
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await ended;
  }
  rmSync(folder, { recursive: true });
});

const owners = async (dataFolder: string): Promise<readonly number[]> =>
  ((await findDataOwners([dataFolder])).get(dataFolder) ?? []).map(({ pid }) => pid);

const mayMount =
  process.platform === 'linux' && !execaSync('unshare', ['--mount', 'true'], { reject: false, stdio: 'ignore' }).failed;

describe.runIf(process.platform === 'linux')('whoever serves a data folder', () => {
  test.runIf(mayMount)('is found when a mount that only it sees leads there', async () => {
    const place = join(folder, 'elsewhere');
    mkdirSync(data);
    mkdirSync(place);
    const served = `mount --bind "${data}" "${place}" && exec "${join(TEST_VERSIONS, '0.40.6', 'pocketbase')}" serve --http=127.0.0.1:8977 --dir="${place}"`;
    const child = spawn('unshare', ['--mount', 'sh', '-c', served], { stdio: 'ignore' });
    children.push(child);
    await expect.poll(() => owners(data)).toEqual([child.pid]);
  });

  test('is found when its files are hard links to those of the folder', async () => {
    const served = await serveFromTerminal(folder, '0.40.6');
    try {
      const other = join(folder, 'other');
      mkdirSync(other);
      for (const name of ['data.db', 'auxiliary.db']) linkSync(join(data, name), join(other, name));
      expect(await owners(other)).toEqual([served.pid]);
    } finally {
      await served.end();
    }
  });

  test('is found while it has no database open, by what it was told to serve; who only migrates is not', async () => {
    const served = await serveFromTerminal(folder, '0.40.6');
    try {
      // What it has open is not what lies there: only its command line tells, as after three minutes of rest.
      copyFileSync(join(data, 'data.db'), join(data, 'copy.db'));
      renameSync(join(data, 'copy.db'), join(data, 'data.db'));
      expect(await owners(data)).toEqual([served.pid]);
    } finally {
      await served.end();
    }
    expect(await owners(data)).toEqual([]);
  });

  test.runIf(process.env['BASEKEEPER_IDLE'] === '1')(
    'is found after three minutes without a request, when it has closed its databases',
    { timeout: 300_000 },
    async () => {
      const served = await serveFromTerminal(folder, '0.40.6');
      try {
        const open = (): readonly string[] => openFilesOf(served.pid).filter((path) => path.startsWith(data));
        await expect.poll(open, { timeout: 280_000, interval: 5000 }).toEqual([]);
        expect(await owners(data)).toEqual([served.pid]);
      } finally {
        await served.end();
      }
    },
  );

  test.each(['0.22.27', '0.23.12', '0.40.6'])(
    'PocketBase %s holds locks on both databases, which are shown to everybody',
    async (version) => {
      const served = await serveFromTerminal(folder, version);
      try {
        const logs = version === '0.22.27' ? 'logs.db' : 'auxiliary.db';
        for (const name of ['data.db', logs]) {
          const file = await fileIdentity(join(data, name));
          if (file === null) throw new Error(`no ${name}`);
          expect(lockHolders().get(lockKey(file))).toEqual(new Set([served.pid]));
        }
      } finally {
        await served.end();
      }
      expect(await owners(data)).toEqual([]);
    },
  );
});
