import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';
import { previewBackup, readBackups, unpackBackup, verifyBackup, writeBackup } from './backup-jobs';
import { asAppError } from './as-app-error';
import { checkData } from './check-data';
import { compactDatabase } from './compact';
import { copyInstance } from './copy-instance';
import { copyTree } from './copy-tree';
import { DataDamage } from './data-problem';
import { databaseDamage, databasesIn, describeFolder, requireRecords, settleDatabases } from './databases';
import { examineData } from './examine-data';
import { exportBackup } from './export-backup';
import { folderSize } from './folder-size';
import { instanceSizes } from './instance-sizes';
import { listLeftOut } from './list-left-out';
import { listSuperusers } from './list-superusers';
import type { JobMessage, JobName, JobOrder, Perform, Progress } from './job-contract';
import { quickCheck } from './quick-check';
import { requestFigures } from './request-figures';
import { roomForCopy } from './room-for-copy';
import { signIn } from './sign-in';
import { keepTemporariesIn, openAlone, openToRead } from './sqlite';
import { syncTree } from '../disk/sync';
import { STEP } from '../../shared/words/step-words';

const PROGRESS_INTERVAL_MS = 100;

const never = new AbortController().signal;
/** A job is ended from outside. */
const goOn = (): void => undefined;

const performers: { readonly [Name in JobName]: Perform<Name> } = {
  'copy-instance': async ({ from, to, inUse, files, sync }, onProgress) => {
    const totalBytes = await folderSize(join(from, 'pb_data'));
    let doneBytes = 0;
    const onBytes = (bytes: number): void => {
      doneBytes += bytes;
      onProgress({ step: STEP.copyingData, doneBytes, totalBytes: Math.max(totalBytes, doneBytes) });
    };
    onProgress({ step: STEP.copyingData, doneBytes, totalBytes });
    const { leftOut } = await copyInstance({ from, to, inUse, files, signal: never, onBytes });
    onProgress({ step: STEP.checkingCopy, doneBytes: 0, totalBytes: null });
    const data = join(to, 'pb_data');
    for (const { file, lines } of await databaseDamage(data)) {
      throw new DataDamage(file, lines[0] ?? '');
    }
    const description = describeFolder(data, openAlone);
    if (sync) {
      onProgress({ step: STEP.writing, doneBytes: 0, totalBytes: null });
      await syncTree(to, goOn);
    }
    return ok({ description, leftOut });
  },
  'list-left-out': listLeftOut,
  'settle-copy': async ({ folder, apart }, onProgress) => {
    onProgress({ step: STEP.checkingNewData, doneBytes: 0, totalBytes: null });
    const data = join(folder, 'pb_data');
    await settleDatabases(data);
    for (const { file, lines } of await databaseDamage(data)) {
      throw new DataDamage(file, lines[0] ?? '');
    }
    const description = describeFolder(data, openAlone);
    for (const each of [folder, ...apart]) await syncTree(each, goOn);
    return ok(description);
  },
  'describe-data': ({ dataFolder, inUse }) =>
    Promise.resolve(ok(describeFolder(dataFolder, inUse ? openToRead : openAlone))),
  'check-data': checkData,
  'quick-check': quickCheck,
  'examine-data': examineData,
  compact: async ({ dataFolder }, onProgress) => {
    onProgress({ step: STEP.rewriting, doneBytes: 0, totalBytes: null });
    keepTemporariesIn(dataFolder);
    await requireRecords(join(dataFolder, 'data.db'));
    let [beforeBytes, afterBytes] = [0, 0];
    for (const path of await databasesIn(dataFolder)) {
      const sizes = await compactDatabase(path);
      beforeBytes += sizes.beforeBytes;
      afterBytes += sizes.afterBytes;
    }
    return ok({ beforeBytes, afterBytes });
  },
  'write-backup': writeBackup,
  'read-backups': readBackups,
  'preview-backup': previewBackup,
  'unpack-backup': unpackBackup,
  'verify-backup': verifyBackup,
  'export-backup': exportBackup,
  'instance-sizes': instanceSizes,
  'copy-tree': copyTree,
  'settle-data': async ({ dataFolder }, onProgress) => {
    onProgress({ step: STEP.settling, doneBytes: 0, totalBytes: null });
    await settleDatabases(dataFolder);
    return ok(null);
  },
  'list-superusers': listSuperusers,
  'request-figures': requestFigures,
  'room-for-copy': roomForCopy,
  'sign-in': signIn,
};

/** Runs one job. Never throws: what is expected becomes an error value, everything else is told as a bug. */
export async function performJob<Name extends JobName>(
  { name, input }: JobOrder<Name>,
  tell: (message: JobMessage) => void,
): Promise<void> {
  const perform: Perform<Name> = performers[name];
  let told = { step: '', atMs: 0 };
  const onProgress = (progress: Progress): void => {
    const now = Date.now();
    if (progress.step === told.step && now - told.atMs < PROGRESS_INTERVAL_MS) return;
    told = { step: progress.step, atMs: now };
    tell({ type: 'progress', progress });
  };
  // One that fails before its first wait fails like all others.
  const result = await Promise.resolve()
    .then(() => perform(input, onProgress))
    .catch((error: unknown): Result<never> => fail(asAppError(error)));
  tell({ type: 'ended', result });
}
