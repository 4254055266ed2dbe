import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lt } from 'semver';
import { withoutNetworkAccess } from '../../shared/network-sharing';
import { INSTANCE_PARTS, NO_BACKUP_OPTIONS } from '../../shared/backup';
import type { ClonedInstance } from '../../shared/input';
import { UNOBSERVED, type Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import type { LeftOut } from '../../shared/what-is-backed-up';
import { leftOutInWords } from '../../shared/words/left-out-words';
import { checkNameFree } from '../new-instance/check-unique';
import { OLDEST_CREATABLE } from '../new-instance/create-instance';
import { chooseFreePort } from '../process/ports';
import { foldersOf } from '../pocketbase/arguments';
import { saveSuperuser, type Superuser } from '../pocketbase/superuser';
import { syncMadeFolders } from '../disk/made-folders';
import { checkOpenFiles } from '../backups/check-open-files';
import { checkSpace } from '../operations/free-space';
import { blockStartsUnlessInUse } from '../operations/block-starts';
import { entryOf } from '../operations/journal';
import { obtainExecutable } from '../operations/obtain-executable';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun, OperationContext } from '../operations/operation-runner';
import { STEP } from '../../shared/words/step-words';
import { cloned } from '../../shared/words/outcome-words';

export type CloneWish = Omit<ClonedInstance, 'instanceId'>;

/** A second instance like this one, which goes on meanwhile. The clone has its own id, folder and port, and does not run. */
export function beginClone(instance: Instance, wish: CloneWish, parts: OperationParts): Result<Begun> {
  const free = checkNameFree(wish.name, parts.store);
  if (!free.ok) return free;
  const { version } = instance;
  if (wish.superuser !== undefined && lt(version, OLDEST_CREATABLE)) {
    return fail({ code: 'superuser-by-hand', version, dataFolder: foldersOf(instance.folder).data });
  }
  return parts.runner.begin(instance.id, 'clone', async (context) => {
    const id = parts.newId();
    const folder = join(parts.instancesFolder, id);
    const noted = parts.journal.save(entryOf(context.id, 'clone', instance, { unfinished: [folder] }));
    if (!noted.ok) return noted;
    parts.afterStep('noted-preparing');
    let cloned: Result<string> = fail({ code: 'cancelled' });
    try {
      await syncMadeFolders(folder, await mkdir(folder, { recursive: true, mode: 0o700 }));
      const filled = await fill(context, instance, wish, folder, parts);
      const added = filled.ok ? await addClone(context, instance, wish, { id, folder }, parts) : filled;
      cloned = added.ok && filled.ok ? ok(`${added.value} ${leftOutInWords(filled.value)}`.trim()) : added;
    } finally {
      if (!cloned.ok) await rm(folder, { recursive: true, force: true });
      parts.journal.remove(context.id);
      parts.afterStep('removed-entry');
    }
    return cloned;
  });
}

/** Answers what is there and is not in the clone. */
async function fill(
  context: OperationContext,
  instance: Instance,
  { superuser }: CloneWish,
  folder: string,
  parts: OperationParts,
): Promise<Result<readonly LeftOut[]>> {
  const filled =
    superuser === undefined
      ? await copyAll(context, instance, folder, parts)
      : await copyWithoutData(context, instance, folder, superuser, parts);
  parts.afterStep('filled');
  return filled;
}

async function copyAll(
  context: OperationContext,
  instance: Instance,
  folder: string,
  parts: OperationParts,
): Promise<Result<readonly LeftOut[]>> {
  const sizes = await parts.runJob('room-for-copy', { folder: instance.folder, names: null }, context);
  if (!sizes.ok) return sizes;
  const fits = await checkSpace(folder, sizes.value.bytes);
  if (!fits.ok) return fits;
  const { inUse, release } = await blockStartsUnlessInUse(context, instance, parts);
  const order = { from: instance.folder, to: folder, inUse, files: 'copy', sync: true } as const;
  const copied = await parts.runJob('copy-instance', order, context);
  release();
  const readable = await checkOpenFiles(instance, parts);
  if (!readable.ok) return readable;
  return copied.ok ? ok(copied.value.leftOut) : copied;
}

async function copyWithoutData(
  context: OperationContext,
  instance: Instance,
  folder: string,
  superuser: Superuser,
  parts: OperationParts,
): Promise<Result<readonly LeftOut[]>> {
  const names = INSTANCE_PARTS.filter((part) => part !== 'pb_data' && existsSync(join(instance.folder, part)));
  const copied = await parts.runJob('copy-tree', { from: instance.folder, to: folder, names }, context);
  if (!copied.ok) return copied;
  for (const part of INSTANCE_PARTS) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
  const executable = await obtainExecutable(context, instance.version, parts);
  if (!executable.ok) return executable;
  // The clone has the same.
  const opened = parts.openLaunchOptions(instance.launchOptions);
  if (!opened.ok) return opened;
  context.step(STEP.makingSuperuser);
  const saved = await saveSuperuser(executable.value, folder, superuser, opened.value);
  return saved.ok ? ok(copied.value.leftOut) : saved;
}

async function addClone(
  context: OperationContext,
  { id: _id, folder: _folder, launchedWith: _served, ...original }: Instance,
  { name, superuser }: CloneWish,
  own: Pick<Instance, 'id' | 'folder'>,
  parts: OperationParts,
): Promise<Result<string>> {
  const { instances, settings } = parts.store.snapshot().state;
  const port = await chooseFreePort(new Set(instances.map((one) => one.port)), settings.portRange);
  if (!port.ok) return port;
  // Asked again: another one may have taken the name meanwhile.
  const free = checkNameFree(name, parts.store);
  if (!free.ok) return free;
  if (!context.pointOfNoReturn()) return fail({ code: 'cancelled' });
  const added = parts.instances.add({
    ...original,
    ...own,
    name,
    port: port.value,
    createdAt: new Date().toISOString(),
    // A folder of backups belongs to one instance.
    backups: { ...NO_BACKUP_OPTIONS, schedule: original.backups.schedule, retention: original.backups.retention },
    upgrade: null,
    // Opened up only in the Danger Zone, each instance by itself.
    launchOptions: withoutNetworkAccess(original.launchOptions),
    intent: { shouldRun: false, maintenance: null },
    incidents: [],
    ...UNOBSERVED,
  });
  if (!added.ok) return added;
  context.made(own.id);
  parts.afterStep('added');
  return ok(cloned(name, original.name, superuser === undefined, port.value));
}
