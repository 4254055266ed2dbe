/** Promise 2 on a disk that takes nothing: what happened is followed, said, and written as soon as that is possible. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

/** A file in the way of each folder that state is written to: the same refusal for root and for everybody else. */
function blockWriting(...names: readonly string[]): () => void {
  const folders = (names.length === 0 ? ['settings', 'incidents'] : names).map((name) => join(bench.home, name));
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    renameSync(folder, `${folder}.away`);
    writeFileSync(folder, '');
  }
  return () => {
    for (const folder of folders) {
      rmSync(folder);
      renameSync(`${folder}.away`, folder);
    }
  };
}

const notices = (): readonly string[] => bench.store.snapshot().state.notices.map(({ id }) => id);

test('F57: a crash that cannot be recorded is followed, said, kept, and written later', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  const { state } = await bench.untilRunning(id);
  const letWrite = blockWriting();
  if (state.kind === 'running') process.kill(state.pid, 'SIGKILL');
  const { incidents, intent } = await bench.untilMaintenance(id);
  expect(notices()).toEqual(['state-not-saved']);
  expect(orThrow(bench.instances.incident(id, incidents[0]?.id ?? '')).cause).toBe('killed');
  expect(bench.instances.writeUnsaved().ok).toBe(false);

  letWrite();
  // By itself, every five seconds.
  await expect.poll(notices, { timeout: 15_000 }).toEqual([]);
  const again = bench.reopen();
  again.instances.resume();
  expect(again.now(id)).toMatchObject({ intent, incidents, state: { kind: 'stopped' } });
});

test('F57: maintenance stops the process even when the wish cannot be written', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  const letWrite = blockWriting();
  expect(bench.instances.enterMaintenance(id, 'window')).toMatchObject({
    ok: false,
    error: { code: 'state-not-saved' },
  });
  const { intent } = await bench.untilMaintenance(id);
  expect(notices()).toEqual(['state-not-saved']);
  letWrite();
  // Before the next try: quitting is the last moment.
  await bench.quit();
  bench = bench.reopen();
  bench.instances.resume();
  expect(bench.now(id)).toMatchObject({ intent, state: { kind: 'stopped' } });
});

test('F57: nothing is started whose state cannot be recorded', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  const letWrite = blockWriting();
  expect(bench.instances.start(id)).toMatchObject({ ok: false, error: { code: 'state-not-saved' } });
  expect(bench.now(id).state).toEqual({ kind: 'stopped' });
  letWrite();
  orThrow(bench.instances.start(id));
  await bench.untilRunning(id);
});

test('F57: a wish to run from before starts nothing at launch while its end could not be recorded', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await bench.quit();
  bench = bench.reopen();
  const letWrite = blockWriting('settings');
  bench.instances.resume();
  const { incidents, state } = await bench.untilMaintenance(id);
  expect(state).toEqual({ kind: 'stopped' });
  expect(incidents[0]).toMatchObject({ reason: 'start-failed', cause: 'not-recorded' });
  expect(incidents[0]?.evidence).toContain(join(bench.home, 'settings', 'instances.json'));
  letWrite();
  orThrow(bench.instances.leaveMaintenance(id));
  await bench.untilRunning(id);
});

test('F57: at launch it stays readable that nothing can be saved, beside what could not be saved then', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  await bench.quit();
  const letWrite = blockWriting('settings');
  bench = bench.reopen();
  bench.instances.resume();
  await bench.untilMaintenance(id);
  const titles = (): readonly string[] => bench.store.snapshot().state.notices.map(({ title }) => title);
  expect(titles()).toEqual(expect.arrayContaining(['Basekeeper cannot save anything', 'It could not be saved']));
  letWrite();
  orThrow(bench.instances.writeUnsaved());
  expect(titles()).not.toContain('Basekeeper cannot save anything');
  expect(titles()).not.toContain('It could not be saved');
});

test('F57: a restart ends the process and starts none that could not be recorded', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  const letWrite = blockWriting('settings');
  bench.instances.restart(id);
  const { incidents } = await bench.untilMaintenance(id);
  expect(incidents[0]).toMatchObject({ reason: 'start-failed', cause: 'not-recorded' });
  letWrite();
});

test('F6: an executable the system refuses without a word of its own does not leave a start hanging', async () => {
  const { id } = await bench.create('blog', '0.40.6');
  await bench.untilRunning(id);
  orThrow(bench.instances.stop(id));
  await bench.until(id, 'stopped', ({ state }) => state.kind === 'stopped');
  const path = process.env['PATH'];
  // With an environment larger than the system takes, the process cannot be created at all.
  process.env['PATH'] = `${path ?? ''}:${'x'.repeat(3_000_000)}`;
  try {
    orThrow(bench.instances.start(id));
    const { incidents } = await bench.untilMaintenance(id);
    expect(incidents[0]).toMatchObject({ reason: 'start-failed', cause: 'executable-not-runnable' });
    expect(incidents[0]?.evidence).toContain('E2BIG');
  } finally {
    process.env['PATH'] = path;
  }
});
