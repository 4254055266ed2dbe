/** What a person does to the app, and what else happens to it and to its processes. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { pidOf } from '../../shared/instance';
import { GOOD_PLAN, type ChildPlan } from './scripted-child';
import {
  began,
  endedByItself,
  shouldServe,
  type Expected,
  type Model,
  type SystemUnderModel,
} from './supervision-model';

type Which = 0 | 1;
type Wish = 'start' | 'start-twice' | 'stop' | 'restart' | 'maintenance-on' | 'maintenance-off';
type Command = fc.AsyncCommand<Model, SystemUnderModel>;

/** @param settles is it waited until nothing moves, or does the next command come at once? */
function command(
  words: string,
  act: (model: Model, system: SystemUnderModel) => Promise<void>,
  settles: boolean,
  isPossible: (model: Model) => boolean = () => true,
): Command {
  return {
    toString: () => `${words}${settles ? '' : ' …'}`,
    check: isPossible,
    run: async (model, system) => {
      await act(model, system);
      if (settles || system.movesByItself(model)) await system.settle(model);
      else system.checkWishes(model);
    },
  };
}

export const wish = (name: Wish, which: Which, settles = true): Command =>
  command(
    `${name} ${which}`,
    async (model, { app }) => {
      const one = model[which];
      const pid = pidOf(app.now(one.id).state);
      const refused = one.maintenance !== null && ['start', 'start-twice', 'restart'].includes(name);
      expect(await app.send(name, one.id)).toMatchObject({ ok: !refused });
      if (refused) return;
      if (['stop', 'restart', 'maintenance-on'].includes(name)) one.gone = pid ?? one.gone;
      follow(name, one);
    },
    settles,
  );

function follow(name: Wish, one: Expected): void {
  const served = shouldServe(one);
  switch (name) {
    case 'start':
    case 'start-twice':
    case 'restart':
      one.run = true;
      one.retried = 0;
      if (!served || name === 'restart') began(one);
      return;
    case 'maintenance-off':
      one.maintenance = null;
      one.retried = 0;
      if (!served && shouldServe(one)) began(one);
      return;
    case 'stop':
      one.run = false;
      return;
    case 'maintenance-on':
      one.maintenance ??= 'a person';
      return;
  }
}

export const crash = (signal: 'SIGKILL' | 'SIGTERM' | 'SIGABRT', which: Which, settles = true): Command =>
  command(
    `${signal} ${which}`,
    async (model, system) => {
      const one = model[which];
      // What is told to end in the middle of its start may call that the reason why its start failed.
      const kinds = signal === 'SIGKILL' ? (['starting', 'running'] as const) : (['running'] as const);
      one.gone = await system.pid(one, kinds);
      process.kill(one.gone, signal);
      endedByItself(one);
      await system.untilCounted(one);
    },
    settles,
    (model) => shouldServe(model[which]),
  );

export const hang = (which: Which, settles = true): Command =>
  command(
    `hang ${which}`,
    async (model, system) => {
      const one = model[which];
      one.gone = await system.pid(one, ['running']);
      process.kill(one.gone, 'SIGSTOP');
      endedByItself(one);
      await system.untilCounted(one);
    },
    settles,
    (model) => shouldServe(model[which]),
  );

/** The next life of the app is told whether its processes end with it. */
export const killApp = (withDeathSignal: boolean, settles = true): Command =>
  command(
    `kill the app, reopen ${withDeathSignal ? 'with' : 'without'} death signal`,
    (model, system) => system.killAndReopen(model, withDeathSignal),
    settles,
  );

export const quitApp = (withDeathSignal: boolean, settles = true): Command =>
  command(
    `quit, reopen ${withDeathSignal ? 'with' : 'without'} death signal`,
    (model, system) => system.quitAndReopen(model, withDeathSignal),
    settles,
  );

export const policy = (tries: number | null, which: Which): Command =>
  command(
    `${tries ?? 'no'} tries ${which}`,
    async (model, { app }) => {
      const one = model[which];
      one.tries = tries;
      const restartPolicy = tries === null ? null : { tries, windowMinutes: 60 };
      expect(await app.send('set-options', one.id, { options: { restartPolicy } })).toMatchObject({ ok: true });
    },
    false,
  );

export const clockJump = (hours: number): Command =>
  command(`the clock is wrong by ${hours} h`, (_model, system) => system.shiftClock(hours * 3_600_000), true);

export const plan = (changes: Partial<ChildPlan>, which: Which): Command =>
  command(
    `plan ${JSON.stringify(changes)} ${which}`,
    async (model, system) => {
      await system.settle(model);
      system.setPlan(model[which], { ...GOOD_PLAN, ...changes });
    },
    true,
  );

const which = fc.constantFrom<Which>(0, 1);
const settles = fc.boolean();

const COMMON: readonly fc.Arbitrary<Command>[] = [
  ...(['start', 'start-twice', 'stop', 'restart', 'maintenance-on', 'maintenance-off'] as const).map((name) =>
    fc.tuple(which, settles).map(([one, settled]) => wish(name, one, settled)),
  ),
  // Twice as often as the others: without it most of the time nothing runs.
  fc.tuple(which, settles).map(([one, settled]) => wish('maintenance-off', one, settled)),
  fc.tuple(which, settles).map(([one, settled]) => crash('SIGKILL', one, settled)),
  which.map((one) => hang(one)),
  fc.tuple(fc.boolean(), settles).map(([withSignal, settled]) => killApp(withSignal, settled)),
  fc.tuple(fc.boolean(), settles).map(([withSignal, settled]) => quitApp(withSignal, settled)),
  fc.tuple(fc.constantFrom(null, 1, 2), which).map(([tries, one]) => policy(tries, one)),
  fc.constantFrom(-30, -1, 0, 1, 30).map(clockJump),
];

export const REAL_COMMANDS = [
  ...COMMON,
  fc.tuple(fc.constantFrom('SIGTERM', 'SIGABRT'), which).map(([signal, one]) => crash(signal, one)),
];

const planChange: fc.Arbitrary<Partial<ChildPlan>> = fc.oneof(
  fc.constant({}),
  fc.record({ start: fc.constantFrom('exits', 'never-listens'), exitCode: fc.constantFrom(0, 1) }),
  fc.record({ onTerm: fc.constantFrom('exits', 'exits-late', 'ignores'), exitCode: fc.constantFrom(0, 1) }),
  fc.record({ answerMs: fc.constantFrom(0, 150), floodLines: fc.constantFrom(0, 20_000) }),
);

export const SCRIPTED_COMMANDS = [
  ...COMMON,
  fc.tuple(planChange, which).map(([changes, one]) => plan(changes, one)),
  fc.tuple(planChange, which).map(([changes, one]) => plan(changes, one)),
];
