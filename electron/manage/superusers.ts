import { lt } from 'semver';
import type { Instance } from '../../shared/instance';
import { done, fail, ok, type Result } from '../../shared/result';
import { OLDEST_CREATABLE } from '../new-instance/create-instance';
import { foldersOf } from '../pocketbase/arguments';
import { saveSuperuser, type Superuser } from '../pocketbase/superuser';
import type { OperationParts } from '../operations/operation-parts';
import { savingSuperuser } from '../../shared/words/step-words';
import { passwordSaved } from '../../shared/words/outcome-words';

export const listSuperusers = (
  { folder }: Instance,
  parts: OperationParts,
): Promise<Result<{ readonly emails: readonly string[] }>> =>
  parts.runJob('list-superusers', { dataFolder: foldersOf(folder).data });

/**
 * Makes a superuser, or gives an existing one a new password. What runs goes on: PocketBase writes the record from a
 * second process, as its own `superuser upsert` does, and the new password counts at once.
 */
export async function setSuperuser(
  instance: Instance,
  superuser: Superuser,
  parts: OperationParts,
): Promise<Result<undefined>> {
  const { folder, version } = instance;
  if (lt(version, OLDEST_CREATABLE)) {
    return fail({ code: 'superuser-by-hand', version, dataFolder: foldersOf(folder).data });
  }
  // PocketBase would make empty data where there is none.
  const found = await listSuperusers(instance, parts);
  if (!found.ok) return found;
  const executable = await parts.provideExecutable(version);
  if (!executable.ok) return executable;
  const opened = parts.openLaunchOptions(instance.launchOptions);
  if (!opened.ok) return opened;
  const begun = parts.runner.begin(instance.id, 'save-superuser', async (context) => {
    const release = context.blockStarts();
    if (parts.store.instance(instance.id)?.state.kind !== 'stopped') release();
    context.pointOfNoReturn();
    context.step(savingSuperuser(superuser.email));
    const saved = await saveSuperuser(executable.value, folder, superuser, opened.value, { migrations: 'none' });
    if (saved.ok) return ok(passwordSaved(superuser.email));
    const { error } = saved;
    return fail(error.code === 'superuser-not-created' ? { code: 'superuser-not-saved', detail: error.detail } : error);
  });
  if (!begun.ok) return begun;
  const ended = await begun.value.ended;
  return ended.ok ? done : ended;
}
