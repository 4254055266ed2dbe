/** What a person wants of two instances and what was done to their processes, and the real app that has to agree with it. */
import { intentOnDisk } from '../storage/instance-record';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pidOf, type Instance, type Intent } from '../../shared/instance';
import { foldersOf } from '../pocketbase/arguments';
import { AppProcess, headlessOptions } from './app-process';
import type { HeadlessOptions } from './headless-app';
import { GOOD_PLAN, writePlan, type ChildPlan } from './scripted-child';
import { NeverTwo, servingProcesses } from './serving-processes';

export interface Expected {
  readonly id: string;
  readonly folder: string;
  run: boolean;
  /** Null, or who switched it on. */
  maintenance: 'a person' | 'basekeeper' | null;
  /** All that ever were. */
  incidents: number;
  /** Of the restart policy; null without one. */
  tries: number | null;
  /** Ends in a row that were tried again. */
  retried: number;
  /** The last process that was told to end or was killed: it must not be called running again. */
  gone: number | null;
  /** How the next process will behave. */
  plan: ChildPlan;
}

export type Model = readonly [Expected, Expected];

export const shouldServe = ({ run, maintenance }: Expected): boolean => run && maintenance === null;
const isGood = ({ plan }: Expected): boolean => plan.start === 'serves';

/** It ended by itself: another try, or maintenance. */
export function endedByItself(one: Expected): void {
  one.incidents += 1;
  if (one.tries !== null && one.retried < one.tries) {
    one.retried += 1;
    began(one);
    return;
  }
  one.retried = 0;
  one.maintenance = 'basekeeper';
}

/** A new process was started for it. */
export function began(one: Expected): void {
  if (!isGood(one)) endedByItself(one);
}

/** The app was opened anew, and what ran has to run again. */
function openedAnew(model: Model, isNewProcess: boolean): void {
  for (const one of model) {
    one.retried = 0;
    if (isNewProcess && shouldServe(one)) began(one);
  }
}

const sequence = ({ incidents }: Instance): number => incidents[0]?.sequence ?? 0;

function whoSet({ maintenance }: Intent): Expected['maintenance'] {
  if (maintenance === null) return null;
  return maintenance.reason === 'requested' ? 'a person' : 'basekeeper';
}

export class SystemUnderModel {
  readonly home: string;
  readonly #options: HeadlessOptions;
  readonly #scripted: boolean;
  app: AppProcess;
  #neverTwo: NeverTwo | null = null;
  #shiftMs = 0;
  #hasDeathSignal = true;

  private constructor(home: string, options: HeadlessOptions, scripted: boolean, app: AppProcess) {
    this.home = home;
    this.#options = options;
    this.#scripted = scripted;
    this.app = app;
  }

  static async open(home: string, options: HeadlessOptions, scripted: boolean): Promise<SystemUnderModel> {
    return new SystemUnderModel(home, options, scripted, await AppProcess.open(home, headlessOptions(options)));
  }

  /** Both serve, whatever was before. Answers what is expected from now on. */
  async begin(): Promise<Model> {
    const model = this.app.instances.map(({ id, folder }) => this.#startingPoint(id, folder));
    const [first, second] = model;
    if (first === undefined || second === undefined) throw new Error('Two instances are needed');
    for (const { id } of model) {
      await this.app.send('set-options', id, { options: { restartPolicy: null } });
      await this.app.send('maintenance-off', id);
      await this.app.send('start', id);
      await this.app.untilRunning(id);
    }
    for (const one of model) one.incidents = sequence(this.app.now(one.id));
    this.#neverTwo ??= new NeverTwo(model.map(({ folder }) => foldersOf(folder).data));
    return [first, second];
  }

  #startingPoint(id: string, folder: string): Expected {
    const one: Expected = {
      id,
      folder,
      run: true,
      maintenance: null,
      incidents: 0,
      tries: null,
      retried: 0,
      gone: null,
      plan: GOOD_PLAN,
    };
    this.setPlan(one, GOOD_PLAN);
    return one;
  }

  setPlan(one: Expected, plan: ChildPlan): void {
    one.plan = plan;
    if (this.#scripted) writePlan(one.folder, plan);
  }

  async shiftClock(shiftMs: number): Promise<void> {
    this.#shiftMs = shiftMs;
    await this.app.send('shift-clock', '', { shiftMs });
  }

  async killAndReopen(model: Model, withDeathSignal: boolean): Promise<void> {
    await this.app.kill();
    openedAnew(model, this.#hasDeathSignal);
    await this.#reopen(withDeathSignal);
  }

  async quitAndReopen(model: Model, withDeathSignal: boolean): Promise<void> {
    await this.app.quit();
    expect(servingProcesses(this.home)).toEqual([]);
    openedAnew(model, true);
    await this.#reopen(withDeathSignal);
  }

  async #reopen(withDeathSignal: boolean): Promise<void> {
    this.#hasDeathSignal = withDeathSignal;
    const options = { ...this.#options, shiftMs: this.#shiftMs, survivors: !withDeathSignal };
    this.app = await AppProcess.open(this.home, headlessOptions(options));
  }

  /** The process that is there, or that is on its way. */
  async pid({ id }: Expected, kinds: readonly Instance['state']['kind'][]): Promise<number> {
    const found = await this.app.until(
      id,
      `a process that is ${kinds.join(' or ')}`,
      ({ state }) => kinds.includes(state.kind) && pidOf(state) !== null,
    );
    return pidOf(found.state) ?? 0;
  }

  async untilCounted({ id, incidents }: Expected): Promise<void> {
    await this.app.until(id, `incident ${incidents}`, (one) => sequence(one) >= incidents);
  }

  /** What holds at every moment once a command was answered. */
  checkWishes(model: Model): void {
    const saved = JSON.parse(readFileSync(join(this.home, 'settings', 'instances.json'), 'utf8')) as {
      readonly instances: readonly Instance[];
    };
    for (const { id, run, maintenance } of model) {
      const { intent } = this.app.now(id);
      expect({ run: intent.shouldRun, maintenance: whoSet(intent) }, 'what is shown').toEqual({ run, maintenance });
      expect(saved.instances.find((one) => one.id === id)?.intent, 'what is on disk').toEqual(intentOnDisk(intent));
    }
    expect(this.#neverTwo?.seen ?? [], 'two processes on one folder').toEqual([]);
  }

  /** Waits until nothing moves any more, then compares everything. */
  async settle(model: Model): Promise<void> {
    for (const one of model) {
      const kind = shouldServe(one) ? 'running' : 'stopped';
      await this.app.until(
        one.id,
        `${kind}, not as process ${one.gone ?? 0}, after ${one.incidents} incidents`,
        (now) => now.state.kind === kind && pidOf(now.state) !== (one.gone ?? 0) && sequence(now) >= one.incidents,
      );
    }
    this.checkWishes(model);
    for (const one of model) {
      const now = this.app.now(one.id);
      const pid = pidOf(now.state);
      expect(servingProcesses(foldersOf(one.folder).data)).toEqual(pid === null ? [] : [pid]);
      expect(sequence(now), JSON.stringify(now.incidents[0])).toBe(one.incidents);
      await expect.poll(() => statusOf(now.port), { timeout: 5000 }).toBe(answerOf(one));
    }
  }

  async end(): Promise<void> {
    this.#neverTwo?.end();
    await this.app.quit();
    for (const pid of servingProcesses(this.home)) process.kill(pid, 'SIGKILL');
  }

  /** A start that fails moves on by itself, so that no command may come in between. */
  movesByItself(model: Model): boolean {
    return !model.every(isGood);
  }
}

const NO_ANSWER = 0;

function answerOf(one: Expected): number {
  if (one.maintenance !== null) return 503;
  return one.run ? 200 : NO_ANSWER;
}

const statusOf = (port: number): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/api/health`, { headers: { connection: 'close' } }).then(
    ({ status }) => status,
    () => NO_ANSWER,
  );
