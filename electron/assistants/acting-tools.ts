import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { AssistantWish } from '../../shared/assistants';
import { backupLabel } from '../../shared/backup-manifest';
import { operationOf } from '../../shared/command-line/shapes';
import { displayStatus } from '../../shared/display-status';
import { versionNumber } from '../../shared/input';
import type { Instance } from '../../shared/instance';
import type { OperationId } from '../../shared/ids';
import { isForeign } from '../../shared/words/backup-words';
import { data, refusal, refused } from './answers';
import type { AssistantGate, Passed } from './gate';
import { instanceInput, shapeOf } from './reading-tools';

/** After that the answer says how far it is; clients do not wait without an end. */
const WAITING_MS = 30_000;
/** In which nothing more happens by itself. */
const RESTING: ReadonlySet<string> = new Set(['running', 'stopped', 'maintenance']);
const ASKS = ' A person is asked in the window first, and may say no.';

interface Given {
  readonly gate: AssistantGate;
  readonly instance: Instance;
  readonly withdrawn: AbortSignal;
}

/** Those that change something. What needs a person's yes says so. */
export function addActingTools(server: McpServer, gate: AssistantGate): void {
  const withInstance =
    <Input extends { readonly instance: string }>(run: (given: Given, input: Input) => Promise<CallToolResult>) =>
    (input: Input, { signal }: { readonly signal: AbortSignal }): Promise<CallToolResult> | CallToolResult => {
      const found = gate.find(input.instance);
      return found.ok ? run({ gate, instance: found.value, withdrawn: signal }, input) : refused(found.error);
    };
  for (const [tool, command, words, description] of [
    ['start', 'start-instance', 'start', 'Starts an instance that is stopped.'],
    ['stop', 'stop-instance', 'stop', 'Stops an instance. It stays stopped until it is started.'],
    ['maintenance_on', 'enter-maintenance', 'maintenance on', 'Turns maintenance on: clients get 503 until it is off.'],
  ] as const) {
    const run = withInstance(async (given) => {
      const asking = { words, withdrawn: given.withdrawn };
      return settled(given, await gate.give(command, { instanceId: given.instance.id }, asking));
    });
    server.registerTool(tool, { description, inputSchema: instanceInput }, run);
  }
  server.registerTool(
    'maintenance_off',
    { description: `Turns maintenance off.${ASKS}`, inputSchema: instanceInput },
    withInstance(async (given) => {
      const asking = { wish: { kind: 'leave-maintenance' } as const, withdrawn: given.withdrawn };
      if (given.instance.intent.maintenance === null) return refusal('It is not in maintenance.');
      return settled(given, await gate.give('leave-maintenance', { instanceId: given.instance.id }, asking));
    }),
  );
  server.registerTool(
    'back_up',
    { description: 'Backs an instance up.', inputSchema: { ...instanceInput, label: backupLabel.default('') } },
    withInstance(async (given, { label }) => {
      const asking = { words: 'a backup', withdrawn: given.withdrawn };
      return ended(given, await gate.give('back-up', { instanceId: given.instance.id, label }, asking));
    }),
  );
  server.registerTool(
    'restore',
    {
      description: `Replaces the data of an instance with that of one of its backups.${ASKS}`,
      inputSchema: {
        ...instanceInput,
        backup: z.string().max(100).describe('Id of the backup, as “backups” shows it.'),
      },
      annotations: { destructiveHint: true },
    },
    withInstance((given, { backup }) => restore(given, backup)),
  );
  server.registerTool(
    'delete',
    {
      description: `Backs an instance up, then moves it to the trash.${ASKS}`,
      inputSchema: instanceInput,
      annotations: { destructiveHint: true },
    },
    withInstance(async (given) => {
      const { id: instanceId, name } = given.instance;
      const asking = { wish: { kind: 'delete' } as const, withdrawn: given.withdrawn };
      return ended(given, await gate.give('delete-instance', { instanceId, name, backUpFirst: true }, asking));
    }),
  );
  server.registerTool(
    'change_version',
    {
      description: `Changes the version of PocketBase; it is tried on a copy of the data first.${ASKS}`,
      inputSchema: { ...instanceInput, version: versionNumber.describe('For example 0.40.6.') },
    },
    withInstance((given, { version }) => changeVersion(given, version)),
  );
}

async function restore(given: Given, backupId: string): Promise<CallToolResult> {
  const { gate, instance, withdrawn } = given;
  const instanceId = instance.id;
  const read = await gate.give('list-backups', { instanceId }, { withdrawn });
  if (!read.ok) return refused(read.error);
  const backup = gate.backups(instanceId)?.backups.find(({ id }) => id === backupId);
  if (backup === undefined) return refused({ code: 'no-such-backup-shown', instanceName: instance.name });
  const source = { kind: 'backup', backupId } as const;
  const preview = await gate.give('preview-restore', { instanceId, source }, { withdrawn });
  if (!preview.ok) return refused(preview.error);
  // Hooks of others are programs.
  const parts = isForeign(preview.value) ? ['pb_data' as const] : preview.value.parts.map(({ part }) => part);
  const wish: AssistantWish = { kind: 'restore', createdAt: backup.createdAt, label: backup.label };
  return ended(given, await gate.give('restore-backup', { instanceId, source, parts }, { wish, withdrawn }));
}

async function changeVersion(given: Given, version: string): Promise<CallToolResult> {
  const { gate, instance, withdrawn } = given;
  const instanceId = instance.id;
  const preview = await gate.give('preview-version-change', { instanceId, version }, { withdrawn });
  if (!preview.ok) return refused(preview.error);
  if (preview.value.refused !== null) {
    return refused({ code: 'version-change-refused', version, detail: preview.value.refused });
  }
  const wish: AssistantWish = { kind: 'change-version', from: instance.version, to: version };
  const input = { instanceId, version, tryFirst: true };
  return ended(given, await gate.give('change-version', input, { wish, withdrawn }));
}

/** Waits until its process does what was asked for, or for a while. */
async function settled({ gate, instance, withdrawn }: Given, given: Passed<unknown>): Promise<CallToolResult> {
  if (!given.ok) return refused(given.error);
  const now = (): Instance | undefined => gate.instances().find(({ id }) => id === instance.id);
  await until(gate, withdrawn, () => {
    const one = now();
    return one === undefined || RESTING.has(displayStatus(one).kind);
  });
  const after = now();
  if (after === undefined) return refused({ code: 'not-visible', wanted: instance.id });
  return data({ instance: shapeOf(gate, after) });
}

/** Waits until a task has ended, or for a while. */
async function ended(
  { gate, withdrawn }: Given,
  begun: Passed<{ readonly operationId: OperationId }>,
): Promise<CallToolResult> {
  if (!begun.ok) return refused(begun.error);
  const { operationId } = begun.value;
  const now = () => gate.task(operationId);
  await until(gate, withdrawn, () => now()?.outcome !== null);
  const task = now();
  if (task === undefined) return refusal('The task is not on the list any more; “status” says how the instance is.');
  if (task.outcome?.kind === 'failed') return refused(gate.withoutHidden(task.outcome.error));
  return data({ task: operationOf(task) });
}

function until(gate: AssistantGate, withdrawn: AbortSignal, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      stop();
      withdrawn.removeEventListener('abort', settle);
      resolve();
    };
    const look = (): void => {
      if (holds()) settle();
    };
    const timer = setTimeout(settle, WAITING_MS);
    const stop = gate.subscribe(look);
    withdrawn.addEventListener('abort', settle);
    look();
  });
}
