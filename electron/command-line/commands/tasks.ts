/** Tasks on the data of instances. */
import { EXIT } from '../../../shared/command-line/exit-codes';
import { inert } from '../../../shared/inert';
import type { Instance } from '../../../shared/instance';
import type { CommandContext } from '../context';
import { seeThrough, type BegunTask } from '../operation';

/** All are begun, so that they go on beside each other; then all are waited for. */
async function each(
  context: CommandContext,
  names: readonly string[],
  all: boolean,
  words: string,
  begin: (instance: Instance) => Promise<BegunTask>,
): Promise<number> {
  const found = context.findAll(names, all);
  if (!found.ok) return context.refuse(found.error);
  let worst: number = EXIT.done;
  const begun: string[] = [];
  for (const instance of found.value) {
    const given = await begin(instance);
    if (given.ok) {
      context.note(instance.id, words);
      begun.push(given.value.operationId);
    } else worst = await context.refuse(given.error);
  }
  return seeThrough(context, begun, worst);
}

export const backup = (
  context: CommandContext,
  names: readonly string[],
  options: { readonly all?: boolean; readonly label?: string },
): Promise<number> =>
  each(context, names, options.all === true, 'a backup', ({ id }) =>
    context.source.give('back-up', { instanceId: id, label: options.label ?? '' }),
  );

export const check = (
  context: CommandContext,
  names: readonly string[],
  options: { readonly all?: boolean },
): Promise<number> =>
  each(context, names, options.all === true, 'a check of the data', ({ id }) =>
    context.source.give('check-integrity', { instanceId: id }),
  );

export const compact = (context: CommandContext, name: string): Promise<number> =>
  each(context, [name], false, 'compact', ({ id }) => context.source.give('compact', { instanceId: id }));

export async function clone(context: CommandContext, name: string, newName: string): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instanceId = found.value.id;
  const begun = await context.source.give('clone-instance', { instanceId, name: newName, withData: true });
  if (!begun.ok) return context.refuse(begun.error);
  context.note(instanceId, `a clone named “${inert(newName)}”`);
  return seeThrough(context, [begun.value.operationId]);
}

/** Its name has to be typed, or given with --name: nothing is deleted by a slip. */
export async function remove(
  context: CommandContext,
  name: string,
  options: { readonly name?: string; readonly backup?: boolean },
): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instance = found.value;
  const question = `Its folder goes to the trash: ${instance.folder}. Type its name to delete it:`;
  const { isInteractive } = context.terminal;
  if (options.name === undefined && !isInteractive) {
    return context.refuse({ code: 'not-asked', question, flag: '--name with its name' });
  }
  const typed = options.name ?? (await context.terminal.ask(question));
  if (typed === null) return context.refuse({ code: 'not-confirmed' });
  const wish = { instanceId: instance.id, name: typed, backUpFirst: options.backup !== false };
  const begun = await context.source.give('delete-instance', wish);
  return begun.ok ? seeThrough(context, [begun.value.operationId]) : context.refuse(begun.error);
}

export async function install(context: CommandContext, version: string): Promise<number> {
  await context.terminal.progress(`PocketBase ${inert(version)}: installing …`);
  const given = await context.source.give('install-version', { version });
  if (!given.ok) return context.refuse(given.error);
  return context.answer({ version }, () => context.terminal.line(`PocketBase ${version} is installed.`));
}
