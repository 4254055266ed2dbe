/**
 * Commands in any order against the real app, and a model of what has to come of them. `BASEKEEPER_RUNS` sequences with
 * `BASEKEEPER_SEED`; a sequence that once failed is kept below. G9: never two processes on one data folder.
 */
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { newHome } from '../testing/app-process';
import type { HeadlessOptions } from '../testing/headless-app';
import { killApp, plan, REAL_COMMANDS, SCRIPTED_COMMANDS, wish } from '../testing/model-commands';
import { GOOD_PLAN, SCRIPTED_EXECUTABLE, writeScriptedInstance } from '../testing/scripted-child';
import { createStorageBench } from '../testing/storage-bench';
import { SystemUnderModel, type Model } from '../testing/supervision-model';
import { SUPERVISOR_TIMING } from './supervisor-parts';

const SEED = Number(process.env['BASEKEEPER_SEED'] ?? 20260101);
const RUNS = process.env['BASEKEEPER_RUNS'];
const COMMANDS_MAX = 20;

const health = { readinessIntervalMs: 20, livenessIntervalMs: 100, answerTimeoutMs: 600, misses: 3 };
const REAL: HeadlessOptions = { timing: { ...SUPERVISOR_TIMING, stopGraceMs: 3000, health } };
const SCRIPTED: HeadlessOptions = {
  timing: { startLimitMs: 2500, stopGraceMs: 4000, killLimitMs: 5000, health },
  standIns: { '0.40.6': SCRIPTED_EXECUTABLE },
};

type Commands = Iterable<fc.AsyncCommand<Model, SystemUnderModel>>;

let system: SystemUnderModel;
let home: string;
afterEach(async () => {
  await system.end();
  rmSync(home, { recursive: true, force: true });
});

const perform = (commands: Commands): Promise<void> =>
  fc.asyncModelRun(async () => ({ model: await system.begin(), real: system }), [...commands, settleAll]);

const settleAll: fc.AsyncCommand<Model, SystemUnderModel> = {
  check: () => true,
  run: (model, real) => real.settle(model),
  toString: () => 'settle',
};

async function explore(
  commands: readonly fc.Arbitrary<fc.AsyncCommand<Model, SystemUnderModel>>[],
  runs: number,
): Promise<void> {
  const sequences = fc.commands([...commands], { maxCommands: COMMANDS_MAX, size: 'max' });
  await fc.assert(fc.asyncProperty(sequences, perform), { seed: SEED, numRuns: runs, endOnFailure: true });
}

const limitMs = (runs: number): number => 60_000 + runs * COMMANDS_MAX * 5000;

describe('with real pocketbase', () => {
  beforeEach(async () => {
    home = newHome();
    system = await SystemUnderModel.open(home, REAL, false);
    await system.app.create('blog', '0.40.6');
    await system.app.create('shop', '0.39.11');
  });

  const runs = Number(RUNS ?? 3);
  test(`G6, G9: ${runs} sequences, seed ${SEED}`, { timeout: limitMs(runs) }, () => explore(REAL_COMMANDS, runs));
});

describe('with a child that does as it is told', () => {
  beforeEach(async () => {
    const files = createStorageBench();
    home = files.home;
    const records = [files.record('blog'), files.record('shop', { port: 8091 })];
    await files.begin(...records);
    for (const { folder } of records) writeScriptedInstance(folder, GOOD_PLAN);
    system = await SystemUnderModel.open(home, SCRIPTED, true);
  });

  const runs = Number(RUNS ?? 3);
  test(`G6, G9: ${runs} sequences, seed ${SEED}`, { timeout: limitMs(runs) }, () => explore(SCRIPTED_COMMANDS, runs));

  const KEPT: readonly (readonly [string, Commands])[] = [
    [
      'a restart that the death of the app interrupted is no crash',
      [
        killApp(false),
        plan({ onTerm: 'exits-late' }, 0),
        wish('restart', 0),
        wish('restart', 0, false),
        killApp(false),
      ],
    ],
  ];
  test.each(KEPT)('kept: %s', { timeout: 120_000 }, (_what, commands) => perform(commands));
});
