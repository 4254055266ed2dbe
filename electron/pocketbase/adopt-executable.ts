/** The last part of every installation, wherever the executable came from: verify it, describe it, move it into place. */
import { chmod, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';
import { askVersion, inspectExecutable, sha256Of, type ExecutableProblem } from './executable-check';
import { publishIncoming, syncToDisk } from './incoming-folder';
import { executableName, type SourceName, type Target } from './sources/source';
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
}

export async function adoptExecutable(
  candidate: Candidate,
  store: string,
  target: Target,
  signal: AbortSignal,
): Promise<Result<StoredVersion, ExecutableProblem>> {
  const ready = join(candidate.incoming, 'ready');
  const empty = join(candidate.incoming, 'empty');
  await mkdir(ready, { mode: 0o700 });
  await mkdir(empty, { mode: 0o700 });

  const inspected = await inspectExecutable(candidate.path, target);
  if (!inspected.ok) return inspected;
  const executable = join(ready, executableName(target.platform));
  await rename(candidate.path, executable);
  await chmod(executable, 0o755);
  await syncToDisk(executable, 'file');

  const answer = await askVersion(executable, empty, signal);
  if (!answer.ok) return answer;
  const version = answer.value;
  if (candidate.wanted !== null && candidate.wanted !== version) {
    return fail({ rule: `is PocketBase ${version}, not ${candidate.wanted}` });
  }
  if (!supportedVersion(version).ok) return fail({ rule: `is PocketBase ${version}, which Basekeeper cannot keep` });

  const sha256 = await sha256Of(executable);
  await writeRecord(ready, { version, sha256, source: candidate.source, installedAt: new Date().toISOString() });
  if (signal.aborted) return fail({ rule: 'was cancelled' });
  const folder = join(store, version);
  const find = (): Promise<StoredVersion | undefined> => readRecord(folder, version, target.platform);
  await publishIncoming(ready, folder, store, async () => (await find()) !== undefined);
  const stored = await find();
  if (stored === undefined) throw new Error(`PocketBase ${version} vanished while it was being installed`);
  return ok(stored);
}
