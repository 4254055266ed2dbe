/** The last part of every installation, wherever the executable came from: verify it, describe it, move it into place. */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';
import {
  EXECUTABLE_RULES,
  isAnotherVersion,
  isBuiltOnAnother,
  isNotKept,
  saysItIs,
} from '../../shared/words/executable-words';
import type { SourceName } from '../../shared/versions';
import { askAbilities, whyNotServable } from './abilities';
import { readBuildFacts } from './build-facts';
import { askVersion, inspectExecutable, sha256Of, type ExecutableProblem } from './executable-check';
import { renamePatiently } from '../disk/rename';
import { syncFile } from '../disk/sync';
import { publishIncoming } from './incoming-folder';
import { executableName, type Target } from './sources/source';
import { supportedVersion } from './version-number';
import { readRecord, writeRecord, type StoredVersion } from './version-record';

export interface Candidate {
  /** The file, inside `incoming`. It is moved. */
  readonly path: string;
  /** The work folder of this installation, inside the store. */
  readonly incoming: string;
  /** The version it has to be; null for whichever it says it is. */
  readonly wanted: string | null;
  readonly source: SourceName;
  /** The version a person says a build of their own is built on; null where nobody was asked. */
  readonly stated?: string | null;
}

/** A build that does not say which PocketBase it is built on: a person has to. */
export interface UnknownBuild extends ExecutableProblem {
  /** What its build information says; null when it says nothing. */
  readonly proposed: string | null;
}

export const isUnknownBuild = (problem: ExecutableProblem | UnknownBuild): problem is UnknownBuild =>
  'proposed' in problem;

export async function adoptExecutable(
  candidate: Candidate,
  store: string,
  target: Target,
  signal: AbortSignal,
): Promise<Result<StoredVersion, ExecutableProblem | UnknownBuild>> {
  const ready = join(candidate.incoming, 'ready');
  const empty = join(candidate.incoming, 'empty');
  await mkdir(ready, { mode: 0o700 });
  await mkdir(empty, { mode: 0o700 });

  const inspected = await inspectExecutable(candidate.path, target);
  if (!inspected.ok) return inspected;
  const executable = join(ready, executableName(target.platform));
  await renamePatiently(candidate.path, executable);
  await chmod(executable, 0o755);
  await syncFile(executable);

  const answer = await askVersion(executable, empty, signal);
  if (!answer.ok && answer.error.isUntold === undefined) return answer;
  const abilities = await askAbilities(executable);
  const told = await versionOf(candidate, answer, abilities !== null, executable);
  if (!told.ok) return told;
  const version = told.value;
  const unservable = whyNotServable(abilities);
  if (unservable !== null) return fail({ rule: unservable });
  if (candidate.wanted !== null && candidate.wanted !== version) {
    return fail({ rule: isAnotherVersion(version, candidate.wanted) });
  }
  if (!supportedVersion(version).ok) return fail({ rule: isNotKept(version) });

  const sha256 = await sha256Of(executable);
  const installedAt = new Date().toISOString();
  await writeRecord(ready, { version, sha256, source: candidate.source, installedAt, abilities });
  if (signal.aborted) return fail({ rule: EXECUTABLE_RULES.cancelled });
  const folder = join(store, version);
  const find = (): Promise<StoredVersion | undefined> => readRecord(folder, version, target.platform);
  await publishIncoming(ready, folder, store, async () => (await find()) !== undefined);
  const stored = await find();
  if (stored === undefined) throw new Error(`PocketBase ${version} vanished while it was being installed`);
  return ok(stored);
}

/**
 * A build of one's own may say nothing, or the number of its own releases. Its build information says what it is built on;
 * a person confirms that, or says it where there is none.
 */
async function versionOf(
  { source, stated = null }: Candidate,
  answer: Result<string, ExecutableProblem>,
  isPocketBase: boolean,
  executable: string,
): Promise<Result<string, ExecutableProblem | UnknownBuild>> {
  if (source !== 'chosen-by-hand') return answer;
  const { builtOn } = await readBuildFacts(executable);
  if (answer.ok && (builtOn === null || answer.value.split(/[-+]/)[0] === builtOn)) return answer;
  if (!answer.ok && !isPocketBase) return answer;
  if (stated === null) {
    const rule = answer.ok ? saysItIs(answer.value) : answer.error.rule;
    return fail({ rule, proposed: builtOn });
  }
  return builtOn === null || builtOn === stated ? ok(stated) : fail({ rule: isBuiltOnAnother(builtOn, stated) });
}
