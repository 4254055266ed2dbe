import { EXIT } from '../../../shared/command-line/exit-codes';
import { isAlive } from '../../../shared/display-status';
import { inert } from '../../../shared/inert';
import type { Instance } from '../../../shared/instance';
import { failedPoints, uncheckedPoints } from '../../../shared/start-check';
import { errorWords } from '../../../shared/words/error-words';
import { causeWords } from '../../../shared/words/incident-words';
import { pointInWords } from '../../../shared/words/start-check-words';
import { WARNING_WORDS } from '../../../shared/words/status-words';
import type { CommandContext } from '../context';

interface Problem {
  readonly title: string;
  readonly text: string;
  readonly remedy: string;
}

interface Looked {
  readonly id: string;
  readonly name: string;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  /** What could not be found out, and why. */
  readonly notChecked: readonly Pick<Problem, 'title' | 'text'>[];
}

/** What a start would find, of each that does not run; and what is wrong with those that do. */
export async function doctor(context: CommandContext, names: readonly string[]): Promise<number> {
  const found = context.findAll(names, names.length === 0);
  if (!found.ok) return context.refuse(found.error);
  const looked: Looked[] = [];
  for (const instance of found.value) {
    await context.terminal.progress(`${inert(instance.name)}: looking …`);
    const found = await look(context, instance);
    looked.push({ id: instance.id, name: instance.name, ok: found.problems.length === 0, ...found });
    if (context.call.interrupted.aborted) return context.refuse({ code: 'interrupted' });
  }
  const notices = context.source.state().notices.map(({ title, text }) => ({ title, text }));
  const ok = looked.every((one) => one.ok) && notices.length === 0;
  await context.answer({ ok, instances: looked, notices }, async () => {
    const { terminal } = context;
    for (const { name, problems, notChecked } of looked) {
      await terminal.line(
        problems.length === 0
          ? `${terminal.colour('green', 'ok')}  ${inert(name)}`
          : `${terminal.colour('red', '!!')}  ${inert(name)}`,
      );
      for (const { title, text, remedy } of problems) await terminal.line(`    ${title}. ${text} ${remedy}`);
      for (const { title, text } of notChecked) await terminal.line(`    Not checked: ${title}. ${text}`);
    }
    for (const { title, text } of notices) await terminal.line(`${terminal.colour('red', '!!')}  ${title}. ${text}`);
  });
  return ok ? EXIT.done : EXIT.failed;
}

/** Nothing is wrong with one that cannot be looked at because a task is at work on it. */
async function look({ source }: CommandContext, instance: Instance): Promise<Pick<Looked, 'problems' | 'notChecked'>> {
  const problems = instance.warnings.map(({ kind }): Problem => {
    const { title, text } = WARNING_WORDS[kind];
    return { title, text, remedy: '' };
  });
  if (isAlive(instance)) return { problems, notChecked: [] };
  const checked = await source.give('check-start', { instanceId: instance.id });
  if (!checked.ok) {
    const { title, text } = errorWords(checked.error);
    return { problems, notChecked: [{ title, text }] };
  }
  const failed = failedPoints(checked.value).map(({ cause, evidence }): Problem => {
    const { title, remedy } = causeWords(cause);
    return { title, text: evidence, remedy };
  });
  const notChecked = uncheckedPoints(checked.value).map(({ point, why }) => ({
    title: pointInWords(point, instance),
    text: why,
  }));
  return { problems: [...problems, ...failed], notChecked };
}
