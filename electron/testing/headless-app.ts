/**
 * The app without its window, in a process of its own that can be killed: instances, supervisors and state files on a
 * home folder. Reads commands from standard input, one JSON line each, and answers in the same way.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { changedInstance } from '../../shared/app-state';
import type { Instance } from '../../shared/instance';
import { serveCommands } from '../command-line/serve-commands';
import { letThemOutliveUs } from '../process/ends-with-us';
import type { InstanceSettings } from '../../shared/settings';
import { thisPlace, thisProcess } from '../process/this-process';
import { setNetworkAccess } from '../instances/set-network-access';
import type { NetworkAccess } from '../../shared/launch-options';
import { OPTIONS_VARIABLE } from './app-process';
import type { Result } from '../../shared/result';
import type { Begun } from '../operations/operation-runner';
import { takeHome } from '../storage/home-lock';
import { shiftClock } from './shifted-clock';
import { createWorkbench, orThrow, type Superuser, type WorkbenchOptions } from './workbench';

export interface HeadlessCommand {
  readonly id: number;
  readonly name:
    | 'create'
    | 'start'
    | 'start-twice'
    | 'stop'
    | 'restart'
    | 'maintenance-on'
    | 'maintenance-off'
    | 'set-options'
    | 'set-network-access'
    | 'shift-clock'
    | 'output'
    | 'back-up'
    | 'restore'
    | 'change-version'
    | 'go-back'
    | 'recovered'
    | 'delete'
    | 'move'
    | 'clone'
    | 'compact'
    | 'quit';
  readonly instance?: string;
  readonly version?: string;
  /** Of `create`. */
  readonly superuser?: Superuser;
  readonly options?: Partial<InstanceSettings>;
  readonly networkAccess?: NetworkAccess;
  readonly minutes?: number;
  /** Where to, or the name of a clone. */
  readonly to?: string;
  /** What the wall clock shows too much, in milliseconds. */
  readonly shiftMs?: number;
  /** Of `restore`. */
  readonly backupId?: string;
}

/** As JSON in the environment. */
export interface HeadlessOptions extends Pick<WorkbenchOptions, 'timing' | 'standIns'> {
  readonly shiftMs?: number;
  /** The app dies by SIGKILL after so many steps of operations on the disk. */
  readonly dieAfterSteps?: number;
  /** What it starts outlives it: a system on which nothing ends it. */
  readonly survivors?: boolean;
  /** Listens for commands of the command line. */
  readonly control?: boolean;
  /** Dies without a word right after this step of an operation. */
  readonly dieAfter?: string;
}

export type HeadlessMessage =
  | { readonly type: 'ready'; readonly instances: readonly Instance[] }
  | { readonly type: 'changed'; readonly instance: Instance }
  /** A step of an operation on the disk. */
  | { readonly type: 'step'; readonly name: string }
  | { readonly type: 'removed'; readonly instanceId: string }
  | { readonly type: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown };

const [, , home = ''] = process.argv;
const tell = (message: HeadlessMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const {
  shiftMs: shiftMsAtStart = 0,
  dieAfter,
  survivors = false,
  control = false,
  dieAfterSteps = Number.POSITIVE_INFINITY,
  ...options
} = JSON.parse(process.env[OPTIONS_VARIABLE] ?? '{}') as HeadlessOptions;
shiftClock(shiftMsAtStart);
if (survivors) letThemOutliveUs();
const lock = orThrow(takeHome({ folder: join(home, 'lock'), here: thisPlace(), self: thisProcess() }));
process.on('exit', () => lock.release());
let steps = 0;
const bench = createWorkbench({
  ...options,
  home,
  afterStep: (name) => {
    tell({ type: 'step', name });
    steps += 1;
    if (steps === dieAfterSteps || name === dieAfter) dieNow();
  },
});
bench.store.subscribe((change) => {
  const instance = changedInstance(change);
  if (instance !== null) tell({ type: 'changed', instance });
  if (change.type === 'instance-removed') tell({ type: 'removed', instanceId: change.instanceId });
});
const reportBug = (error: unknown): never => {
  throw error;
};
const commands = control
  ? serveCommands({
      engine: bench,
      folder: join(home, 'control'),
      show: () => false,
      quit: () => void quit(),
      reportBug,
    })
  : null;
const recovered = bench.resume().then(() => {
  bench.sharing.start();
});
await commands?.settled();
tell({ type: 'ready', instances: bench.store.snapshot().state.instances });

const orders = createInterface({ input: process.stdin });
// Whoever gives orders has ended without a word.
orders.on('close', () => process.exit(1));
orders.on('line', (line) => {
  const command = JSON.parse(line) as HeadlessCommand;
  perform(command).then(
    (value) => tell({ type: 'answer', id: command.id, ok: true, value }),
    (error: unknown) => tell({ type: 'answer', id: command.id, ok: false, value: String(error) }),
  );
});

async function perform(command: HeadlessCommand): Promise<unknown> {
  const { instances } = bench;
  const { name, instance = '', version = '' } = command;
  switch (name) {
    case 'create':
      return bench.create(instance, version, command.superuser);
    case 'start':
      return instances.start(instance);
    case 'start-twice':
      // The window and the tray at once.
      return [instances.start(instance), instances.start(instance)].find(({ ok }) => !ok) ?? { ok: true };
    case 'set-options':
      return instances.setOptions(instance, command.options ?? {});
    case 'set-network-access': {
      const { revision } = bench.now(instance).launchOptions;
      return setNetworkAccess(
        instance,
        { revision, networkAccess: command.networkAccess ?? 'this-computer', minutes: command.minutes ?? null },
        { store: bench.store, instances, now: bench.clock, addresses: bench.sharing.addresses },
      );
    }
    case 'shift-clock':
      shiftClock(command.shiftMs ?? 0);
      return { ok: true };
    case 'stop':
      return instances.stop(instance);
    case 'restart':
      return instances.restart(instance);
    case 'maintenance-on':
      return instances.enterMaintenance(instance, 'window');
    case 'maintenance-off':
      return instances.leaveMaintenance(instance);
    case 'output':
      return orThrow(instances.output(instance)).lines.map(({ text }) => text);
    case 'back-up':
      return ended(bench.operating.backUp(instance, { reason: 'manual', label: '' }));
    case 'restore':
      return ended(
        await bench.operating.restore(instance, {
          source: { kind: 'backup', backupId: command.backupId ?? '' },
          parts: ['pb_data'],
        }),
      );
    case 'change-version':
      return ended(await bench.operating.changeVersion(instance, version, false));
    case 'go-back':
      return ended(await bench.operating.goBack(instance));
    case 'recovered':
      await recovered;
      return bench.store.snapshot().state.notices;
    case 'delete':
      return ended(await bench.operating.deleteInstance(instance, { name: command.to ?? '', backUpFirst: true }));
    case 'move':
      return ended(await bench.operating.move(instance, command.to ?? ''));
    case 'clone':
      return orThrow(bench.operating.clone(instance, { name: command.to ?? '', withData: true })).ended;
    case 'compact':
      return orThrow(bench.operating.compact(instance)).ended;
    case 'quit':
      return quit();
  }
}

async function quit(): Promise<never> {
  await Promise.all([bench.quit(), commands?.close()]);
  process.exit(0);
}

const ended = async (begun: Result<Begun>): Promise<Result<string>> => (begun.ok ? begun.value.ended : begun);

/** Nothing more of this process happens, not even what is under way. */
function dieNow(): void {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
