/** Takes a file that the user chose into the store: an executable, an official zip, or a Python wheel. */
import { chmod, copyFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';
import { couldNotBeCopied, INSIDE_AN_ARCHIVE, isAnotherBuild } from '../../shared/words/executable-words';
import { PLACE_RULES } from '../../shared/words/folder-words';
import { adoptExecutable, isUnknownBuild } from './adopt-executable';
import { inspectExecutable, inspectFile, isZipArchive, sha256Of } from './executable-check';
import { EXECUTABLE_MAX_BYTES } from './sources/release-asset';
import type { Target } from './sources/source';
import { unpackEntry, type ArchiveProblem } from './sources/unpack';
import { unpackWheel } from './sources/wheel';
import type { StoredVersion } from './version-record';

export interface FileToImport {
  readonly path: string;
  /** The work folder, inside the store. */
  readonly incoming: string;
  readonly store: string;
  readonly target: Target;
  /** Which PocketBase a build of one's own is built on, as a person says; null where nobody was asked. */
  readonly stated: string | null;
}

/** Of every system, so that a zip for another one can be called that. */
const NAMES = ['pocketbase', 'pocketbase.exe'];

export async function importFile({
  path,
  incoming,
  store,
  target,
  stated,
}: FileToImport): Promise<Result<StoredVersion>> {
  const refuse = (rule: string): Result<never> => fail({ code: 'executable-not-usable', path, rule });
  if (!isAbsolute(path)) return refuse(PLACE_RULES.notAbsolute);
  const inspected = await inspectFile(path);
  if (!inspected.ok) return refuse(inspected.error.rule);

  const copy = join(incoming, 'copy');
  let inFront = '';
  try {
    if (await isZipArchive(path)) {
      const unpacked = await unpack(path, copy);
      if (!unpacked.ok) return refuse(unpacked.error.rule);
      inFront = INSIDE_AN_ARCHIVE;
    } else {
      const format = await inspectExecutable(path, target);
      if (!format.ok) return refuse(format.error.rule);
      await copyFile(path, copy);
    }
    await chmod(copy, 0o600);
  } catch (error) {
    return refuse(couldNotBeCopied(reasonOf(error)));
  }
  const sha256 = await sha256Of(copy);
  const candidate = { path: copy, incoming, wanted: null, stated, source: 'chosen-by-hand' } as const;
  const adopted = await adoptExecutable(candidate, store, target, new AbortController().signal);
  if (!adopted.ok && isUnknownBuild(adopted.error)) {
    return fail({ code: 'build-without-version', path, proposed: adopted.error.proposed });
  }
  if (!adopted.ok) return refuse(inFront + adopted.error.rule);
  const { version } = adopted.value;
  return adopted.value.sha256 === sha256 ? adopted : refuse(inFront + isAnotherBuild(version));
}

/** From an official zip, where it lies at the top; or from a wheel, which has a checksum of it. */
async function unpack(archive: string, destination: string): Promise<Result<undefined, ArchiveProblem>> {
  if (archive.toLowerCase().endsWith('.whl')) return unpackWheel(archive, NAMES, destination);
  const unpacked = await unpackEntry(archive, (entry) => NAMES.includes(entry), destination, EXECUTABLE_MAX_BYTES);
  return unpacked.ok ? ok(undefined) : unpacked;
}

export const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
