import { EXIT } from '../../../shared/command-line/exit-codes';
import type { IncidentCause } from '../../../shared/incident-cause';
import { inert } from '../../../shared/inert';
import type { Instance } from '../../../shared/instance';
import { causeWords } from '../../../shared/words/incident-words';
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
}

/** What a start would find, of each that does not run; and what is wrong with those that do. */
export async function doctor(context: CommandContext, names: readonly string[]): Promise<number> {
  const found = context.findAll(names, names.length === 0);
  if (!found.ok) return context.refuse(found.error);
  const looked: Looked[] = [];
  for (const instance of found.value) {
    await context.terminal.progress(`${inert(instance.name)}: looking …`);
    const problems = await problemsOf(context, instance);
    looked.push({ id: instance.id, name: instance.name, ok: problems.length === 0, problems });
    if (context.call.interrupted.aborted) return context.refuse({ code: 'interrupted' });
  }
  const notices = context.source.state().notices.map(({ title, text }) => ({ title, text }));
  const ok = looked.every((one) => one.ok) && notices.length === 0;
  await context.answer({ ok, instances: looked, notices }, async () => {
    const { terminal } = context;
    for (const { name, problems } of looked) {
      await terminal.line(
        problems.length === 0
          ? `${terminal.colour('green', 'ok')}  ${inert(name)}`
          : `${terminal.colour('red', '!!')}  ${inert(name)}`,
      );
      for (const { title, text, remedy } of problems) await terminal.line(`    ${title}. ${text} ${remedy}`);
    }
    for (const { title, text } of notices) await terminal.line(`${terminal.colour('red', '!!')}  ${title}. ${text}`);
  });
  return ok ? EXIT.done : EXIT.failed;
}

async function problemsOf({ source }: CommandContext, instance: Instance): Promise<Problem[]> {
  const warnings = instance.warnings.map(({ kind }) => {
    const { title, text } = WARNING_WORDS[kind];
    return { title, text, remedy: '' };
  });
  const inTheWay = await source.whyNotStarted(instance.id);
  if (inTheWay === null) return warnings;
  const { title, remedy } = causeWords(inTheWay.cause as IncidentCause);
  return [...warnings, { title, text: inTheWay.evidence, remedy }];
}
