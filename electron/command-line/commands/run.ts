/** Commands about the process of an instance, and about maintenance. Each waits for what it asked for. */
import type { InstanceId } from '../../../shared/ids';
import { displayStatus } from '../../../shared/display-status';
import { durationMs } from '../../../shared/command-line/duration';
import { EXIT } from '../../../shared/command-line/exit-codes';
import { exitOf, type CommandProblem } from '../../../shared/command-line/problems';
import { inert } from '../../../shared/inert';
import type { Instance } from '../../../shared/instance';
import { causeWords, incidentSentence } from '../../../shared/words/incident-words';
import { maintenanceReasonInWords, statusInWords } from '../../../shared/words/status-words';
import type { CommandContext } from '../context';
import { statusOf } from './look';

type Goal = 'running' | 'stopped' | 'maintenance';

interface WaitingOptions {
  readonly all?: boolean;
  readonly wait?: boolean;
  readonly timeout?: string;
}

const GOAL_OF = { 'start-instance': 'running', 'restart-instance': 'running', 'stop-instance': 'stopped' } as const;
const WORDS = { 'start-instance': 'start', 'restart-instance': 'restart', 'stop-instance': 'stop' } as const;

/** `start`, `stop`, `restart`: all are asked first, then all are waited for. */
export async function change(
  context: CommandContext,
  command: keyof typeof GOAL_OF,
  names: readonly string[],
  options: WaitingOptions,
): Promise<number> {
  const found = context.findAll(names, options.all === true);
  if (!found.ok) return context.refuse(found.error);
  return carryOut(context, found.value, GOAL_OF[command], options, async ({ id }) => {
    context.note(id, WORDS[command]);
    const given = await context.source.give(command, { instanceId: id });
    return given.ok ? null : context.refuse(given.error);
  });
}

export async function maintenance(
  context: CommandContext,
  wish: string,
  names: readonly string[],
  options: WaitingOptions & { readonly yes?: boolean; readonly for?: string; readonly reason?: string },
): Promise<number> {
  if (wish !== 'on' && wish !== 'off') {
    return context.refuse({ code: 'usage', detail: `Say “on” or “off”, not “${inert(wish)}”.` });
  }
  const forMs = options.for === undefined ? undefined : durationMs(options.for);
  if (forMs === null) return context.refuse(badTimeout(options.for));
  if (wish === 'off' && (options.for ?? options.reason) !== undefined) {
    return context.refuse({ code: 'usage', detail: '--for and --reason go with “maintenance on”.' });
  }
  const terms = {
    ...(forMs === undefined ? {} : { minutes: Math.max(1, Math.ceil(forMs / 60_000)) }),
    ...(options.reason === undefined ? {} : { note: options.reason }),
  };
  const found = context.findAll(names, options.all === true);
  if (!found.ok) return context.refuse(found.error);
  if (wish === 'off') {
    return carryOut(context, found.value, null, options, async ({ id }) => {
      context.note(id, 'maintenance off');
      const given = await context.source.give('leave-maintenance', { instanceId: id });
      return given.ok ? null : context.refuse(given.error);
    });
  }
  const asking = found.value.filter((one) => one.askBeforeMaintenance && displayStatus(one).kind === 'running');
  if (asking.length > 0) {
    const which = asking.map(({ name }) => `“${inert(name)}”`).join(', ');
    const refused = await context.confirm(
      `Its clients are refused from now on, until maintenance ends. Turn it on for ${which}?`,
      options.yes === true,
    );
    if (refused !== null) return context.refuse(refused);
  }
  return carryOut(context, found.value, 'maintenance', options, async ({ id }) => {
    const given = await context.source.give('enter-maintenance', { instanceId: id, ...terms });
    return given.ok ? null : context.refuse(given.error);
  });
}

/** A goal of null: whatever it was meant to do. */
async function carryOut(
  context: CommandContext,
  instances: readonly Instance[],
  goal: Goal | null,
  options: WaitingOptions,
  ask: (instance: Instance) => Promise<number | null>,
): Promise<number> {
  const limitMs = options.timeout === undefined ? Number.POSITIVE_INFINITY : durationMs(options.timeout);
  if (limitMs === null) return context.refuse(badTimeout(options.timeout));
  let worst: number = EXIT.done;
  const asked: Instance[] = [];
  for (const instance of instances) {
    const code = await ask(instance);
    if (code === null) asked.push(instance);
    else worst = code;
  }
  if (options.wait !== false) {
    for (const { id, name } of asked) {
      const problem = await reach(context, id, goal, limitMs);
      if (problem === null) continue;
      worst = context.json ? exitOf(problem) : await context.refuse(problem);
      if (problem.code === 'interrupted') return worst;
      if (context.now(id) === undefined) await context.terminal.note(`${inert(name)} is not on the list any more.`);
    }
  }
  const after = asked.flatMap(({ id }) => context.now(id) ?? []);
  if (asked.length > 0) {
    await context.answer({ instances: after.map((one) => context.shape(one)) }, async () => {
      const { terminal } = context;
      for (const one of after) await terminal.line(`${inert(one.name)}: ${statusOf(terminal, one)}`);
    });
  }
  return worst;
}

/** Waits; null when it is so. */
async function reach(
  context: CommandContext,
  id: InstanceId,
  goal: Goal | null,
  limitMs: number,
): Promise<CommandProblem | null> {
  const kind = () => {
    const instance = context.now(id);
    return instance === undefined ? null : displayStatus(instance).kind;
  };
  const name = inert(context.now(id)?.name ?? id);
  await context.terminal.progress(`${name}: ${wantedWord(goal)} …`);
  const how = await context.until(() => RESTING.has(kind() ?? 'stopped'), limitMs);
  await context.terminal.endProgress();
  if (how === 'interrupted' || how === 'gone') return { code: 'interrupted' };
  const instance = context.now(id);
  if (instance === undefined) return { code: 'no-such-instance', wanted: name };
  if (how === 'timeout') {
    return { code: 'not-in-time', instanceName: name, wanted: wantedWord(goal), now: statusInWords(instance) };
  }
  const is = kind();
  if (goal === null ? is === 'running' || is === 'stopped' : is === goal) return null;
  return is === 'maintenance'
    ? whyInMaintenance(instance)
    : { code: 'not-as-asked', instanceName: name, now: statusInWords(instance) };
}

/** In which nothing more happens by itself. */
const RESTING: ReadonlySet<string> = new Set(['running', 'stopped', 'maintenance']);
const wantedWord = (goal: Goal | null): string => (goal === 'maintenance' ? 'in maintenance' : (goal ?? 'back'));

export function whyInMaintenance(instance: Instance): CommandProblem {
  const { maintenance: is } = instance.intent;
  const incident = instance.incidents.find(({ id }) => id === is?.incidentId);
  const reason = is === null ? '' : maintenanceReasonInWords(is.reason);
  const why =
    incident === undefined
      ? `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
      : `${incidentSentence(incident)} ${incident.evidence === '' ? '' : `${incident.evidence} `}${causeWords(incident.cause).remedy}`;
  return { code: 'ended-in-maintenance', instanceName: inert(instance.name), why };
}

const badTimeout = (given = ''): CommandProblem => ({
  code: 'usage',
  detail: `“${inert(given)}” is no time. Give one such as 90s, 15m or 2h.`,
});

/** Waits without asking for anything. */
export async function wait(
  context: CommandContext,
  name: string,
  options: { readonly for: string; readonly timeout?: string },
): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const { id } = found.value;
  const wanted = options.for;
  if (wanted !== 'running' && wanted !== 'maintenance' && wanted !== 'stopped') {
    return context.refuse({
      code: 'usage',
      detail: `--for takes running, maintenance or stopped, not “${inert(wanted)}”.`,
    });
  }
  const limitMs = options.timeout === undefined ? Number.POSITIVE_INFINITY : durationMs(options.timeout);
  if (limitMs === null) return context.refuse(badTimeout(options.timeout));
  const kind = () => {
    const instance = context.now(id);
    return instance === undefined ? null : displayStatus(instance).kind;
  };
  await context.terminal.progress(`${inert(found.value.name)}: waiting until ${wanted} …`);
  const how = await context.until(
    () => kind() === wanted || kind() === null || (wanted === 'running' && kind() === 'maintenance'),
    limitMs,
  );
  await context.terminal.endProgress();
  if (how === 'interrupted' || how === 'gone') return context.refuse({ code: 'interrupted' });
  const instance = context.now(id);
  if (instance === undefined) return context.refuse({ code: 'no-such-instance', wanted: inert(name) });
  if (how === 'timeout') {
    return context.refuse({
      code: 'not-in-time',
      instanceName: inert(instance.name),
      wanted: wantedWord(wanted),
      now: statusInWords(instance),
    });
  }
  // A person has to turn it off: waiting for more would be in vain.
  if (kind() !== wanted) return context.refuse(whyInMaintenance(instance));
  return context.answer({ instances: [context.shape(instance)] }, () =>
    context.terminal.line(`${inert(instance.name)}: ${statusOf(context.terminal, instance)}`),
  );
}
