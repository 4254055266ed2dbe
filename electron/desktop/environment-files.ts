import { slugOf } from '../../shared/file-name';
import type { EnvironmentFile, LeftOutVariable } from '../../shared/environment-file';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { DIALOG_TITLES } from '../../shared/words/desktop-words';
import { environmentOf, readEnvironmentFile } from '../instances/environment-file';
import type { SecretKeeper } from '../supervision/secrets';
import { writeFileAtomically } from '../disk/atomic-file';
import type { DesktopActions } from './window-commands';

/** What is in a file that the person chooses; nothing is taken over yet. */
export async function importEnvironment(
  desktop: Pick<DesktopActions, 'chooseEnvironmentFile'>,
): Promise<Result<{ readonly file: EnvironmentFile | null }>> {
  const path = await desktop.chooseEnvironmentFile();
  if (path === null) return ok({ file: null });
  const read = await readEnvironmentFile(path);
  return read.ok ? ok({ file: read.value }) : read;
}

export interface ExportedEnvironment {
  /** Null when the dialog was closed. */
  readonly path: string | null;
  readonly leftOut: readonly LeftOutVariable[];
}

/** Readable by this user only. */
export async function exportEnvironment(
  instance: Instance,
  withSecrets: boolean,
  keeper: Pick<SecretKeeper, 'open'>,
  desktop: Pick<DesktopActions, 'chooseNewFile'>,
): Promise<Result<ExportedEnvironment>> {
  const made = environmentOf(instance, withSecrets, keeper);
  if (!made.ok) return made;
  const { leftOut, text } = made.value;
  const path = await desktop.chooseNewFile(DIALOG_TITLES.exportEnvironment, `${slugOf(instance.name, 'instance')}.env`);
  if (path === null) return ok({ path, leftOut: [] });
  try {
    await writeFileAtomically(path, text);
    return ok({ path, leftOut });
  } catch (error) {
    return fail({ code: 'file-not-written', path, detail: (error as Error).message });
  }
}
