import { z } from 'zod';
import { done, type Result } from '../../shared/result';
import type { UpdateAttempt } from '../../shared/updates';
import type { UnusableFile } from '../../shared/words/storage-words';
import { openCheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;

const content = z.object({
  lookedAt: z.string().nullable(),
  /** The version that was found last. */
  foundVersion: z.string().nullable(),
  attempt: z.object({ from: z.string(), to: z.string(), problem: z.string().nullable() }).nullable(),
});
const file = content.extend({ schemaVersion: z.literal(SCHEMA_VERSION) });

/** What is remembered from one launch to the next. */
export interface UpdateMemory {
  readonly lookedAt: string | null;
  readonly foundVersion: string | null;
  readonly attempt: UpdateAttempt | null;
}

/** `updates.json`: when updates of Basekeeper were looked for, and what became of the last installation. */
export interface UpdateFile {
  readonly unusableFile: UnusableFile | null;
  memory(): UpdateMemory;
  remember(change: Partial<UpdateMemory>): Result<undefined>;
}

export function openUpdateFile(open: OpenStoreFile, folder: string): UpdateFile {
  const initial = { schemaVersion: SCHEMA_VERSION, lookedAt: null, foundVersion: null, attempt: null } as const;
  const store = openCheckedStore(open, folder, 'updates', file, initial);
  return {
    unusableFile: store.unusableFile(),
    memory: () => store.content(),
    remember: (change) => {
      const before = store.content();
      const isNews = Object.entries(change).some(([name, value]) => before[name as keyof UpdateMemory] !== value);
      return isNews ? store.replace({ ...before, ...change }) : done;
    },
  };
}
