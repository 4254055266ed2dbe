/** Environment, encryption key and arguments of an instance, with the real PocketBase. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { GivenLaunchOptions } from '../../shared/launch-options-input';
import { isLaunchedWithOlder } from '../../shared/launched-with';
import { errorWords } from '../../shared/words/error-words';
import { textOf } from '../testing/after-operations';
import { nameOfTheApp, nameTheApp, storedSettings } from '../testing/api-settings';
import { argumentsOf, commandLinesWith, environmentOf, filesBelowWith } from '../testing/process-facts';
import { SUPERUSER } from '../testing/served-records';
import { servingProcesses } from '../testing/serving-processes';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { setLaunchOptions } from './set-launch-options';

const KEY = '0123456789abcdefghijklmnopqrstuv';
const OTHER_KEY = 'vutsrqponmlkjihgfedcba9876543210';
const SECRET = 'sk_live_correct-horse battery';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const newInstance = async (version = '0.40.6'): Promise<Instance> => {
  const { id } = await bench.create('blog', version, SUPERUSER);
  return bench.untilRunning(id);
};

type Given = Partial<GivenLaunchOptions>;
const save = (id: string, given: Given) => {
  const { revision } = bench.now(id).launchOptions;
  return setLaunchOptions(id, { revision, environment: [], arguments: [], ...given }, bench.launchOptions);
};

const pidOf = (id: string): number => {
  const { state } = bench.now(id);
  return state.kind === 'running' ? state.pid : 0;
};

const restarted = async (id: string): Promise<Instance> => {
  const { state } = bench.now(id);
  const run = state.kind === 'running' ? state.runNumber : 0;
  orThrow(bench.instances.restart(id));
  return bench.until(id, 'running again', ({ state: now }) => now.kind === 'running' && now.runNumber > run);
};

const stopped = (id: string): Promise<Instance> => {
  orThrow(bench.instances.stop(id));
  return bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
};

const filesWith = (text: string): readonly string[] => filesBelowWith(bench.home, text);

const outputOf = (from: Workbench, id: string): string =>
  orThrow(from.instances.output(id))
    .lines.map(({ text }) => text)
    .join('\n');

describe('B14: variables of the environment', () => {
  test('arrive with the next start, and nothing else does', async () => {
    const { id, folder, port } = await newInstance();
    writeFileSync(
      join(folder, 'pb_hooks/dump.pb.js'),
      `routerAdd('GET', '/dump', (e) => e.json(200, { text: toString($os.readFile('/proc/self/environ')), one: $os.getenv('SMTP_HOST') }))`,
    );
    orThrow(
      await save(id, {
        environment: [
          { name: 'SMTP_HOST', secret: false, value: 'mail.example.com' },
          { name: 'EMPTY', secret: false, value: '' },
          { name: 'TZ', secret: false, value: 'Asia/Tokyo' },
          { name: 'STRIPE_KEY', secret: true, value: SECRET },
        ],
      }),
    );
    expect(isLaunchedWithOlder(bench.now(id))).toBe(true);
    expect(environmentOf(pidOf(id))).not.toHaveProperty('SMTP_HOST');
    process.env['NOT_FOR_CHILDREN'] = 'x';
    await restarted(id);
    delete process.env['NOT_FOR_CHILDREN'];
    expect(isLaunchedWithOlder(bench.now(id))).toBe(false);

    const dumped = (await (await fetch(`http://127.0.0.1:${String(port)}/dump`)).json()) as Record<string, string>;
    expect(dumped['one']).toBe('mail.example.com');
    const names = (dumped['text'] ?? '').split('\0').map((entry) => entry.split('=')[0]);
    const added = ['SMTP_HOST', 'EMPTY', 'TZ', 'STRIPE_KEY'];
    expect(names).toEqual(expect.arrayContaining(added));
    expect(names).not.toContain('NOT_FOR_CHILDREN');
    expect(names.filter((name) => name?.startsWith('BASEKEEPER_'))).toEqual(['BASEKEEPER_RUN']);
    expect(environmentOf(pidOf(id))).toMatchObject({ EMPTY: '', TZ: 'Asia/Tokyo', STRIPE_KEY: SECRET });
  });

  test('a secret is in no file, on no command line, and removed from the output of this and of a later session', async () => {
    const { id, folder } = await newInstance();
    orThrow(await save(id, { environment: [{ name: 'STRIPE_KEY', secret: true, value: SECRET }], encryptionKey: KEY }));
    await restarted(id);
    for (const secret of [SECRET, KEY]) {
      expect(filesWith(secret)).toEqual([]);
      expect(commandLinesWith(secret)).toEqual([]);
    }
    expect(argumentsOf(pidOf(id)).at(-1)).toBe('--encryptionEnv=BASEKEEPER_ENCRYPTION_KEY');
    const [list, copy] = [join(bench.home, 'settings/instances.json'), join(folder, 'basekeeper.json')];
    await expect.poll(() => readFileSync(copy, 'utf8')).toContain('STRIPE_KEY');
    expect(readFileSync(list, 'utf8')).toContain('STRIPE_KEY');

    // What the process itself writes down is its own; it is removed wherever it is read.
    writeFileSync(
      join(folder, 'pb_hooks/tell.pb.js'),
      `onBootstrap((e) => { e.next(); console.log('told ' + $os.getenv('STRIPE_KEY') + ' ' + JSON.stringify({ k: $os.getenv('BASEKEEPER_ENCRYPTION_KEY') })) })`,
    );
    await restarted(id);
    await expect.poll(() => outputOf(bench, id)).toContain('told [secret removed] {"k":"[secret removed]"}');
    await bench.quit();
    const again = bench.reopen();
    again.instances.resume();
    expect(outputOf(again, id)).toContain('told [secret removed]');
    expect(outputOf(again, id)).not.toContain(SECRET);
    await again.untilRunning(id);
    expect(
      environmentOf(again.now(id).state.kind === 'running' ? (again.now(id).state as { pid: number }).pid : 0),
    ).toHaveProperty('STRIPE_KEY', SECRET);
  });

  test('one that is kept stays until it is replaced or removed', async () => {
    const { id } = await newInstance();
    const kept = { name: 'STRIPE_KEY', secret: true, value: null } as const;
    expect(textOf(await save(id, { environment: [kept] }))).toBe(
      'Value of variable 1 must be given: no secret is kept under this name.',
    );
    orThrow(await save(id, { environment: [{ ...kept, value: SECRET }] }));
    orThrow(await save(id, { environment: [kept, { name: 'A', secret: false, value: '1' }] }));
    await restarted(id);
    expect(environmentOf(pidOf(id))).toMatchObject({ STRIPE_KEY: SECRET, A: '1' });
    orThrow(await save(id, { environment: [{ ...kept, value: 'another one' }] }));
    await restarted(id);
    expect(environmentOf(pidOf(id))).toMatchObject({ STRIPE_KEY: 'another one' });
    orThrow(await save(id, {}));
    await restarted(id);
    expect(environmentOf(pidOf(id))).not.toHaveProperty('STRIPE_KEY');
  });

  test('S18: where secrets are not safe, none is saved', async () => {
    const { id } = await newInstance();
    bench.secrets.refuse('There is no keyring');
    const before = bench.now(id).launchOptions;
    for (const given of [
      { environment: [{ name: 'STRIPE_KEY', secret: true as const, value: SECRET }] },
      { encryptionKey: KEY },
    ]) {
      expect(await save(id, given)).toEqual({
        ok: false,
        error: { code: 'secrets-not-kept', detail: 'There is no keyring' },
      });
    }
    expect(bench.now(id).launchOptions).toBe(before);
    orThrow(await save(id, { environment: [{ name: 'OPEN', secret: false, value: '1' }] }));
  });

  test('a secret that cannot be opened any more: not started without it, and said', async () => {
    const { id, folder } = await newInstance();
    orThrow(await save(id, { environment: [{ name: 'STRIPE_KEY', secret: true, value: SECRET }] }));
    bench.secrets.forget();
    orThrow(bench.instances.restart(id));
    const { incidents, intent } = await bench.untilMaintenance(id);
    expect(intent.maintenance?.reason).toBe('start-failed');
    expect(incidents[0]).toMatchObject({ cause: 'secrets-not-readable', pid: null });
    expect(incidents[0]?.evidence).toContain('STRIPE_KEY: sealed by another user or computer');
    expect(servingProcesses(join(folder, 'pb_data'))).toEqual([]);
    const saved = await bench.operating.saveSuperuser(id, SUPERUSER);
    expect(saved).toMatchObject({ error: { code: 'secrets-not-readable', names: ['STRIPE_KEY'] } });
    // Entered again, it serves again.
    orThrow(await save(id, { environment: [{ name: 'STRIPE_KEY', secret: true, value: SECRET }] }));
    orThrow(bench.instances.leaveMaintenance(id));
    await bench.untilRunning(id);
  });
});

describe('B15: the encryption key', () => {
  test.each(['0.23.12', '0.28.4', '0.40.6'])(
    '%s: encrypts with it, starts with it, and without it or with another one is in maintenance with the cause',
    async (version) => {
      const { id, folder, port } = await newInstance(version);
      orThrow(await save(id, { encryptionKey: KEY }));
      await restarted(id);
      await nameTheApp(port, SUPERUSER, 'Correct Horse');
      await stopped(id);
      expect(storedSettings(folder)).not.toContain('Correct Horse');
      orThrow(bench.instances.start(id));
      await bench.untilRunning(id);
      expect(await nameOfTheApp(port, SUPERUSER)).toBe('Correct Horse');

      for (const encryptionKey of [null, OTHER_KEY]) {
        orThrow(await save(id, { encryptionKey }));
        orThrow(bench.instances.restart(id));
        const { incidents, intent } = await bench.untilMaintenance(id);
        expect(intent.maintenance?.reason).toBe('start-failed');
        expect(incidents[0]?.cause).toBe('wrong-encryption-key');
        orThrow(await save(id, { encryptionKey: KEY }));
        orThrow(bench.instances.leaveMaintenance(id));
        await bench.untilRunning(id);
      }
      expect(await nameOfTheApp(port, SUPERUSER)).toBe('Correct Horse');
    },
  );

  test('whatever else opens the data gets key and environment too: superusers, backup, restore, versions, clones', async () => {
    const { id, folder, port } = await newInstance('0.28.4');
    // Without its variable not even a migration or a hook works.
    writeFileSync(
      join(folder, 'pb_hooks/needs.pb.js'),
      `onBootstrap((e) => { e.next(); if ($os.getenv('NEEDED') === '') throw new Error('NEEDED is missing') })`,
    );
    const environment = [{ name: 'NEEDED', secret: true as const, value: SECRET }];
    orThrow(await save(id, { environment, encryptionKey: KEY, arguments: ['--queryTimeout=60'] }));
    await restarted(id);
    await nameTheApp(port, SUPERUSER, 'Correct Horse');

    orThrow(await bench.operating.saveSuperuser(id, { ...SUPERUSER, password: 'a new password' }));
    orThrow(await bench.operating.saveSuperuser(id, SUPERUSER));
    orThrow(await orThrow(bench.operating.backUp(id, { reason: 'manual', label: '' })).ended);
    const [backup] = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id)?.backups ?? [];
    await nameTheApp(port, SUPERUSER, 'Battery Staple');

    orThrow(await orThrow(await bench.operating.changeVersion(id, '0.40.6', true)).ended);
    await bench.untilRunning(id);
    expect(await nameOfTheApp(port, SUPERUSER)).toBe('Battery Staple');
    expect(argumentsOf(pidOf(id))).toContain('--queryTimeout=60');
    orThrow(await orThrow(await bench.operating.goBack(id)).ended);
    await bench.untilRunning(id);
    expect(await nameOfTheApp(port, SUPERUSER)).toBe('Battery Staple');
    const source = { kind: 'backup', backupId: backup?.id ?? '' } as const;
    orThrow(await orThrow(await bench.operating.restore(id, { source, parts: ['pb_data'] })).ended);
    await bench.untilRunning(id);
    expect(await nameOfTheApp(port, SUPERUSER)).toBe('Correct Horse');

    const passwordOnly = { withData: false, superuser: SUPERUSER };
    orThrow(await orThrow(bench.operating.clone(id, { name: 'with data', withData: true })).ended);
    orThrow(await orThrow(bench.operating.clone(id, { name: 'without', ...passwordOnly })).ended);
    for (const name of ['with data', 'without']) {
      const clone = bench.store.snapshot().state.instances.find((one) => one.name === name);
      if (clone === undefined) throw new Error(`No ${name}`);
      orThrow(bench.instances.start(clone.id));
      await bench.untilRunning(clone.id);
      expect(await nameOfTheApp(clone.port, SUPERUSER)).toBe(name === 'without' ? 'Acme' : 'Correct Horse');
    }

    // A copy that cannot be served is not taken for one that can.
    orThrow(
      await save(id, { environment: environment.map((one) => ({ ...one, value: null })), encryptionKey: OTHER_KEY }),
    );
    const tried = await orThrow(await bench.operating.changeVersion(id, '0.40.6', true)).ended;
    expect(tried).toMatchObject({ ok: false, error: { code: 'copy-not-served' } });
    expect(textOf(tried)).toContain('The settings cannot be decrypted');
    expect(bench.now(id)).toMatchObject({ version: '0.28.4', state: { kind: 'running' } });
    expect(filesWith(SECRET)).toEqual([]);
  });
});

describe('B13: extra arguments', () => {
  test.each(['0.23.12', '0.40.6'])('%s has them, after ours, and listens where it did', async (version) => {
    const { id, port } = await newInstance(version);
    orThrow(await save(id, { arguments: ['--origins=https://example.com', '--queryTimeout=60', '--hooksPool=3'] }));
    await restarted(id);
    expect(argumentsOf(pidOf(id)).slice(-3)).toEqual([
      '--origins=https://example.com',
      '--queryTimeout=60',
      '--hooksPool=3',
    ]);
    expect(argumentsOf(pidOf(id))).toContain(`--http=127.0.0.1:${String(port)}`);
    const allowed = async (origin: string): Promise<string | null> => {
      const { headers } = await fetch(`http://127.0.0.1:${String(port)}/api/health`, { headers: { origin } });
      return headers.get('access-control-allow-origin');
    };
    expect(await allowed('https://example.com')).toBe('https://example.com');
    expect(await allowed('https://elsewhere.example')).toBeNull();
  });

  test('one that this executable does not know is refused before it is saved', async () => {
    const { id } = await newInstance();
    await stopped(id);
    const executable = bench.versions.replaceWithCopy('0.40.6');
    writeFileSync(executable, '#!/bin/sh\necho "Flags:"\necho "      --origins strings   CORS (default [*])"\n', {
      mode: 0o755,
    });
    const refused = await save(id, { arguments: ['--origins=*', '--hooksPool=3'] });
    expect(textOf(refused)).toBe(
      'Argument 2 must be a flag that this PocketBase 0.40.6 knows (it is “--hooksPool=3”).',
    );
    expect(bench.now(id).launchOptions.arguments).toEqual([]);
    orThrow(await save(id, { arguments: ['--origins=*'] }));
  });
});

describe('F58: two who edit the same instance', () => {
  test('the second is told, nothing of the first is overwritten, and it can save after it has looked', async () => {
    const { id } = await newInstance();
    const { revision } = bench.now(id).launchOptions;
    const mine = { revision, arguments: [], environment: [{ name: 'A', secret: false as const, value: 'mine' }] };
    const theirs = { ...mine, environment: [{ name: 'A', secret: false as const, value: 'theirs' }] };
    // At the same time: exactly one of them.
    const [first, second] = await Promise.all([
      setLaunchOptions(id, mine, bench.launchOptions),
      setLaunchOptions(id, { ...theirs, arguments: ['--dev=false'] }, bench.launchOptions),
    ]);
    expect(first).toEqual({ ok: true, value: { missingFolders: [] } });
    expect(second).toEqual({
      ok: false,
      error: { code: 'changed-meanwhile', instanceName: 'blog', what: 'settings' },
    });
    if (second.ok) throw new Error('refused');
    expect(errorWords(second.error)).toEqual({
      title: 'The settings of blog were changed in the meantime',
      text: 'They were saved from another place after you had begun. Nothing of yours was saved, and nothing you typed is lost. Look at the newer values, then save again.',
    });
    expect(bench.now(id).launchOptions).toMatchObject({ revision: revision + 1, environment: mine.environment });
    const list = join(bench.home, 'settings/instances.json');
    expect(readFileSync(list, 'utf8')).not.toContain('theirs');
    orThrow(await setLaunchOptions(id, { ...theirs, revision: revision + 1 }, bench.launchOptions));
    expect(readFileSync(list, 'utf8')).toContain('theirs');
  });
});
