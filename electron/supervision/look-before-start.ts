/** What can be found out before a start without changing anything: one look for each point, in the order of a start. */
import { access, constants, realpath, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../shared/incident';
import type { StartPoint } from '../../shared/start-check';
import {
  belongsToInstance,
  isEmpty,
  isMissing,
  isNotExecutable,
  isNotWritable,
  isServedBy,
  tooLittleSpace,
  versionIsMissing,
} from '../../shared/words/evidence-words';
import { tooFewFiles } from '../../shared/words/process-words';
import { foldersOf } from '../pocketbase/arguments';
import { findDataOwners } from '../process/data-owner';
import { tooFewForChild } from '../process/own-descriptors';
import type { OtherInstance } from './other-instances';
import { unfinishedOperationProblem } from './unfinished-operation';

const SPACE_NEEDED_BYTES = 16e6;

export interface LookedAt {
  readonly folder: string;
  readonly version: string;
  /** Of that version; undefined: it is not installed. */
  readonly executable: string | undefined;
  readonly otherInstances: readonly OtherInstance[];
  /** Is there a record of the operation? */
  readonly isKnownOperation: (operationId: string) => boolean;
}

type Look = (at: LookedAt) => Promise<Finding | null>;

export const LOOKS = {
  limits: () => Promise.resolve(limitsProblem()),
  version: ({ executable, version }) =>
    executable === undefined ? Promise.resolve(notInstalled(version)) : executableProblem(executable),
  operation: ({ folder, isKnownOperation }) => unfinishedOperationProblem(folder, isKnownOperation),
  data: ({ folder }) => dataProblem(folder),
  space: ({ folder }) => spaceProblem(folder),
  owner: async ({ folder, otherInstances }) =>
    (await otherInstanceProblem(folder, otherInstances)) ?? (await ownerProblem(folder)),
} as const satisfies { readonly [Point in StartPoint]?: Look };

export const notInstalled = (version: string): Finding => ({
  cause: 'executable-missing',
  evidence: versionIsMissing(version),
});

function limitsProblem(): Finding | null {
  const files = tooFewForChild();
  return files === null ? null : { cause: 'limit-reached', evidence: tooFewFiles(files) };
}

async function executableProblem(executable: string): Promise<Finding | null> {
  const found = await stat(executable).catch(() => null);
  if (found?.isFile() !== true) return { cause: 'executable-missing', evidence: isMissing(executable) };
  const runnable = await permits(executable, constants.X_OK);
  return runnable ? null : { cause: 'executable-not-runnable', evidence: isNotExecutable(executable) };
}

/** Creating what is missing would hide a loss behind an empty database, so nothing is created here. */
async function dataProblem(folder: string): Promise<Finding | null> {
  const { data } = foldersOf(folder);
  const found = await stat(data).catch(() => null);
  if (found?.isDirectory() !== true) return { cause: 'data-folder-missing', evidence: isMissing(data) };
  if (!(await permits(data, constants.R_OK | constants.W_OK | constants.X_OK))) {
    return { cause: 'data-folder-not-writable', evidence: isNotWritable(data) };
  }
  const database = join(data, 'data.db');
  const file = await stat(database).catch(() => null);
  if (file === null) return { cause: 'database-missing', evidence: isMissing(database) };
  return file.size === 0 ? { cause: 'database-missing', evidence: isEmpty(database) } : null;
}

/** PocketBase itself lets two processes serve one folder, and both look healthy. */
async function ownerProblem(folder: string): Promise<Finding | null> {
  const { data } = foldersOf(folder);
  const [owner] = (await findDataOwners([data])).get(data) ?? [];
  if (owner === undefined) return null;
  return { cause: 'data-in-use', evidence: isServedBy(owner, data) };
}

/** A list that was changed by hand may name one folder twice; it belongs to the instance that was there first. */
async function otherInstanceProblem(folder: string, otherInstances: readonly OtherInstance[]): Promise<Finding | null> {
  const data = await realData(folder);
  for (const { name, folder: other, isAlive, isEarlier } of otherInstances) {
    if ((isAlive || isEarlier) && (await realData(other)) === data) {
      return { cause: 'data-in-use', evidence: belongsToInstance(data, name) };
    }
  }
  return null;
}

/** Two paths may lead to one folder. */
const realData = (folder: string): Promise<string> => {
  const { data } = foldersOf(folder);
  return realpath(data).catch(() => data);
};

async function spaceProblem(folder: string): Promise<Finding | null> {
  const space = await statfs(folder).catch(() => null);
  if (space === null) return null;
  const freeBytes = space.bavail * space.bsize;
  if (freeBytes >= SPACE_NEEDED_BYTES) return null;
  return {
    cause: 'disk-full',
    evidence: tooLittleSpace(folder, SPACE_NEEDED_BYTES, freeBytes),
  };
}

const permits = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );
