/** Two on one home would start everything twice. Real processes that want it at the same moment. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppError } from '../../shared/errors';
import { thisPlace, thisProcess } from '../process/this-process';
import { programOf } from '../testing/program';
import { takeHome } from './home-lock';

let folder: string;
const takers: Taker[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock');
});
afterEach(() => {
  for (const { child } of takers.splice(0)) child.kill('SIGKILL');
  rmSync(join(folder, '..'), { recursive: true });
});

interface Taker {
  readonly child: ChildProcess;
  order(what: 'take' | 'release'): Promise<string>;
  die(): Promise<void>;
}

async function taker(): Promise<Taker> {
  const { file, nodeArguments } = programOf('lock-taker');
  const child = spawn(process.execPath, [...nodeArguments, file, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  const one: Taker = {
    child,
    order: (what) => {
      child.stdin.write(`${what}\n`);
      return nextLine();
    },
    die: () =>
      new Promise((gone) => {
        child.once('exit', () => gone());
        child.stdin.write('die\n');
      }),
  };
  takers.push(one);
  expect(await nextLine()).toBe('ready');
  return one;
}

test('of many that want it at the same moment exactly one gets it, time and again', { timeout: 600_000 }, async () => {
  const rounds = Number(process.env['BASEKEEPER_LOCK_ROUNDS'] ?? 20);
  let all = await Promise.all(Array.from({ length: 6 }, taker));
  for (let round = 0; round < rounds; round += 1) {
    const said = await Promise.all(all.map((one) => one.order('take')));
    expect(
      said.filter((one) => one === 'taken'),
      `round ${String(round)}`,
    ).toHaveLength(1);
    const holder = all[said.indexOf('taken')];
    if (holder === undefined) throw new Error('unreachable');
    const refused = JSON.parse(said.find((one) => one !== 'taken') ?? '') as AppError;
    expect(refused).toMatchObject({ code: 'home-in-use', where: 'here', holder: { pid: holder.child.pid } });
    // Let go of in order, let go of in the middle of the others' next attempt, and died with.
    if (round % 3 === 0) expect(await holder.order('release')).toBe('released');
    else if (round % 3 === 1) {
      const [, again] = await Promise.all([
        holder.order('release'),
        Promise.all(all.filter((one) => one !== holder).map((one) => one.order('take'))),
      ]);
      expect(again.filter((one) => one === 'taken').length).toBeLessThanOrEqual(1);
      await Promise.all(all.map((one) => one.order('release')));
    } else {
      await holder.die();
      all = [...all.filter((one) => one !== holder), await taker()];
    }
    expect(readdirSync(folder).filter((name) => !name.endsWith('.json'))).toEqual([]);
  }
});

test('one that is only frozen keeps it, and nothing happens to it', async () => {
  const first = await taker();
  const second = await taker();
  expect(await first.order('take')).toBe('taken');
  first.child.kill('SIGSTOP');
  expect(JSON.parse(await second.order('take'))).toMatchObject({ code: 'home-in-use', where: 'here' });
  first.child.kill('SIGCONT');
  expect(await first.order('release')).toBe('released');
  expect(await second.order('take')).toBe('taken');
});

test('one of another computer or of a container keeps it; one from before a restart of this computer does not', () => {
  const self = thisProcess();
  const write = (changed: object): void => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const holder = { ...self, since: new Date().toISOString(), released: false, ...changed };
    writeFileSync(join(folder, '4.json'), JSON.stringify(holder));
  };
  const take = (): unknown => {
    const taken = takeHome({ folder, here: thisPlace(), self });
    return taken.ok ? 'taken' : taken.error;
  };
  write({ bootId: 'x', host: 'laptop' });
  expect(take()).toMatchObject({ code: 'home-in-use', where: 'elsewhere', holder: { host: 'laptop' } });
  write({ pidSpace: 'pid:[1]', host: 'box' });
  expect(take()).toMatchObject({ code: 'home-in-use', where: 'elsewhere', holder: { host: 'box' } });
  write({ bootId: 'x' });
  expect(take()).toBe('taken');
  expect(readdirSync(folder)).toEqual(['5.json']);
});

test('a file that says nothing is not taken for a free home, and it is named', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '4.json'), '');
  const taken = takeHome({ folder, here: thisPlace(), self: thisProcess() });
  expect(taken).toEqual({
    ok: false,
    error: { code: 'home-in-use', path: join(folder, '4.json'), where: 'elsewhere', holder: null },
  });
});

test('where it cannot be written, that is said, and nothing is kept from starting', () => {
  writeFileSync(folder, 'a file');
  const taken = takeHome({ folder, here: thisPlace(), self: thisProcess() });
  expect(taken.ok ? taken.value.problem : '').not.toBeNull();
  expect(readFileSync(folder, 'utf8')).toBe('a file');
});
