import { basename } from 'node:path';
import type { InstancePart, RestorePreview, RestoreSource } from '../../shared/backup';
import { generationOf, whyNotOpenWith } from '../../shared/data-generation';
import type { Instance } from '../../shared/instance';
import type { LostRecords } from '../../shared/lost-records';
import { fail, ok, type Result } from '../../shared/result';
import { gt } from 'semver';
import { isChanged, whyNotChosen } from './change-version';
import { findBackup } from '../backups/backup-folder';
import { notesOf } from './exchange-notes';
import { freeBytesAt } from '../operations/free-space';
import type { OperationParts } from '../operations/operation-parts';
import { findPlacesApart, homeOfData } from '../operations/places-apart';
import type { Begun } from '../operations/operation-runner';
import { inTheWayInWords } from '../../shared/words/exchange-words';
import { restored } from '../../shared/words/outcome-words';
import { changeVersionFirst, madeWithNewer, SEVERAL_PLACES } from '../../shared/words/restore-words';
import { replaceData } from './replace-data';

/** Of what is free only half is used: the old data stays until the new has proven itself. */
const SHARE_OF_FREE_SPACE = 0.5;

export interface RestoreWish {
  readonly source: RestoreSource;
  readonly parts: readonly InstancePart[];
  /** The version that works on the data afterwards. Left out: that of the instance. */
  readonly version?: string | undefined;
  /** The loss of records that a person has read and accepted. */
  readonly evenIfFewer?: readonly LostRecords[] | undefined;
}

async function pathOf(instance: Instance, source: RestoreSource, parts: OperationParts): Promise<Result<string>> {
  if (source.kind === 'file') return ok(source.path);
  const found = await findBackup(instance, source.backupId, parts);
  return found.ok ? ok(found.value.path) : found;
}

/** The folder that stands for pb_data, where a person has chosen one of several. */
const placeOf = (source: RestoreSource): string | null => (source.kind === 'file' ? (source.place ?? null) : null);

/** On the drive that most of the data lies on. `place-not-suited` where it cannot be exchanged. */
async function spaceFor(folder: string, parts: readonly InstancePart[]): Promise<Result<number>> {
  const apart = await findPlacesApart(folder, parts);
  if (!apart.ok) return apart;
  const freeBytes = await freeBytesAt(homeOfData(folder, apart.value));
  return ok(Math.floor((freeBytes ?? Number.MAX_SAFE_INTEGER) * SHARE_OF_FREE_SPACE));
}

/** What a restore would do. Changes nothing. */
export async function previewRestore(
  instance: Instance,
  source: RestoreSource,
  parts: OperationParts,
): Promise<Result<RestorePreview>> {
  const path = await pathOf(instance, source, parts);
  if (!path.ok) return path;
  return previewOf(instance, { path: path.value, place: placeOf(source) }, instance.version, parts);
}

async function previewOf(
  instance: Instance,
  { path, place }: { readonly path: string; readonly place: string | null },
  versionAfter: string,
  parts: OperationParts,
): Promise<Result<RestorePreview>> {
  const space = await spaceFor(instance.folder, ['pb_data']);
  if (!space.ok) return space;
  const spaceBytes = space.value;
  const found = await parts.runJob('preview-backup', {
    path,
    place,
    spaceBytes,
    instanceId: instance.id,
    instanceFolder: instance.folder,
  });
  if (!found.ok) return found;
  const refused = whyNotWith(found.value.version, versionAfter, basename(path));
  if (refused !== null) return refused;
  const { migrationsHead, ...preview } = found.value;
  const beside = await notesOf(instance, migrationsHead);
  return ok({ ...preview, beside, freeBytes: spaceBytes / SHARE_OF_FREE_SPACE });
}

/** Puts a backup in the place of the data; a backup of what is there now is made first. */
export async function beginRestore(
  instance: Instance,
  { source, parts: chosen, version: versionAfter = instance.version, evenIfFewer = [] }: RestoreWish,
  parts: OperationParts,
): Promise<Result<Begun>> {
  const unusable = whyNotChosen(versionAfter);
  if (unusable !== null) return fail({ code: 'version-change-refused', version: versionAfter, detail: unusable });
  const found = await pathOf(instance, source, parts);
  if (!found.ok) return found;
  const path = found.value;
  const place = placeOf(source);
  const preview = await previewOf(instance, { path, place }, versionAfter, parts);
  if (!preview.ok) return preview;
  if (preview.value.places.length > 0 && place === null) {
    return fail({ code: 'backup-not-usable', fileName: basename(path), detail: SEVERAL_PLACES });
  }
  const inBackup = preview.value.parts.map(({ part }) => part);
  const replaced = chosen.filter((part) => inBackup.includes(part));
  if (isChanged(instance, parts)) return fail({ code: 'changed-meanwhile', instanceName: instance.name });
  return parts.runner.begin(instance.id, 'restore', async (context) => {
    const space = await spaceFor(instance.folder, replaced);
    if (!space.ok) return space;
    const spaceBytes = space.value;
    const result = await replaceData(
      context,
      instance,
      {
        kind: 'restore',
        versionAfter,
        parts: replaced,
        backupReason: 'before-restore',
        wish: { wanted: { kind: 'restore', source, parts: chosen, version: versionAfter }, accepted: evenIfFewer },
        fill: async (filling, into) => {
          const unpacked = await parts.runJob(
            'unpack-backup',
            { path, place, into, parts: replaced, spaceBytes },
            filling,
          );
          if (!unpacked.ok) return unpacked;
          // Of foreign backups only the data itself tells which PocketBase wrote it.
          const newer = whyNotOpenWith(versionAfter, generationOf(unpacked.value.migrations));
          if (newer === null) return unpacked;
          return fail({ code: 'backup-not-usable', fileName: basename(path), detail: changeVersionFirst(newer) });
        },
      },
      parts,
    );
    if (!result.ok) return result;
    const { after, inTheWay, keptIn, notBackedUp, notStarted } = result.value;
    return ok(
      restored({
        records: after.records,
        kept: inTheWay.length === 0 ? null : inTheWayInWords(inTheWay, keptIn ?? ''),
        notBackedUp,
        keptIn,
        notStarted,
        version: versionAfter === instance.version ? null : versionAfter,
        isInMaintenance: parts.store.instance(instance.id)?.intent.maintenance !== null,
      }),
    );
  });
}

/** B30: data of a newer PocketBase than the instance's must not be opened by it. */
function whyNotWith(version: string | null, versionAfter: string, fileName: string): Result<never> | null {
  if (version === null || !gt(version, versionAfter)) return null;
  return fail({ code: 'backup-not-usable', fileName, detail: madeWithNewer(version, versionAfter) });
}
