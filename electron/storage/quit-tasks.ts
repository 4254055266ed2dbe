import { z } from 'zod';
import { OPERATION_KINDS } from '../../shared/operation-kind';
import type { TaskEndedByQuitting } from '../../shared/operation';
import type { Result } from '../../shared/result';
import type { UnusableFile } from '../../shared/words/storage-words';
import { openCheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;
const id = z.string().regex(/^[a-z0-9]{15}$/);

const task = z.object({
  id,
  instanceId: id,
  instanceName: z.string(),
  kind: z.enum(OPERATION_KINDS),
  startedAt: z.string(),
  how: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('cancelled') }),
    z.object({ kind: z.literal('cut-off') }),
    z.object({ kind: z.literal('failed'), title: z.string(), text: z.string() }),
  ]),
});

const file = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), tasks: z.array(task) });

/** `quit-tasks.json`: what was underway when the app was quit and did not get finished, until the next launch tells it. */
export interface QuitTasks {
  readonly unusableFile: UnusableFile | null;
  load(): readonly TaskEndedByQuitting[];
  save(tasks: readonly TaskEndedByQuitting[]): Result<undefined>;
}

export function openQuitTasks(open: OpenStoreFile, folder: string): QuitTasks {
  const store = openCheckedStore(open, folder, 'quit-tasks', file, { schemaVersion: SCHEMA_VERSION, tasks: [] });
  return {
    unusableFile: store.unusableFile(),
    load: () => store.content().tasks,
    save: (tasks) => store.replace({ schemaVersion: SCHEMA_VERSION, tasks: [...tasks] }),
  };
}
