/** The jobs that copy, pack and unpack, one after the other in this process: to start one for each would take minutes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { INSTANCE_PARTS } from '../../shared/backup';
import type { LeftOut } from '../../shared/what-is-backed-up';
import type { BackupHeader, JobInput, JobName, JobOutput, Progress } from '../data/job-contract';
import { performJob } from '../data/perform-job';

const HEADER: BackupHeader = {
  id: 'abcdefghijklmno',
  createdAt: '2026-01-02T03:04:05.000Z',
  appVersion: '0.1.0',
  reason: 'manual',
  label: '',
  instance: { id: 'instance0000001', name: 'trees', port: 8091 },
  pocketbaseVersion: '0.40.6',
  migrationsHead: null,
  tables: [],
};

/** Throws what the job would have answered as its error. */
export async function performHere<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<JobOutput<Name>> {
  let output: { readonly value: unknown } | undefined;
  await performJob({ name, input }, (message) => {
    if (message.type === 'progress') onProgress(message.progress);
    else if (message.result.ok) output = message.result;
    else throw new Error(JSON.stringify(message.result.error));
  });
  if (output === undefined) throw new Error(`${name} did not end`);
  return output.value as JobOutput<Name>;
}

export interface RestoredTree {
  /** An instance's folder, as it came out of the backup. */
  readonly into: string;
  readonly zip: string;
  readonly leftOut: readonly LeftOut[];
}

export interface TreeOrder {
  readonly from: string;
  /** An empty folder on the same drive. */
  readonly home: string;
  readonly inUse: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

/** Copies an instance, packs the copy, verifies it and takes everything out again, as the app does. */
export async function backUpAndRestore({ from, home, inUse, onProgress }: TreeOrder): Promise<RestoredTree> {
  const [copy, into, zip] = [join(home, 'copy'), join(home, 'restored'), join(home, 'backup.zip')];
  mkdirSync(into);
  const order = { from, to: copy, inUse, files: 'link', sync: false } as const;
  const { leftOut } = await performHere('copy-instance', order, onProgress);
  await performHere('write-backup', { folder: copy, target: zip, header: HEADER, leftOut }, onProgress);
  const unpacking = { path: zip, into, parts: [...INSTANCE_PARTS], spaceBytes: Number.MAX_SAFE_INTEGER };
  await performHere('unpack-backup', unpacking, onProgress);
  return { into, zip, leftOut };
}
