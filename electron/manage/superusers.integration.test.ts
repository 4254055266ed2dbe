import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import { newInstanceDefaults } from '../new-instance/create-instance';
import { openFolder } from '../new-instance/open-folder';
import { textOf } from '../testing/after-operations';
import { leftBehindIn, login, SUPERUSER } from '../testing/served-records';
import { fillFromTerminal } from '../testing/terminal-pocketbase';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
let instance: Instance;
afterEach(() => bench.dispose());

async function begin(version = '0.40.6'): Promise<void> {
  bench = createWorkbench();
  instance = await bench.create('blog', version, SUPERUSER);
  await bench.untilRunning(instance.id);
}

describe('superusers', () => {
  test.each(['0.23.12', '0.28.4', '0.40.6'])(
    'of %s: listed, made and reset while it runs; the new password counts at once',
    async (version) => {
      await begin(version);
      const id = instance.id;
      expect(orThrow(await bench.operating.superusers(id))).toEqual({ emails: [SUPERUSER.email] });
      const { state } = bench.now(id);
      const reset = { email: SUPERUSER.email, password: 'a new password' };
      orThrow(await bench.operating.saveSuperuser(id, reset));
      expect(await login(instance.port, reset)).toBe(200);
      expect(await login(instance.port)).toBe(400);
      const second = { email: 'second@example.com', password: 'the second one' };
      orThrow(await bench.operating.saveSuperuser(id, second));
      expect(await login(instance.port, second)).toBe(200);
      expect(orThrow(await bench.operating.superusers(id)).emails).toEqual([SUPERUSER.email, second.email]);
      // It is the same process, and was never stopped.
      expect(bench.now(id)).toMatchObject({ state, incidents: [], warnings: [] });
      expect(leftBehindIn(instance.folder)).toEqual([]);

      orThrow(bench.instances.enterMaintenance(id, 'window'));
      await bench.untilMaintenance(id);
      const third = { email: SUPERUSER.email, password: 'while it is in maintenance' };
      orThrow(await bench.operating.saveSuperuser(id, third));
      expect(orThrow(await bench.operating.superusers(id)).emails).toHaveLength(2);
      orThrow(bench.instances.leaveMaintenance(id));
      await bench.untilRunning(id);
      expect(await login(instance.port, third)).toBe(200);
    },
  );

  test('a waiting migration is not applied behind the back of a running instance', async () => {
    await begin();
    writeFileSync(join(instance.folder, 'pb_migrations/1_bad.js'), 'migrate(() => { throw new Error("bad") })');
    orThrow(await bench.operating.saveSuperuser(instance.id, { ...SUPERUSER, password: 'a new password' }));
    expect(await login(instance.port, { ...SUPERUSER, password: 'a new password' })).toBe(200);
  });

  test('what PocketBase refuses is said, and nothing is changed', async () => {
    await begin();
    const refused = await bench.operating.saveSuperuser(instance.id, { email: 'no address', password: 'long enough' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'superuser-not-saved' } });
    expect(await login(instance.port)).toBe(200);
  });

  test.each([
    {
      what: 'is gone',
      spoil: (data: string) => rmSync(data, { recursive: true }),
      rule: 'is not there',
      stays: (data: string) => !existsSync(data),
    },
    {
      what: 'is empty',
      spoil: (data: string) => truncateSync(join(data, 'data.db')),
      rule: 'is empty',
      stays: (data: string) => statSync(join(data, 'data.db')).size === 0,
    },
    {
      what: 'is of something else',
      spoil: (data: string) => copyFileSync(join(data, 'auxiliary.db'), join(data, 'data.db')),
      rule: 'holds no superusers, so it is not the data of a PocketBase',
      stays: (data: string) => readFileSync(join(data, 'data.db')).equals(readFileSync(join(data, 'auxiliary.db'))),
    },
  ])(
    'of data that $what: what is so is said with a next step, and none is made there',
    async ({ spoil, rule, stays }) => {
      await begin();
      const { id, folder } = instance;
      orThrow(bench.instances.enterMaintenance(id, 'window'));
      await bench.untilMaintenance(id);
      const data = join(folder, 'pb_data');
      spoil(data);
      const text = `${join(data, 'data.db')} ${rule}. Nothing was changed. Correct that, or restore a backup.`;
      expect(textOf(await bench.operating.superusers(id))).toBe(text);
      expect(textOf(await bench.operating.saveSuperuser(id, SUPERUSER))).toBe(text);
      expect(stays(data)).toBe(true);
    },
  );

  test('of 0.22 are listed, and set by hand', async () => {
    bench = createWorkbench();
    const folder = join(bench.home, 'old');
    mkdirSync(folder);
    await fillFromTerminal(folder, '0.22.27');
    const { port } = orThrow(await newInstanceDefaults(bench.creation));
    const input = { folder, port: Number(port), name: 'old', version: '0.22.27' };
    const id = orThrow(await openFolder(input, bench.opening, bench.operating.changeVersion));
    await bench.untilRunning(id);
    expect(orThrow(await bench.operating.superusers(id))).toEqual({ emails: [SUPERUSER.email] });
    expect(await bench.operating.saveSuperuser(id, SUPERUSER)).toEqual({
      ok: false,
      error: { code: 'superuser-by-hand', version: '0.22.27', dataFolder: join(folder, 'pb_data') },
    });
  });
});
