/** What the system does not show or give to us is not blamed on the instance. Linux, as an ordinary user. */
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { AppProcess, headlessOptions } from '../testing/app-process';
import { servingProcesses } from '../testing/serving-processes';
import { TEST_VERSIONS } from '../testing/test-versions';
import { openDescriptorsOf } from '../process/processes';

/** `nobody`: root is shown everything. */
const USER = 65534;
const AS_NOBODY = ['setpriv', `--reuid=${String(USER)}`, `--regid=${String(USER)}`, '--clear-groups'];

let folder: string;
let home: string;
let app: AppProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'limits-'));
  chmodSync(folder, 0o755);
  home = join(folder, 'home');
  mkdirSync(home);
  chownSync(home, USER, USER);
});
afterEach(async () => {
  await app?.quit();
  for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Only root can become somebody else and give capabilities to a file. */
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

function executable(): string {
  const path = join(folder, 'pocketbase');
  copyFileSync(join(TEST_VERSIONS, '0.40.6', 'pocketbase'), path);
  chmodSync(path, 0o755);
  return path;
}
const givesCapabilities = (path: string): boolean =>
  !execaSync('setcap', ['cap_net_bind_service=+ep', path], { reject: false }).failed;

const isAtRest = ({ state, intent }: Instance): boolean =>
  state.kind === 'running' || (state.kind === 'stopped' && intent.maintenance !== null);

describe.runIf(isRoot)('an ordinary user', () => {
  test('an executable with capabilities is Running, is stopped, and does not outlive the app', async () => {
    const standIn = executable();
    if (!givesCapabilities(standIn)) return;
    const environment = headlessOptions({ standIns: { '0.40.6': standIn } });
    app = await AppProcess.open(home, environment, AS_NOBODY);
    const { id } = await app.create('blog', '0.40.6');
    const { incidents } = await app.untilRunning(id);
    expect(incidents).toEqual([]);
    await app.send('stop', id);
    await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    await app.send('start', id);
    await app.untilRunning(id);
    await app.kill();
    await expect.poll(() => servingProcesses(home), { timeout: 3000 }).toEqual([]);
  });

  test('too few open files are called a limit of Basekeeper, and the next start works', async () => {
    const standIn = executable();
    const environment = headlessOptions({ standIns: { '0.40.6': standIn } });
    app = await AppProcess.open(home, environment, AS_NOBODY);
    const { id } = await app.create('blog', '0.40.6');
    await app.untilRunning(id);
    await app.send('stop', id);
    await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
    const pid = app.pid;
    const limit = (count: number): unknown =>
      execaSync('setpriv', [...AS_NOBODY.slice(1), 'prlimit', `--pid=${String(pid)}`, `--nofile=${String(count)}:`]);
    /** A limit below which so many numbers are still free. */
    const leaving = (spare: number): number => {
      const used = new Set(openDescriptorsOf(pid).map(({ descriptor }) => descriptor));
      let count = 0;
      for (let free = 0; free < spare || used.has(count); count += 1) free += used.has(count) ? 0 : 1;
      return count;
    };
    const causes = new Set<string>();
    const evidence = new Set<string>();
    for (const spare of [0, 1, 2, 3, 4, 6, 20]) {
      limit(leaving(spare));
      const asked = (await app.send('start', id)) as Result<undefined>;
      if (asked.ok) {
        const found = await app.until(id, 'at rest', isAtRest);
        if (found.state.kind !== 'running') causes.add(found.incidents[0]?.cause ?? 'none');
        if (found.incidents[0]?.cause === 'limit-reached') evidence.add(found.incidents[0].evidence);
      } else causes.add(asked.error.code);
      limit(1024);
      await app.send('stop', id);
      await app.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
      await app.send('maintenance-off', id);
    }
    // Where it stops depends on how many are left: at the wish, at the record of the start, or at the process.
    expect(['limit-reached', 'not-recorded', 'state-not-saved']).toEqual(expect.arrayContaining([...causes]));
    expect(causes).toContain('limit-reached');
    for (const line of evidence) expect(line).toMatch(/^Basekeeper itself may have .* files open at the same time/);
    await app.send('start', id);
    await app.untilRunning(id);
  });

  test('a folder and a text file called setpriv, first on the PATH, stop no start', async () => {
    const first = join(folder, 'first');
    const second = join(folder, 'second');
    mkdirSync(join(first, 'setpriv'), { recursive: true });
    mkdirSync(second);
    writeFileSync(join(second, 'setpriv'), 'notes');
    chmodSync(join(second, 'setpriv'), 0o755);
    const environment = {
      ...headlessOptions({ standIns: { '0.40.6': executable() } }),
      PATH: `${first}:${second}:${process.env['PATH'] ?? ''}`,
    };
    app = await AppProcess.open(home, environment, ['/usr/bin/setpriv', ...AS_NOBODY.slice(1)]);
    const { id } = await app.create('blog', '0.40.6');
    expect((await app.untilRunning(id)).incidents).toEqual([]);
  });
});
