/** Deaths, starts and stops; each contender does the same with the same data. */
import { timed, type Contender, type Program } from '../contenders/contender';
import { Basekeeper } from '../contenders/basekeeper';
import type { Measurements } from '../measurements';

export interface Repeats {
  /** Of what is done to one program at a time. */
  readonly single: number;
  /** Of what is done to many at once. */
  readonly many: number;
}

export async function measureLifecycle(
  open: () => Promise<Contender>,
  programs: readonly Program[],
  repeats: Repeats,
  measurements: Measurements,
): Promise<void> {
  const contender = await open();
  const add = (figure: string, value: number): void => measurements.add(figure, contender.name, value);
  const [first] = programs;
  if (first === undefined) throw new Error('There is nothing to measure with');

  await contender.start(first);
  await contender.stop(first);
  for (let count = 0; count < repeats.single; count++) {
    add('start', await timed(() => contender.start(first)));
    add('switch-on', await timed(() => switchOn(contender, first)));
    add('switch-off', await timed(() => contender.start(first)));
    add('stop', await timed(() => contender.stop(first)));
  }
  for (let count = 0; count < repeats.single; count++) {
    await contender.start(first);
    add('death-of-1', await kill(contender, first));
  }
  await contender.start(first);
  await contender.stop(first);

  for (let count = 0; count < repeats.many; count++) {
    add('start-20', await timed(() => all(programs, (program) => contender.start(program))));
    add('stop-20', await timed(() => all(programs, (program) => contender.stop(program))));
  }
  await all(programs, (program) => contender.start(program));
  for (let count = 0; count < repeats.single; count++) {
    const program = programs[count % programs.length] ?? first;
    add('death-of-20', await kill(contender, program));
    await contender.start(program);
  }
  for (let count = 0; count < repeats.many; count++) {
    const pids = await Promise.all(programs.map((program) => contender.pidOf(program)));
    const noticed = programs.map((program) => contender.untilDeathNoticed(program));
    add(
      'kill-20',
      await timed(() => {
        for (const pid of pids) killProcess(pid);
        return Promise.all(noticed);
      }),
    );
    await all(programs, (program) => contender.start(program));
    const ten = programs.slice(0, 10);
    add('quick-stop-10', await timed(() => all(ten, (program) => switchOn(contender, program))));
    await all(ten, (program) => contender.start(program));
  }
  await contender.close();
}

/** Quitting with ten running. Each time the contender is begun anew. */
export async function measureClose(
  open: () => Promise<Contender>,
  programs: readonly Program[],
  times: number,
  measurements: Measurements,
): Promise<void> {
  for (let count = 0; count < times; count++) {
    const contender = await open();
    await all(programs.slice(0, 10), (program) => contender.start(program));
    measurements.add('close-10', contender.name, await timed(() => contender.close()));
  }
}

async function kill(contender: Contender, program: Program): Promise<number> {
  const pid = await contender.pidOf(program);
  const noticed = contender.untilDeathNoticed(program);
  return timed(() => {
    killProcess(pid);
    return noticed;
  });
}

/** A pid of 0 would be the whole group of this process. */
function killProcess(pid: number): void {
  if (pid <= 0) throw new Error('There is no process to kill');
  process.kill(pid, 'SIGKILL');
}

/** Others have no switch: they stop. */
const switchOn = (contender: Contender, program: Program): Promise<void> =>
  contender instanceof Basekeeper ? contender.switchOn(program) : contender.stop(program);

const all = (programs: readonly Program[], work: (program: Program) => Promise<void>): Promise<unknown> =>
  Promise.all(programs.map(work));
