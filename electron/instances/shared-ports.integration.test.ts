/** Two instances may be given one port, and never run together on it. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { changePort, suggestPort } from './change-port';
import { createInstance, newInstanceDefaults } from '../new-instance/create-instance';
import { stopHolderFirst } from './stop-holder-first';

const VERSION = '0.40.6';

let bench: Workbench;
const servers: Server[] = [];
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
  await Promise.all(
    servers.splice(0).map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
});

async function listen(port: number): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
}

const untilStopped = (id: string): Promise<Instance> =>
  bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');

async function stopped(name: string): Promise<Instance> {
  const { id } = await bench.create(name, VERSION);
  await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  return untilStopped(id);
}

/** “blog” is stopped, “shop” runs on the port of both. */
async function twoOnOnePort(): Promise<{ readonly blog: Instance; readonly shop: Instance }> {
  const blog = await stopped('blog');
  const defaults = orThrow(await newInstanceDefaults(bench.creation));
  expect(defaults.port).not.toBe(blog.port);
  const id = orThrow(
    await createInstance({ ...defaults, port: blog.port, name: 'shop', version: VERSION }, bench.creation),
  );
  return { blog, shop: await bench.untilRunning(id) };
}

const said = (outcome: Result<unknown>): string => {
  if (outcome.ok) throw new Error('was not refused');
  const { title, text } = errorWords(outcome.error);
  return `${title}. ${text}`;
};

const saysHeld = ({ port }: Instance, by: string, other: string): string =>
  `Port ${String(port)} is held by ${by}. “${other}” has the same port, and only one of the two can run at a time. Stop “${by}” first, or give one of them another port.`;

describe('on a port that both have', () => {
  test('the second is refused at once, and nothing of it changes', async () => {
    const { blog, shop } = await twoOnOnePort();
    const before = bench.now(blog.id);
    for (const command of [bench.instances.start, bench.instances.restart])
      expect(said(command(blog.id))).toBe(saysHeld(blog, 'shop', 'blog'));
    expect(bench.now(blog.id)).toBe(before);
    expect(bench.now(shop.id).state).toEqual(shop.state);

    orThrow(bench.instances.stop(shop.id));
    expect(said(bench.instances.start(blog.id))).toBe(saysHeld(blog, 'shop', 'blog'));
    await untilStopped(shop.id);
    orThrow(bench.instances.start(blog.id));
    await bench.untilRunning(blog.id);
  });

  test('leaving maintenance is refused if it would start, and maintenance stays as it is', async () => {
    const blog = await stopped('blog');
    await listen(blog.port);
    orThrow(bench.instances.start(blog.id));
    await bench.untilMaintenance(blog.id);
    servers.splice(0)[0]?.close();
    const before = bench.now(blog.id);

    const defaults = orThrow(await newInstanceDefaults(bench.creation));
    const input = { ...defaults, port: blog.port, name: 'shop', version: VERSION };
    const shop = await bench.untilRunning(orThrow(await createInstance(input, bench.creation)));
    expect(said(bench.instances.leaveMaintenance(blog.id))).toBe(saysHeld(blog, 'shop', 'blog'));
    expect(bench.now(blog.id)).toMatchObject({ state: before.state, intent: before.intent });

    // Asked and answered: the other one first.
    orThrow(await stopHolderFirst(shop.id, bench, () => bench.instances.leaveMaintenance(blog.id)));
    await bench.untilRunning(blog.id);
    expect(bench.now(shop.id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { shouldRun: false },
      incidents: [],
    });
  });

  test('one takes the place of the other once the exit of that one was seen', async () => {
    const { blog, shop } = await twoOnOnePort();
    const seen: string[] = [];
    bench.store.subscribe(() => {
      seen.push([blog, shop].map(({ id }) => bench.now(id).state.kind).join(' '));
    });
    orThrow(await stopHolderFirst(shop.id, bench, () => bench.instances.start(blog.id)));
    await bench.untilRunning(blog.id);
    expect([...new Set(seen)]).toEqual(['stopped stopping', 'stopped stopped', 'starting stopped', 'running stopped']);
    expect(bench.now(shop.id)).toMatchObject({ intent: { shouldRun: false, maintenance: null }, incidents: [] });
  });

  test('no other instance is stopped than the one that was asked about', async () => {
    const { blog, shop } = await twoOnOnePort();
    const third = await stopped('third');
    const start = (): Result<undefined> => bench.instances.start(blog.id);
    expect(said(await stopHolderFirst(third.id, bench, start))).toBe(saysHeld(blog, 'shop', 'blog'));
    expect(said(await stopHolderFirst(undefined, bench, start))).toBe(saysHeld(blog, 'shop', 'blog'));
    expect(bench.now(shop.id).state).toEqual(shop.state);
  });

  test('at launch the first keeps its wish; the other stays stopped, and that is said', async () => {
    const { blog, shop } = await twoOnOnePort();
    await bench.quit();
    // As a list that was changed by hand may have it: both are meant to run.
    orThrow(bench.list.save({ ...bench.now(blog.id), intent: { shouldRun: true, maintenance: null } }));

    const again = bench.reopen();
    again.instances.resume();
    await again.untilRunning(blog.id);
    expect(again.now(shop.id)).toMatchObject({
      state: { kind: 'stopped' },
      intent: { shouldRun: false },
      incidents: [],
    });
    const [notice] = again.store.snapshot().state.notices;
    expect(`${notice?.title ?? ''}. ${notice?.text ?? ''}`).toBe(
      `shop was not started. “blog” has port ${String(blog.port)}, and only one of the two can run at a time. Stop “blog” and start “shop” yourself, or give one of them another port.`,
    );
    await again.quit();
  });
});

describe('changing the port', () => {
  test('is written before it is shown, and the next start uses it', async () => {
    const { id, port } = await stopped('blog');
    const { port: next } = orThrow(await suggestPort(id, bench.store));
    expect(next).toBeGreaterThan(port);
    orThrow(await changePort(id, next, bench));
    expect(bench.now(id).port).toBe(next);
    expect(bench.list.load().map((saved) => saved.port)).toEqual([next]);
    orThrow(bench.instances.start(id));
    await bench.untilRunning(id);
    expect((await fetch(`http://127.0.0.1:${String(next)}/api/health`)).status).toBe(200);
  });

  test('B11, B37: is refused while a process may exist, and by name for a port that is in use', async () => {
    const { blog, shop } = await twoOnOnePort();
    expect(said(await changePort(shop.id, 8980, bench))).toBe(
      'shop is not stopped. Changing its port needs its process to be gone. Stop it or turn maintenance on first.',
    );
    await listen(8981);
    expect(said(await changePort(blog.id, 8981, bench))).toBe(
      `Port 8981 is in use. Port 8981 is used by ${basename(process.execPath)} (pid ${String(process.pid)}). Stop that program or choose another port.`,
    );
    orThrow(bench.instances.stop(shop.id));
    await untilStopped(shop.id);
    orThrow(await changePort(shop.id, 8982, bench));
    orThrow(bench.instances.start(shop.id));
    expect(said(await changePort(blog.id, 8982, bench))).toBe(
      'Port 8982 belongs to shop. The instance “shop” uses it. Choose another port.',
    );
    expect(bench.now(blog.id).port).toBe(blog.port);
    expect(said(await changePort('nobody', 8983, bench))).toContain('No such instance');
  });

  test('never says of the new port what was true of the old one', async () => {
    const { id, port } = await stopped('blog');
    await listen(port);
    orThrow(bench.instances.start(id));
    await bench.until(id, 'told who has the port', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'port-in-use');
    const said: string[] = [];
    const end = bench.store.subscribe(() => {
      const { port: shown, maintenanceAnswer } = bench.now(id);
      if (shown !== port) said.push(maintenanceAnswer.kind);
    });
    orThrow(await changePort(id, 8985, bench));
    await bench.until(id, 'answered', ({ maintenanceAnswer }) => maintenanceAnswer.kind === 'answering');
    end();
    expect([...new Set(said)]).toEqual(['none', 'answering']);
  });

  test('B11: may lead to a port that a stopped instance has', async () => {
    const blog = await stopped('blog');
    const shop = await stopped('shop');
    orThrow(await changePort(shop.id, blog.port, bench));
    expect(bench.now(shop.id).port).toBe(blog.port);
  });

  test('a start that comes while the port is looked at wins', async () => {
    const { id, port } = await stopped('blog');
    const changing = changePort(id, 8984, bench);
    orThrow(bench.instances.start(id));
    expect(said(await changing)).toContain('blog is not stopped');
    expect((await bench.untilRunning(id)).port).toBe(port);
  });

  test.runIf(process.platform === 'linux')('is refused where the system does not permit the port', async () => {
    const { id } = await stopped('blog');
    const wasRoot = process.getuid?.() === 0;
    if (wasRoot) process.seteuid?.(65534);
    try {
      expect(said(await changePort(id, 80, bench))).toBe(
        'Port 80 is not permitted. The system does not let your user open it. Choose a port from 1024 upwards.',
      );
    } finally {
      if (wasRoot) process.seteuid?.(0);
    }
  });
});

test('out of maintenance because of a taken port: by another port, or once the port is free', async () => {
  const { id, port } = await stopped('blog');
  await listen(port);
  orThrow(bench.instances.start(id));
  const { incidents } = await bench.untilMaintenance(id);
  expect(incidents[0]).toMatchObject({
    cause: 'port-taken',
    evidence: `Port ${String(port)} is used by ${basename(process.execPath)} (pid ${String(process.pid)})`,
  });
  const { port: next } = orThrow(await suggestPort(id, bench.store));
  orThrow(await changePort(id, next, bench));
  orThrow(bench.instances.leaveMaintenance(id));
  expect(await bench.untilRunning(id)).toMatchObject({ port: next, intent: { maintenance: null } });
});
