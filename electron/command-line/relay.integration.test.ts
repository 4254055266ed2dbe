/** The program `basekeeper` of packages, built here, against an app that can be killed. Needs Go. */
import { execa, type Options } from 'execa';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRelay, goVersion } from '../../build/relay';
import type { Instance } from '../../shared/instance';
import { listShape } from '../../shared/command-line/shapes';
import { endpointPath } from '../control/endpoint';
import { AppProcess, headlessOptions, newHome } from '../testing/app-process';

const checkout = resolve(import.meta.dirname, '../..');
const hasGo = (await goVersion()) !== null;
const isRoot = process.getuid?.() === 0;

describe.skipIf(!hasGo)('the program basekeeper', () => {
  let relay: string;
  let app: AppProcess;
  let blog: Instance;
  const home = newHome();
  const env = { BASEKEEPER_HOME: home, BASEKEEPER_APP: '/nonexistent' };
  const run = (words: string, more: Options = {}) => execa(relay, words.split(' '), { env, reject: false, ...more });
  const shell = (text: string) =>
    execa('bash', ['-o', 'pipefail', '-c', text], {
      env: { ...env, PATH: `${dirname(relay)}:${process.env['PATH'] ?? ''}` },
      reject: false,
    });

  beforeAll(async () => {
    relay = await buildRelay();
    app = await AppProcess.open(home, headlessOptions({ control: true }));
    blog = await app.create('blog', '0.39.11');
    await app.untilRunning(blog.id);
  });
  afterAll(async () => {
    await app.quit();
    rmSync(home, { recursive: true, force: true });
  });

  test('carries words, answers, exit codes and standard input', async () => {
    const { stdout, exitCode } = await run('list --json');
    expect(exitCode).toBe(0);
    expect(listShape.parse(JSON.parse(String(stdout))).instances[0]).toMatchObject({ name: 'blog', status: 'running' });
    expect(await run('start nobody')).toMatchObject({ exitCode: 4, stdout: '' });
    const made = await run('create shop --use 0.40.6 --password-stdin', { input: 'a long password\nmore\n' });
    expect(made).toMatchObject({ exitCode: 0 });
    expect(made.stdout).toContain('Superuser admin@example.com\n');
  });

  test('a command that reads nothing leaves standard input to others', async () => {
    const { stdout } = await shell(
      'printf "a\\nb\\n" | while read line; do basekeeper url blog >/dev/null; echo "$line"; done',
    );
    expect(stdout).toBe('a\nb');
  });

  test('bash completes a name with a blank as one word, also when half of it was typed', async () => {
    expect(await run('create', { input: '' })).toMatchObject({ exitCode: 2 });
    const made = await execa(relay, ['create', 'my $HOME shop', '--use', '0.40.6'], { env, reject: false });
    expect(made).toMatchObject({ exitCode: 0 });
    const offered = async (typed: string): Promise<string> => {
      const words = `COMP_WORDS=(basekeeper start '${typed}') COMP_CWORD=2`;
      const { stdout } = await shell(
        `source <(basekeeper completion bash); ${words}; _basekeeper; printf '<%s>' "\${COMPREPLY[@]}"`,
      );
      return stdout;
    };
    expect(await offered('my')).toBe('<my\\ \\$HOME\\ shop>');
    expect(await offered('my\\ \\$H')).toBe('<my\\ \\$HOME\\ shop>');
    expect(await offered('blo')).toBe('<blog>');
  });

  test('output into head ends at once, and without a word', async () => {
    const { stdout, stderr, exitCode } = await shell('basekeeper watch | head -n 1');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'instance' });
    expect(stderr).toBe('');
  });

  test('Ctrl+C ends what waits', async () => {
    const waiting = run('wait blog --for maintenance');
    const began = execa(relay, ['watch'], { env, reject: false });
    await new Promise((done) => began.stdout.once('data', done));
    began.kill('SIGINT');
    waiting.kill('SIGINT');
    expect((await began).exitCode).toBe(130);
    expect([(await waiting).exitCode, (await waiting).signal]).toContain(130);
  });

  test.skipIf(!isRoot)('another user is refused', async () => {
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const listed = await execa('setpriv', [...asNobody, relay, 'list'], { env, reject: false });
    expect(listed.exitCode).not.toBe(0);
    expect(listed.stdout).toBe('');
    const { socket } = JSON.parse(readFileSync(endpointPath(join(home, 'control')), 'utf8')) as { socket: string };
    const connecting = `require('node:net').connect(${JSON.stringify(socket)}).on('error', (e) => console.log(e.code)).on('connect', () => console.log('connected'))`;
    const direct = await execa('setpriv', [...asNobody, process.execPath, '-e', connecting], {
      reject: false,
      cwd: '/',
    });
    expect(direct.stdout).toBe('EACCES');
  });

  test('the script of the documentation backs everything up, and upgrades one', async () => {
    const text = readFileSync(join(checkout, 'docs/cli.md'), 'utf8');
    const script = [...text.matchAll(/```sh\n(.*?)```/gs)]
      .map(([, body = '']) => body)
      .find((body) => body.startsWith('set -e'));
    const { exitCode, stderr } = await shell(script ?? 'exit 9');
    expect(exitCode, stderr).toBe(0);
    expect(app.now(blog.id)).toMatchObject({ version: '0.40.6', state: { kind: 'running' } });
    const { stdout } = await run('backups blog --json');
    const { backups } = JSON.parse(String(stdout)) as { backups: { label: string }[] };
    expect(backups.map(({ label }) => label)).toContain('before-upgrade');
  }, 120_000);

  test('an app that is killed in the middle of an answer is said to be', async () => {
    const watching = execa(relay, ['watch'], { env, reject: false });
    await new Promise((done) => watching.stdout.once('data', done));
    await app.kill();
    const { exitCode, stderr } = await watching;
    expect(exitCode).toBe(6);
    expect(stderr).toContain('Basekeeper ended before it had answered.');
    // Its endpoint is still there, and leads nowhere.
    const after = await run('list');
    expect(after.exitCode).toBe(6);
    expect(after.stdout).toBe('');
    app = await AppProcess.open(home, headlessOptions({ control: true }));
    await app.untilRunning(blog.id);
    expect(await run('status blog --exit-code')).toMatchObject({ exitCode: 0 });
  });
});
