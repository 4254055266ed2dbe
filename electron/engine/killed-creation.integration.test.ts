/** The app is killed while it makes an instance: what never came to the list is gone at the next launch, and nothing else. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestPath } from '../storage/instance-manifest';
import { AppProcess, headlessOptions, newHome } from '../testing/app-process';
import { servingProcesses } from '../testing/serving-processes';

let home: string;
let app: AppProcess;
beforeEach(() => {
  home = newHome();
});
afterEach(async () => {
  await app.quit();
  for (const pid of servingProcesses(home)) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const instances = (): string => join(home, 'instances');
const made = (): readonly string[] => (existsSync(instances()) ? readdirSync(instances()) : []);
/** Names of the files in which creations are noted. */
const noted = (): readonly string[] => readdirSync(join(home, 'operations'));

async function reopen(): Promise<unknown> {
  app = await AppProcess.open(home);
  return app.send('recovered');
}

async function dieAfter(step: string): Promise<void> {
  app = await AppProcess.open(home, headlessOptions({ dieAfter: step }));
  await expect(app.create('blog', '0.40.6')).rejects.toThrow('The app has ended');
}

async function expectNothingOfIt(): Promise<void> {
  expect(app.instances).toEqual([]);
  expect(made()).toEqual([]);
  expect(noted()).toEqual([]);
  const { id, name } = await app.create('blog', '0.40.6');
  expect(name).toBe('blog');
  await app.untilRunning(id);
  expect(made()).toEqual(['blog']);
  expect(noted()).toEqual([]);
}

test('killed while PocketBase makes the data: nothing of it is left, and the name can be used again', async () => {
  app = await AppProcess.open(home);
  const creation = app.create('blog', '0.40.6').catch(() => undefined);
  const hasData = (): boolean => made().some((name) => existsSync(join(instances(), name, 'pb_data', 'data.db')));
  await expect.poll(hasData, { timeout: 20_000, interval: 1 }).toBe(true);
  await app.kill();
  await creation;
  await expect.poll(() => app.alive, { timeout: 20_000 }).toEqual([]);
  expect(made()).toHaveLength(1);

  expect(await reopen()).toEqual([]);
  await expectNothingOfIt();
});

test.each(['noted-creation', 'claimed-folder', 'made-folders', 'made-superuser'])(
  'killed after “%s”: nothing of it is left, and the name can be used again',
  async (step) => {
    await dieAfter(step);
    expect(await reopen()).toEqual([]);
    await expectNothingOfIt();
  },
);

test('killed when it has just come to the list: it is an instance, and runs', async () => {
  await dieAfter('added-creation');
  expect(made()).toEqual(['blog']);
  expect(noted()).toHaveLength(1);
  expect(await reopen()).toEqual([]);
  await app.untilRunning(app.instances[0]?.id ?? '');
  expect(noted()).toEqual([]);
});

test('a folder with the record of an instance is kept, also when the list does not name it', async () => {
  await dieAfter('made-superuser');
  const [name = ''] = made();
  const folder = join(instances(), name);
  writeFileSync(manifestPath(folder), 'cut short');
  await reopen();
  expect(app.instances).toEqual([]);
  expect(readdirSync(join(folder, 'pb_data'))).toContain('data.db');
  expect(noted()).toEqual([]);
});

test('what else is in the folder is left, and told', async () => {
  await dieAfter('made-superuser');
  const [name = ''] = made();
  const folder = join(instances(), name);
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  expect(await reopen()).toEqual([
    {
      id: expect.stringMatching(/^left-/) as string,
      title: 'An instance was not finished',
      text: `Basekeeper ended while it made an instance in ${folder}. What it had made was removed; what else is there was left: mine.txt.`,
    },
  ]);
  expect(readdirSync(folder)).toEqual(['mine.txt']);
  expect(noted()).toEqual([]);
});
