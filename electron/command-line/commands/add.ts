/** Puts instances on the list. */
import { resolve } from 'node:path';
import { inert } from '../../../shared/inert';
import type { AddedInstance } from '../../../shared/ipc';
import { opensByUpgrading } from '../../../shared/open-folder';
import { HOOKS_ARE_PROGRAMS } from '../../../shared/words/backup-words';
import { displayStatus } from '../../../shared/display-status';
import type { CommandContext } from '../context';
import { statusOf } from './look';
import { whyInMaintenance } from './run';

interface Wish {
  readonly port?: string;
  /** Of PocketBase. */
  readonly use?: string;
}

export async function create(
  context: CommandContext,
  name: string,
  options: Wish & { readonly folder?: string; readonly email?: string; readonly passwordStdin?: boolean },
): Promise<number> {
  const { source, call, terminal } = context;
  const defaults = await source.give('get-new-instance-defaults', undefined);
  if (!defaults.ok) return context.refuse(defaults.error);
  const { superuser } = defaults.value;
  const typed = options.passwordStdin === true ? await call.readLine() : null;
  if (options.passwordStdin === true && typed === null) {
    return context.refuse({ code: 'usage', detail: 'Standard input ended before there was a password.' });
  }
  const email = options.email ?? superuser.email;
  const input = {
    ...defaults.value,
    name,
    port: options.port ?? defaults.value.port,
    portIsSuggested: options.port === undefined,
    version: options.use ?? defaults.value.version,
    folderIsSuggested: options.folder === undefined,
    folder: options.folder === undefined ? defaults.value.folder : resolve(call.content.folder, options.folder),
    superuser: { email, password: typed ?? superuser.password },
  };
  await terminal.progress(`${inert(name)}: creating …`);
  const added = await source.give('create-instance', input);
  if (!added.ok) return context.refuse(added.error);
  const password = typed === null ? superuser.password : null;
  return tell(context, added.value, { email, password });
}

export async function open(
  context: CommandContext,
  given: string,
  options: Wish & { readonly name?: string; readonly yes?: boolean },
): Promise<number> {
  const folder = resolve(context.call.content.folder, given);
  const looked = await context.source.give('inspect-folder', { folder });
  if (!looked.ok) return context.refuse(looked.error);
  const found = looked.value;
  const version = options.use ?? found.version;
  const upgrades = opensByUpgrading(version, found)
    ? [`PocketBase ${version} changes the tables of this data. A backup is made, and it is tried on a copy first.`]
    : [];
  const known = [...found.warnings, ...upgrades, ...(found.hasHooks ? [HOOKS_ARE_PROGRAMS] : [])];
  await context.terminal.note(found.versionNote);
  for (const text of known) await context.terminal.note(text);
  if (known.length > 0) {
    const refused = await context.confirm(`Open ${found.folder} as an instance?`, options.yes === true);
    if (refused !== null) return context.refuse(refused);
  }
  const { call, source } = context;
  if (call.interrupted.aborted) return context.refuse({ code: 'interrupted' });
  const added = await source.give('open-folder-as-instance', {
    folder: found.folder,
    name: options.name ?? found.name,
    port: options.port ?? found.port,
    portIsSuggested: options.port === undefined,
    version,
  });
  return added.ok ? tell(context, added.value, null) : context.refuse(added.error);
}

/** Waits until it serves, or is in maintenance. */
async function tell(
  context: CommandContext,
  { instanceId, portTaken }: AddedInstance,
  superuser: { readonly email: string; readonly password: string | null } | null,
): Promise<number> {
  context.note(instanceId, 'to have it on the list');
  const kind = () => {
    const instance = context.now(instanceId);
    return instance === undefined ? 'stopped' : displayStatus(instance).kind;
  };
  await context.until(() => ['running', 'stopped', 'maintenance'].includes(kind()));
  const instance = context.now(instanceId);
  if (instance === undefined) return context.refuse({ code: 'no-such-instance', wanted: instanceId });
  if (portTaken !== null) await context.terminal.note(`Port ${String(portTaken)} was taken; it has another one.`);
  const code = await context.answer({ instance: context.shape(instance), superuser }, async () => {
    const { terminal } = context;
    const { url, adminUrl } = context.shape(instance);
    await terminal.line(`${inert(instance.name)}: ${statusOf(terminal, instance)}  ${url}`);
    if (superuser === null) return;
    await terminal.line(
      `Superuser ${superuser.email}${superuser.password === null ? '' : `, password ${superuser.password} (shown this once)`}`,
    );
    await terminal.line(`Admin UI  ${adminUrl}`);
  });
  return kind() === 'maintenance' && !context.json ? context.refuse(whyInMaintenance(instance)) : code;
}
