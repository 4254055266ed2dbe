/** Commands that only show something; without the app, what it has written down. */
import { EXIT } from '../../../shared/command-line/exit-codes';
import { backupOf, incidentOf } from '../../../shared/command-line/shapes';
import { inert } from '../../../shared/inert';
import { addressOf, adminAddressOf, type Instance } from '../../../shared/instance';
import { instancesUsing } from '../../../shared/versions';
import { BACKUP_REASON_WORDS } from '../../../shared/words/backup-words';
import { bytesInWords } from '../../../shared/words/bytes-in-words';
import { incidentSentence } from '../../../shared/words/incident-words';
import { maintenanceReasonInWords, statusInWords, WARNING_WORDS } from '../../../shared/words/status-words';
import { displayStatus } from '../../../shared/display-status';
import type { CommandContext } from '../context';
import { localTime, type Terminal } from '../terminal';

export const statusOf = (terminal: Terminal, instance: Instance): string => {
  const { kind } = displayStatus(instance);
  const colour =
    kind === 'running' ? 'green' : kind === 'stopped' ? 'gray' : kind === 'maintenance' ? 'yellow' : 'cyan';
  return terminal.colour(colour, statusInWords(instance));
};

export async function list(context: CommandContext, options: { readonly quiet?: boolean }): Promise<number> {
  const { instances } = context.source.state();
  const { terminal } = context;
  return context.answer({ app: context.app, instances: instances.map((one) => context.shape(one)) }, async () => {
    if (options.quiet === true) {
      for (const { id } of instances) await terminal.line(id);
      return;
    }
    if (instances.length === 0) {
      await terminal.note('There is no instance yet. `basekeeper create NAME` makes one.');
      return;
    }
    const rows = instances.map((one) => [
      inert(one.name),
      statusOf(terminal, one),
      one.version,
      addressOf(one),
      one.id,
    ]);
    await terminal.table(['NAME', 'STATUS', 'VERSION', 'ADDRESS', 'ID'], rows);
  });
}

export async function status(
  context: CommandContext,
  name: string | undefined,
  options: { readonly exitCode?: boolean },
): Promise<number> {
  if (name === undefined) return list(context, {});
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instance = found.value;
  const { terminal } = context;
  const code = await context.answer({ app: context.app, instance: context.shape(instance) }, async () => {
    const { maintenance } = instance.intent;
    const shape = context.shape(instance);
    await terminal.line(`${terminal.colour('bold', inert(instance.name))}: ${statusOf(terminal, instance)}`);
    if (maintenance !== null) {
      const incident = instance.incidents.find(({ id }) => id === maintenance.incidentId);
      const why = incident === undefined ? maintenanceReasonInWords(maintenance.reason) : incidentSentence(incident);
      await terminal.line(`  Why      ${why}`);
    }
    for (const { kind } of instance.warnings)
      await terminal.line(`  Warning  ${WARNING_WORDS[kind].title}. ${WARNING_WORDS[kind].text}`);
    if (shape.operation !== null) await terminal.line(`  Task     ${shape.operation.title}: ${shape.operation.text}`);
    if (shape.since !== null) await terminal.line(`  Since    ${localTime(shape.since)}`);
    await terminal.line(`  Address  ${shape.url}`);
    await terminal.line(`  Version  PocketBase ${instance.version}`);
    await terminal.line(`  Folder   ${inert(instance.folder, 1000)}`);
    if (shape.pid !== null) await terminal.line(`  Process  ${String(shape.pid)}`);
    await terminal.line(`  Id       ${instance.id}`);
  });
  return options.exitCode === true ? codeOfStatus(instance) : code;
}

/** For scripts that ask instead of reading: serving, in maintenance, or neither. */
function codeOfStatus(instance: Instance): number {
  const { kind } = displayStatus(instance);
  if (kind === 'running') return EXIT.done;
  return kind === 'maintenance' || kind === 'entering-maintenance' ? EXIT.inMaintenance : EXIT.failed;
}

export async function url(
  context: CommandContext,
  name: string,
  options: { readonly admin?: boolean },
): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const addresses = { url: addressOf(found.value), adminUrl: adminAddressOf(found.value) };
  return context.answer(addresses, () =>
    context.terminal.line(options.admin === true ? addresses.adminUrl : addresses.url),
  );
}

/** What a program that uses the instance has to know. No value of its environment is among it. */
export async function env(context: CommandContext, name: string): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const { id, folder, port, version, name: named } = found.value;
  const variables = {
    POCKETBASE_URL: addressOf(found.value),
    POCKETBASE_ADMIN_URL: adminAddressOf(found.value),
    POCKETBASE_PORT: String(port),
    POCKETBASE_VERSION: version,
    POCKETBASE_FOLDER: folder,
    BASEKEEPER_INSTANCE: named,
    BASEKEEPER_INSTANCE_ID: id,
  };
  return context.answer(variables, async () => {
    for (const [variable, value] of Object.entries(variables)) {
      await context.terminal.line(`${variable}='${value.replaceAll("'", `'\\''`)}'`);
    }
  });
}

export async function incidents(
  context: CommandContext,
  name: string,
  incidentId: string | undefined,
): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const instance = found.value;
  const { terminal } = context;
  if (incidentId === undefined) {
    return context.answer({ incidents: instance.incidents.map((one) => incidentOf(one)) }, async () => {
      if (instance.incidents.length === 0) await terminal.note('No incidents.');
      const rows = instance.incidents.map((one) => [localTime(one.at), one.id, incidentSentence(one)]);
      if (rows.length > 0) await terminal.table(['WHEN', 'ID', 'WHAT'], rows);
    });
  }
  const known = instance.incidents.some(({ id }) => id === incidentId);
  const whole = known ? await context.source.give('get-incident', { instanceId: instance.id, incidentId }) : null;
  if (whole === null)
    return context.refuse({ code: 'no-such-incident', wanted: inert(incidentId), instanceName: instance.name });
  if (!whole.ok) return context.refuse(whole.error);
  const incident = incidentOf(whole.value, whole.value.output);
  return context.answer(incident, async () => {
    await terminal.line(`${localTime(incident.at)}  ${incident.text}`);
    await terminal.line(`${incident.explanation} ${incident.remedy}`);
    if (incident.evidence !== '') await terminal.line(incident.evidence);
    await terminal.line('');
    for (const line of incident.output ?? []) await terminal.line(line);
  });
}

export async function backups(context: CommandContext, name: string): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const { id } = found.value;
  const read = await context.source.give('list-backups', { instanceId: id });
  if (!read.ok) return context.refuse(read.error);
  const listed = context.source.state().backups.find(({ instanceId }) => instanceId === id);
  const { folder = '', problem = null } = listed ?? {};
  const all = (listed?.backups ?? []).map(backupOf);
  return context.answer({ folder, backups: all, problem }, async () => {
    const { terminal } = context;
    if (problem !== null) await terminal.note(problem);
    if (all.length === 0) await terminal.note(`No backups in ${folder}.`);
    const rows = (listed?.backups ?? []).map((one) => [
      one.id,
      localTime(one.createdAt),
      one.version,
      bytesInWords(one.sizeBytes),
      BACKUP_REASON_WORDS[one.reason],
      inert(one.label),
    ]);
    if (rows.length > 0) await terminal.table(['ID', 'MADE', 'VERSION', 'SIZE', 'WHY', 'LABEL'], rows);
  });
}

export async function versions(context: CommandContext, options: { readonly available?: boolean }): Promise<number> {
  const { source, terminal } = context;
  const offered = options.available === true ? await source.give('list-available-versions', { fresh: true }) : null;
  if (offered !== null && !offered.ok) return context.refuse(offered.error);
  const state = source.state();
  const installed = state.versions.map((one) => ({
    version: one.version,
    source: one.source,
    sizeBytes: one.sizeBytes,
    usedBy: instancesUsing(one.version, state.instances).map(({ name }) => name),
  }));
  const available = offered?.value.versions.map(({ version, publishedAt }) => ({ version, publishedAt }));
  return context.answer(available === undefined ? { installed } : { installed, available }, async () => {
    if (available !== undefined) {
      const has = new Set(installed.map(({ version }) => version));
      for (const one of available)
        await terminal.line(has.has(one.version) ? `${one.version}  installed` : one.version);
      return;
    }
    const rows = installed.map((one) => [
      one.version,
      bytesInWords(one.sizeBytes),
      one.source,
      one.usedBy.map((name) => inert(name)).join(', '),
    ]);
    await terminal.table(['VERSION', 'SIZE', 'FROM', 'USED BY'], rows);
  });
}
