import type { Finding } from '../../shared/incident';
import type { InstanceConfiguration } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import type { NetworkAccess } from '../../shared/launch-options';
import { errorWords, portOwnerInWords } from '../../shared/words/error-words';
import { abilitiesOf, type Abilities } from '../pocketbase/abilities';
import { foldersOf } from '../pocketbase/arguments';
import { pathTaken } from '../pocketbase/login-path';
import { markData, type DataMark } from '../process/data-watch';
import { checkAfterCrash, moveToQuarantine, type CheckData } from './data-safety';
import { LOOKS, notInstalled, type LookedAt } from './look-before-start';
import type { OtherInstance } from './other-instances';
import { checkPortSoonFree } from '../process/ports';
import { portUsedByInstance } from '../../shared/words/port-words';

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
  const executable = (await versions.find(version))?.executable;
  if (executable === undefined) return fail(notInstalled(version));
  const at: LookedAt = { folder, version, executable, otherInstances, isKnownOperation };
  for (const look of Object.values(LOOKS)) {
    const problem = await look(at);
    if (problem !== null) return fail(problem);
  }
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
