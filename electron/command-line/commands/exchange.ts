/** Restores, changes of version, going back: what they do is shown and asked about first. */
import { resolve } from 'node:path';
import type { RestorePreview, RestoreSource } from '../../../shared/backup';
import type { AnyProblem, CommandProblem } from '../../../shared/command-line/problems';
import { inert } from '../../../shared/inert';
import type { Instance } from '../../../shared/instance';
import type { LostRecords } from '../../../shared/lost-records';
import { fail, ok, type Result } from '../../../shared/result';
import { contentInWords, isForeign, makerInWords } from '../../../shared/words/backup-words';
import { besideInWords } from '../../../shared/words/exchange-words';
import type { CommandContext } from '../context';
import { seeThrough, type BegunTask } from '../operation';

interface Asked {
  readonly yes?: boolean;
}

export async function restore(context: CommandContext, name: string, from: string, options: Asked): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instance = found.value;
  const source = await sourceOf(context, instance, from);
  if (!source.ok) return context.refuse(source.error);
  const instanceId = instance.id;
  const preview = await context.source.give('preview-restore', { instanceId, source: source.value });
  if (!preview.ok) return context.refuse(preview.error);
  const { value } = preview;
  if (value.places.length > 0) {
    const detail = `The zip has several folders that could be pb_data: ${value.places.map((place) => inert(place)).join(', ')}. Choose one in the window.`;
    return context.refuse({ code: 'usage', detail });
  }
  await notes(context, [makerInWords(value), contentOf(value), ...besideInWords(value.beside)]);
  const refused = await context.confirm(
    `Replace the data of “${inert(instance.name)}” with it? A backup of the present data is made first.`,
    options.yes === true,
  );
  if (refused !== null) return context.refuse(refused);
  // Hooks of others are programs: only those of Basekeeper's own backups come along without a look.
  const parts = isForeign(value) ? (['pb_data'] as const) : value.parts.map(({ part }) => part);
  return exchange(context, instance, 'restore a backup', (evenIfFewer) =>
    context.source.give('restore-backup', { instanceId, source: source.value, parts: [...parts], evenIfFewer }),
  );
}

/** Not every backup says before it is unpacked. */
const contentOf = ({ collections, records }: RestorePreview): string =>
  collections === null || records === null ? '' : contentInWords({ collections, records });

/** An id of the list, or else a path. */
async function sourceOf(
  context: CommandContext,
  { id, name }: Instance,
  from: string,
): Promise<Result<RestoreSource, AnyProblem>> {
  if (from.includes('/') || from.includes('\\') || /\.zip$/i.test(from)) {
    return ok({ kind: 'file', path: resolve(context.call.content.folder, from) });
  }
  const read = await context.source.give('list-backups', { instanceId: id });
  if (!read.ok) return read;
  const backups = context.source.state().backups.find(({ instanceId }) => instanceId === id)?.backups ?? [];
  const backup = from === 'newest' ? backups[0] : backups.find((one) => one.id === from);
  return backup === undefined
    ? fail({ code: 'no-such-backup', wanted: inert(from), instanceName: name })
    : ok({ kind: 'backup', backupId: backup.id });
}

export async function upgrade(
  context: CommandContext,
  name: string,
  to: string | undefined,
  options: Asked & { readonly try?: boolean },
): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instance = found.value;
  const version = to ?? context.source.state().versions[0]?.version;
  if (version === undefined) return context.refuse({ code: 'usage', detail: 'Say to which version, e.g. 0.40.6.' });
  const instanceId = instance.id;
  const preview = await context.source.give('preview-version-change', { instanceId, version });
  if (!preview.ok) return context.refuse(preview.error);
  const { refused: why, notes: known, beside, isInstalled } = preview.value;
  if (why !== null) return context.refuse({ code: 'version-change-refused', version, detail: why });
  const first = isInstalled ? [] : [`PocketBase ${version} is downloaded first.`];
  await notes(context, [...first, ...known, ...besideInWords(beside)]);
  const refused = await context.confirm(
    `Change “${inert(instance.name)}” from PocketBase ${instance.version} to ${version}? A backup is made first.`,
    options.yes === true,
  );
  if (refused !== null) return context.refuse(refused);
  return exchange(context, instance, `change to PocketBase ${version}`, (evenIfFewer) =>
    context.source.give('change-version', { instanceId, version, tryFirst: options.try === true, evenIfFewer }),
  );
}

export async function goBack(context: CommandContext, name: string, options: Asked): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instance = found.value;
  const from = instance.upgrade?.from;
  if (from !== undefined) {
    const refused = await context.confirm(
      `Give “${inert(instance.name)}” PocketBase ${from} and the data of before the change back? What was saved since is kept in a backup only.`,
      options.yes === true,
    );
    if (refused !== null) return context.refuse(refused);
  }
  return exchange(context, instance, 'go back to the earlier version', (evenIfFewer) =>
    context.source.give('go-back', { instanceId: instance.id, evenIfFewer }),
  );
}

/** Data that would lose records is refused; a person at a terminal may read which, and accept it. -y does not. */
async function exchange(
  context: CommandContext,
  instance: Instance,
  words: string,
  begin: (evenIfFewer: LostRecords[] | undefined) => Promise<BegunTask>,
  accepted?: LostRecords[],
): Promise<number> {
  const begun = await begin(accepted);
  if (!begun.ok) return context.refuse(begun.error);
  context.note(instance.id, words);
  const code = await seeThrough(context, [begun.value.operationId]);
  const lost = lostIn(context, begun.value.operationId);
  if (lost === null || accepted !== undefined || !context.terminal.isInteractive || context.json) return code;
  const refused: CommandProblem | null = await context.confirm('Go on although these records are lost?', false);
  return refused === null ? exchange(context, instance, words, begin, [...lost]) : code;
}

function lostIn(context: CommandContext, operationId: string): readonly LostRecords[] | null {
  const outcome = context.source.state().operations.find(({ id }) => id === operationId)?.outcome;
  return outcome?.kind === 'failed' && outcome.error.code === 'fewer-records' ? outcome.error.lost : null;
}

async function notes(context: CommandContext, texts: readonly string[]): Promise<void> {
  for (const text of texts) if (text !== '') await context.terminal.note(text);
}
