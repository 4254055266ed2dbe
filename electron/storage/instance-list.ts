import { z } from 'zod';
import type { Instance, InstanceId } from '../../shared/instance';
import type { Result } from '../../shared/result';
import { openCheckedStore, type OpenStoreFile, type SetAside } from './open-store';

const SCHEMA_VERSION = 1;

const maintenance = z.object({
  reason: z.enum(['requested', 'start-failed', 'crashed', 'unresponsive', 'could-not-be-stopped']),
  since: z.string(),
  setBy: z.enum(['window', 'tray', 'basekeeper']),
  incidentId: z.string().nullable(),
});

const record = z.object({
  id: z.string().regex(/^[a-z0-9]{15}$/),
  name: z.string().min(1),
  port: z.number().int().min(1).max(65535),
  folder: z.string().min(1),
  version: z.string().min(1),
  createdAt: z.string(),
  askBeforeMaintenance: z.boolean(),
  muted: z.boolean(),
  answerInMaintenance: z.boolean().default(true),
  intent: z.object({ run: z.boolean(), maintenance: maintenance.nullable() }),
});

const file = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), instances: z.array(record) });

type SavedInstance = z.output<typeof record>;

export interface InstanceListFile {
  readonly setAside: SetAside | null;
  load(): readonly SavedInstance[];
  save(instance: SavedInstance, keepUnsaved?: boolean): Result<undefined>;
  writeUnsaved(): Result<undefined>;
  remove(id: InstanceId): Result<undefined>;
}

/** `instances.json`: what the user wants of each instance. */
export function openInstanceList(open: OpenStoreFile, folder: string): InstanceListFile {
  const empty = { schemaVersion: SCHEMA_VERSION, instances: [] } as const;
  const store = openCheckedStore(open, folder, 'instances', file, { ...empty, instances: [] });
  const replace = (instances: readonly SavedInstance[], keepUnsaved = false): Result<undefined> =>
    store.replace({ schemaVersion: SCHEMA_VERSION, instances: [...instances] }, keepUnsaved);
  return {
    setAside: store.setAside,
    load: () => store.content().instances,
    writeUnsaved: () => store.writeUnsaved(),
    save: (instance, keepUnsaved) => {
      const saved = withoutProcess(instance);
      const { instances } = store.content();
      const known = instances.some(({ id }) => id === saved.id);
      return replace(
        known ? instances.map((one) => (one.id === saved.id ? saved : one)) : [...instances, saved],
        keepUnsaved,
      );
    },
    remove: (id) => replace(store.content().instances.filter((one) => one.id !== id)),
  };
}

/** Only what is the user's: callers pass whole instances. */
function withoutProcess(instance: SavedInstance | Instance): SavedInstance {
  const { id, name, port, folder, version, createdAt, askBeforeMaintenance, muted, intent } = instance;
  const { answerInMaintenance } = instance;
  return { id, name, port, folder, version, createdAt, askBeforeMaintenance, muted, answerInMaintenance, intent };
}
