import { z } from 'zod';
import { DRILL_FOLDER } from '../../shared/crash-drill';
import type { Result } from '../../shared/result';
import { openCheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;

/** Of no other folder is ever anything removed, whatever the file says. */
const drill = z.object({
  folder: z.string().regex(new RegExp(`[\\\\/]${DRILL_FOLDER}[a-z0-9]{15}$`)),
  /** Null until it is on the list. */
  instanceId: z
    .string()
    .regex(/^[a-z0-9]{15}$/)
    .nullable(),
});

const file = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), drill: drill.nullable() });

export type DrillNote = z.output<typeof drill>;

/** `crash-drill.json`: what a crash drill has made, so that the next launch removes it if this one cannot. */
export interface DrillFile {
  load(): DrillNote | null;
  save(note: DrillNote | null): Result<undefined>;
}

export function openDrillFile(open: OpenStoreFile, folder: string): DrillFile {
  const initial = { schemaVersion: SCHEMA_VERSION, drill: null } as const;
  const store = openCheckedStore(open, folder, 'crash-drill', file, initial);
  return {
    load: () => store.content().drill,
    save: (note) => store.replace({ schemaVersion: SCHEMA_VERSION, drill: note }),
  };
}
