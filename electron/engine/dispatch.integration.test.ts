/** Commands as any client gives them: no window, no Electron, nothing but names and input. */
import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands, WINDOW_COMMANDS } from '../../shared/ipc';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { createWorkbench, type Workbench } from '../testing/workbench';
import { createClient } from './client';
import { createDispatch, type HandlersOf } from './dispatch';

const client = createClient('tray');
let bench: Workbench;
beforeAll(() => {
  bench = createWorkbench();
});
afterAll(() => bench.dispose());

const give = (name: unknown, input?: unknown): Promise<Result<unknown>> => bench.dispatch(client, name, input);
async function given<Value>(name: string, input?: unknown): Promise<Value> {
  const answer = await give(name, input);
  if (!answer.ok) throw new Error(`${name}: ${errorWords(answer.error).text}`);
  return answer.value as Value;
}
const statusOf = (port: number): Promise<number> =>
  new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path: '/api/health' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', () => resolve(0))
      .end();
  });

describe('a second client', () => {
  test('does the main job: create, maintenance, its end, a backup, a restore, a deletion', async () => {
    const defaults = await given<{ port: string; superuser: object }>('get-new-instance-defaults');
    const port = Number(defaults.port);
    const wish = { ...defaults, port, name: 'blog', version: '0.40.6' };
    const { instanceId: id } = await given<{ instanceId: string }>('create-instance', wish);
    await bench.untilRunning(id);
    expect(await statusOf(port)).toBe(200);

    await given('enter-maintenance', { instanceId: id });
    const { intent } = await bench.untilMaintenance(id);
    expect(intent.maintenance).toMatchObject({ reason: 'requested', setBy: 'tray' });
    await expect.poll(() => statusOf(port)).toBe(503);
    const refused = await give('start-instance', { instanceId: id });
    expect(refused.ok ? '' : errorWords(refused.error).text).toContain('Turn maintenance mode off');
    await given('leave-maintenance', { instanceId: id });
    await bench.untilRunning(id);

    const gone = 'z'.repeat(15);
    const several = await given('give-to-several', { action: 'enter-maintenance', instanceIds: [gone, id] });
    expect(several).toEqual([
      { instanceId: gone, error: { code: 'unknown-instance', instanceId: gone } },
      { instanceId: id, error: null },
    ]);
    expect((await bench.untilMaintenance(id)).intent.maintenance).toMatchObject({ setBy: 'tray' });
    const twice = await give('give-to-several', { action: 'start', instanceIds: [id, id] });
    expect(twice.ok ? '' : errorWords(twice.error).text).toContain('must not name an instance twice');
    await given('give-to-several', { action: 'leave-maintenance', instanceIds: [id] });
    await bench.untilRunning(id);

    await ended(await given('back-up', { instanceId: id, label: 'by a script' }));
    await given('list-backups', { instanceId: id });
    const [backup] = bench.store.snapshot().state.backups.find(({ instanceId }) => instanceId === id)?.backups ?? [];
    expect(backup).toMatchObject({ label: 'by a script', reason: 'manual' });
    const source = { kind: 'backup', backupId: backup?.id ?? '' };
    await ended(await given('restore-backup', { instanceId: id, source, parts: ['pb_data'] }));
    await bench.untilRunning(id);

    const deletion = { instanceId: id, name: 'blog', backUpFirst: false };
    const wrong = await give('delete-instance', { ...deletion, name: 'shop' });
    expect(wrong.ok ? '' : errorWords(wrong.error).text).toContain('Type “blog” exactly');
    await ended(await given('delete-instance', deletion));
    expect(bench.store.instance(id)).toBeUndefined();
  });

  async function ended({ operationId }: { readonly operationId: string }): Promise<void> {
    const found = () => bench.store.snapshot().state.operations.find(({ id }) => id === operationId);
    await expect.poll(() => found()?.outcome?.kind, { timeout: 30_000 }).toBe('done');
  }
});

describe('the wall', () => {
  test.each([...WINDOW_COMMANDS])('%s needs a window', async (name) => {
    const answer = await give(name, {});
    expect(answer).toEqual({ ok: false, error: { code: 'unknown-command', command: name } });
  });

  test('nobody else names a file that is written, or opened outside', () => {
    const others = Object.keys(bench.handlers);
    expect(others.filter((name) => /^(save|export|show|open|copy|choose|import)-/.test(name))).toEqual([
      'open-folder-as-instance',
      'save-superuser',
    ]);
    expect([...others, ...WINDOW_COMMANDS].sort()).toEqual(Object.keys(commands).sort());
  });
});

describe('whatever is sent', () => {
  test.each([
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    '',
    'Start-Instance',
    'start-instance ',
    null,
    1,
    {},
    ['start-instance'],
  ])('%j is not a command', async (name) => {
    expect(await give(name)).toMatchObject({ ok: false, error: { code: 'unknown-command' } });
  });

  test('input is looked at before any handler is', async () => {
    const answer = await give('start-instance', { instanceId: '../x', __proto__: { run: true } });
    expect(answer.ok ? '' : errorWords(answer.error).text).toContain('must be the id of an instance');
  });

  test.each(['settings', 'versions', 'logs', 'runs'])(
    'no instance may lie in the app’s own folder of %s',
    async (own) => {
      const folder = join(bench.home, own, 'blog');
      mkdirSync(folder, { recursive: true });
      const answer = await give('inspect-folder', { folder });
      expect(answer.ok ? '' : errorWords(answer.error).text).toContain('own files');
    },
  );

  test('an exception is a bug: it is reported, and answered in words', async () => {
    const bugs: unknown[] = [];
    const broken = {
      'get-secret-storage': () => {
        throw new Error('boom');
      },
    } as HandlersOf<'get-secret-storage'>;
    const dispatch = createDispatch(broken, (error) => bugs.push(error));
    const answer = await dispatch(client, 'get-secret-storage', undefined);
    expect(answer).toEqual({ ok: false, error: { code: 'unexpected', detail: 'boom' } });
    expect(bugs).toHaveLength(1);
  });
});
