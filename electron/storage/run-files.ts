import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { InstanceId } from '../../shared/ids';
import { done, fail, type Result } from '../../shared/result';
import { networkAccess } from '../../shared/launch-options-input';
import type { UnusableFile } from '../../shared/words/storage-words';
import { syncFolderNow } from '../disk/sync';
import { openCheckedStore, type CheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;

/** Files keep the names that fields had when they came; in memory these say more. */
const record = z
  .object({
    run: z.number().int().positive(),
    runId: z.string().min(1),
    pid: z.number().int().positive().nullable(),
    processStartedAt: z.string(),
    bootId: z.string(),
    executable: z.string(),
    dataFolder: z.string(),
    port: z.number().int(),
    version: z.string(),
    startedAt: z.string(),
    servingSince: z.string().nullable(),
    askedToEnd: z.boolean(),
    endsWithApp: z.boolean(),
    servingRevision: z.number().int().nullable().default(null),
    reach: networkAccess.default('this-computer'),
  })
  .transform(({ run, servingSince, servingRevision, reach, ...rest }) => ({
    ...rest,
    runNumber: run,
    provenSince: servingSince,
    launchRevision: servingRevision,
    networkAccess: reach,
  }));

const runFile = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), run: record.nullable() });
const sessionFile = z.object({ schemaVersion: z.literal(SCHEMA_VERSION), ending: z.boolean() });

type RunRecord = z.output<typeof record>;

const recordOnDisk = ({
  runNumber,
  provenSince,
  launchRevision,
  networkAccess: reach,
  ...rest
}: RunRecord): z.input<typeof record> => ({
  run: runNumber,
  ...rest,
  servingSince: provenSince,
  servingRevision: launchRevision,
  reach,
});

const fileOnDisk = ({ schemaVersion, run }: z.output<typeof runFile>): z.input<typeof runFile> => ({
  schemaVersion,
  run: run === null ? null : recordOnDisk(run),
});

export interface RunFiles {
  readonly endedOnPurpose: boolean;
  /** Of the files looked at so far, those that could not be used. */
  unusableFiles(): readonly UnusableFile[];
  load(id: InstanceId): RunRecord | null;
  save(id: InstanceId, record: RunRecord): Result<undefined>;
  clear(id: InstanceId): Result<undefined>;
  /** Nothing will be saved under this id again. */
  remove(id: string): Result<undefined>;
  /** Its file is going: nothing of it is kept in mind, and nothing is written again. */
  forget(id: InstanceId): void;
  sessionEnds(): Result<undefined>;
}

/** One file per instance, so that a start rewrites only its own; and one that says whether the app was ending. */
export function openRunFiles(open: OpenStoreFile, folder: string): RunFiles {
  const stores = new Map<string, CheckedStore<z.output<typeof runFile>>>();
  const storeOf = (id: InstanceId): CheckedStore<z.output<typeof runFile>> => {
    const known = stores.get(id);
    if (known !== undefined) return known;
    const nothing = { schemaVersion: SCHEMA_VERSION, run: null } as const;
    const opened = openCheckedStore(open, folder, id, runFile, nothing, fileOnDisk);
    stores.set(id, opened);
    return opened;
  };
  const session = openCheckedStore(open, folder, 'session', sessionFile, {
    schemaVersion: SCHEMA_VERSION,
    ending: false,
  });
  const endedOnPurpose = session.content().ending;
  if (endedOnPurpose) session.replace({ schemaVersion: SCHEMA_VERSION, ending: false });
  const replace = (id: InstanceId, run: RunRecord | null): Result<undefined> =>
    storeOf(id).replace({ schemaVersion: SCHEMA_VERSION, run });
  return {
    endedOnPurpose,
    unusableFiles: () => [session, ...stores.values()].flatMap((store) => store.unusableFile() ?? []),
    load: (id) => storeOf(id).content().run,
    save: replace,
    clear: (id) => (storeOf(id).content().run === null ? done : replace(id, null)),
    remove: (id) => {
      const path = join(folder, `${id}.json`);
      try {
        rmSync(path, { force: true });
        syncFolderNow(folder);
        stores.delete(id);
        return done;
      } catch (error) {
        return fail({ code: 'state-not-saved', path, detail: (error as Error).message });
      }
    },
    forget: (id) => void stores.delete(id),
    sessionEnds: () => session.replace({ schemaVersion: SCHEMA_VERSION, ending: true }),
  };
}
