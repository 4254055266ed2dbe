/** What hooks find in a trial on a copy is what they find in the instance itself. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { errorWords } from '../../shared/words/error-words';
import { setLaunchOptions } from '../instances/set-launch-options';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

const SECRET = 'sk_live_correct-horse battery';
const CERTIFICATE = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n';

let bench: Workbench;
let tools: string;
beforeEach(() => {
  bench = createWorkbench();
  tools = join(bench.home, 'my tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'greet'), '#!/bin/sh\nprintf "%s" "$GREETING from here"\n', { mode: 0o755 });
});
afterEach(() => bench.dispose());

/** Its hook writes down what it finds, one file for the instance and one for the copy. */
async function dumping(): Promise<Instance> {
  const { id, folder } = await bench.create('blog', '0.39.11');
  const instance = await bench.untilRunning(id);
  const { revision } = instance.launchOptions;
  orThrow(
    await setLaunchOptions(
      id,
      {
        revision,
        pathFolders: [tools],
        environment: [
          { name: 'GREETING', secret: false, value: 'hello' },
          { name: 'CERTIFICATE', secret: true, value: CERTIFICATE },
          { name: 'STRIPE_KEY', secret: true, value: SECRET },
        ],
        arguments: [],
      },
      bench.launchOptions,
    ),
  );
  writeFileSync(
    join(folder, 'pb_hooks', 'dump.pb.js'),
    `onBootstrap((e) => {
      e.next();
      const name = $app.dataDir().startsWith(${JSON.stringify(join(folder, 'pb_data'))}) ? 'real' : 'trial';
      const environment = toString($os.readFile('/proc/self/environ'));
      const said = toString($os.cmd('greet').output());
      $os.writeFile(${JSON.stringify(bench.home)} + '/' + name + '.json', JSON.stringify({ environment, said }), 0o600);
    });`,
  );
  orThrow(bench.instances.restart(id));
  await bench.until(id, 'the hook has written', () => existsSync(join(bench.home, 'real.json')));
  return bench.untilRunning(id);
}

/** Without what marks a run as ours. */
function found(name: 'real' | 'trial'): { readonly said: string; readonly environment: readonly string[] } {
  const { said, environment } = JSON.parse(readFileSync(join(bench.home, `${name}.json`), 'utf8')) as {
    readonly said: string;
    readonly environment: string;
  };
  const variables = environment.split('\0').filter((one) => one !== '' && !one.startsWith('BASEKEEPER_RUN='));
  return { said, environment: variables.sort() };
}

test('hooks find the same variables, secrets and programs in a trial as in the instance', async () => {
  const { id } = await dumping();
  orThrow(await orThrow(await bench.operating.changeVersion(id, '0.40.6', true)).ended);
  const real = found('real');
  expect(found('trial')).toEqual(real);
  expect(real.said).toBe('hello from here');
  expect(real.environment).toContain(`CERTIFICATE=${CERTIFICATE}`);
  expect(real.environment).toContain(`STRIPE_KEY=${SECRET}`);
  expect(real.environment.find((one) => one.startsWith('PATH='))).toBe(`PATH=${tools}:${process.env['PATH'] ?? ''}`);
});

test('a trial that misses a file of the project says that only parts of it are there', async () => {
  const { id, folder } = await bench.create('blog', '0.39.11');
  await bench.untilRunning(id);
  writeFileSync(join(folder, 'prices.json'), '{}');
  const hook = `onBootstrap((e) => { e.next(); $os.readFile('prices.json') })`;
  writeFileSync(join(folder, 'pb_hooks', 'prices.pb.js'), hook);
  orThrow(bench.instances.restart(id));
  await bench.untilRunning(id);
  const tried = await orThrow(await bench.operating.changeVersion(id, '0.40.6', true)).ended;
  expect(tried.ok ? '' : errorWords(tried.error).text).toMatch(
    /open prices\.json: no such file or directory.* A trial has a copy of pb_data, pb_hooks, pb_migrations and pb_public; what else lies in the folder of the instance is not there\./,
  );
  expect(bench.now(id).version).toBe('0.39.11');
});

test('a folder in front of PATH that is not there is saved, and told', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  const given = { revision: 0, environment: [], arguments: [] };
  const gone = join(bench.home, 'not there');
  expect(orThrow(await setLaunchOptions(id, { ...given, pathFolders: [tools, gone] }, bench.launchOptions))).toEqual({
    missingFolders: [gone],
  });
  expect(bench.now(id).launchOptions.pathFolders).toEqual([tools, gone]);
  // Left out, they stay.
  orThrow(await setLaunchOptions(id, { ...given, revision: 1 }, bench.launchOptions));
  expect(bench.now(id).launchOptions.pathFolders).toEqual([tools, gone]);
});
