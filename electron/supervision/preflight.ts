import { access, constants, realpath, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../shared/incident';
import type { InstanceConfiguration } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import type { NetworkAccess } from '../../shared/launch-options';
import { errorWords, portOwnerInWords } from '../../shared/words/error-words';
import { abilitiesOf, type Abilities } from '../pocketbase/abilities';
import { foldersOf } from '../pocketbase/arguments';
import { pathTaken } from '../pocketbase/login-path';
import { markData, type DataMark } from '../process/data-watch';
import { findDataOwners } from '../process/data-owner';
import { checkAfterCrash, moveToQuarantine, type CheckData } from './data-safety';
import { unfinishedOperationProblem } from './unfinished-operation';
import type { OtherInstance } from './other-instances';
import { checkPortSoonFree } from '../process/ports';
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
import { portUsedByInstance } from '../../shared/words/port-words';

const SPACE_NEEDED_BYTES = 16e6;

/** Finds the executable of a version; the version store satisfies it. */
export interface ExecutableFinder {
  find(version: string): Promise<{ readonly executable: string } | undefined>;
}

export interface PreflightParts {
  readonly versions: ExecutableFinder;
  readonly otherInstances: readonly OtherInstance[];
  /** Resolves when nothing of our own listens on the port any more. */
  readonly portReleased: (port: number) => Promise<void>;
  readonly checkData: CheckData;
  /** Is there a record of the operation? */
  readonly isKnownOperation: (operationId: string) => boolean;
  /** Data that PocketBase would have deleted is now there. */
  readonly onQuarantined: (target: string) => void;
  /** Given when nobody wants to start any more. */
  readonly signal: AbortSignal;
}

/** What a start that nothing stands in the way of goes on with. */
export interface ReadyToStart {
  readonly executable: string;
  /** What it can be told. */
  readonly abilities: Abilities | null;
  /** The data as it was found; what is there later is compared with it. */
  readonly data: DataMark;
  /** What is to be said in the output. */
  readonly notes: readonly string[];
}

/**
 * Looked at before every start. Answers with what to start, or with the first thing that stands in the way. The port comes
 * last, so that whoever answers on it for us in maintenance lets go of it as late as possible.
 */
export async function preflight(
  {
    folder,
    port,
    launchOptions,
    version,
  }: Pick<InstanceConfiguration, 'folder' | 'port' | 'launchOptions' | 'version'>,
  { versions, otherInstances, portReleased, checkData, isKnownOperation, onQuarantined, signal }: PreflightParts,
): Promise<Result<ReadyToStart, Finding>> {
  await pathTaken();
  const found = await lookBeforeStart({ folder, version }, { versions, otherInstances, isKnownOperation });
  if (!found.ok) return found;
  const executable = found.value;
  // Nobody else works on the data: now it may be looked at and moved.
  const moved = await moveToQuarantine(folder);
  if (!moved.ok) return moved;
  if (moved.value !== null) onQuarantined(moved.value);
  const checked = await checkAfterCrash(foldersOf(folder).data, checkData, { signal });
  if (!checked.ok) return checked;
  const data = await markData(foldersOf(folder).data);
  const abilities = await abilitiesOf(executable);
  await portReleased(port);
  const taken = await portProblem(port, launchOptions.networkAccess, otherInstances, signal);
  return taken === null ? ok({ executable, abilities, data, notes: checked.value }) : fail(taken);
}

/**
 * Everything that can be found out without changing anything, except the port: the executable, or the first thing that stands
 * in the way.
 */
export async function lookBeforeStart(
  { folder, version }: Pick<InstanceConfiguration, 'folder' | 'version'>,
  {
    versions,
    otherInstances,
    isKnownOperation,
  }: Pick<PreflightParts, 'versions' | 'otherInstances' | 'isKnownOperation'>,
): Promise<Result<string, Finding>> {
  const executable = (await versions.find(version))?.executable;
  if (executable === undefined) {
    return fail({ cause: 'executable-missing', evidence: versionIsMissing(version) });
  }
  const problem =
    (await executableProblem(executable)) ??
    (await unfinishedOperationProblem(folder, isKnownOperation)) ??
    (await dataProblem(folder)) ??
    (await spaceProblem(folder)) ??
    (await otherInstanceProblem(folder, otherInstances)) ??
    (await ownerProblem(folder));
  return problem === null ? ok(executable) : fail(problem);
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

export async function portProblem(
  port: number,
  networkAccess: NetworkAccess,
  otherInstances: readonly OtherInstance[],
  signal: AbortSignal,
): Promise<Finding | null> {
  const holder = otherInstances.find((one) => one.isAlive && one.port === port);
  if (holder !== undefined) {
    return { cause: 'port-taken', evidence: portUsedByInstance(port, holder.name) };
  }
  const free = await checkPortSoonFree(port, networkAccess, signal);
  if (free.ok) return null;
  switch (free.error.code) {
    case 'port-in-use':
      return { cause: 'port-taken', evidence: portOwnerInWords(port, free.error.owner) };
    case 'port-not-permitted':
      return { cause: 'port-not-permitted', evidence: errorWords(free.error).title };
    default:
      return { cause: 'unknown', evidence: errorWords(free.error).text };
  }
}

const permits = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );
