import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../shared/errors';
import type { IncidentCause } from '../../shared/incident-cause';
import type { Instance } from '../../shared/instance';
import { ENCRYPTION_KEY_VARIABLE } from '../../shared/launch-options';
import type { Result } from '../../shared/result';
import type { PointOutcome } from '../../shared/start-check';
import { errorWords, secretsNotReadable } from '../../shared/words/error-words';
import {
  codeToRun,
  couldNotLook,
  dataNotPassed,
  dataTooLarge,
  isDamaged,
  isInUse,
  noDatabase,
  ownerNotKnown,
  settingsNeedKey,
  settingsNeedOtherKey,
} from '../../shared/words/start-check-words';
import { foldersOf } from '../pocketbase/arguments';
import { isEncrypted, opensWith } from '../pocketbase/settings-key';
import { openLaunchOptions, type SecretKeeper } from './secrets';

/** A look must not take longer than what it is for. */
const MAX_EXAMINED_BYTES = 2 * 1024 ** 3;

interface Examined {
  readonly damage: string | null;
  readonly settings: string | null;
  readonly migrations: readonly string[];
}

export interface DataLookParts {
  readonly secrets: Pick<SecretKeeper, 'open'>;
  readonly examineData: (dataFolder: string, signal: AbortSignal) => Promise<Result<Examined>>;
}

interface DataOutcomes {
  readonly damage: PointOutcome;
  readonly secrets: PointOutcome;
  readonly code: PointOutcome;
}

const PASSED: PointOutcome = { outcome: 'passed' };
const notChecked = (why: string): PointOutcome => ({ outcome: 'not-checked', why });

/** What the databases tell: whether they are whole, whether the key opens the settings, and what code is still to run. */
export async function lookAtData(
  { folder, launchOptions }: Pick<Instance, 'folder' | 'launchOptions'>,
  { data, owner }: { readonly data: PointOutcome; readonly owner: PointOutcome },
  { secrets, examineData }: DataLookParts,
  signal: AbortSignal,
): Promise<DataOutcomes> {
  const opened = openLaunchOptions(launchOptions, secrets);
  const unreadable: PointOutcome | null = opened.ok
    ? null
    : { outcome: 'failed', cause: 'secrets-not-readable', evidence: secretsNotReadable(opened.error) };
  const whyNot = whyNoData(data) ?? whyOfOthers(owner) ?? (await whyTooLarge(folder));
  const examined = whyNot === null ? await examineData(foldersOf(folder).data, signal) : null;
  if (examined?.ok !== true) {
    const unread = notChecked(examined === null ? (whyNot ?? '') : notRead(examined.error));
    return { damage: unread, secrets: unreadable ?? unread, code: unread };
  }
  const { damage, settings, migrations } = examined.value;
  const key = opened.ok ? (opened.value.environment[ENCRYPTION_KEY_VARIABLE] ?? null) : null;
  return {
    damage: damage === null ? PASSED : { outcome: 'failed', cause: 'database-damaged', evidence: `pb_data/${damage}` },
    secrets: unreadable ?? (damage === null ? keyOutcome(settings, key) : notChecked(isDamaged)),
    code: damage === null ? await codeOutcome(folder, new Set(migrations)) : notChecked(isDamaged),
  };
}

function whyNoData(data: PointOutcome): string | null {
  if (data.outcome === 'passed') return null;
  const isGone = data.outcome === 'failed' && MISSING.has(data.cause);
  return isGone ? noDatabase : dataNotPassed;
}

const MISSING: ReadonlySet<IncidentCause> = new Set(['data-folder-missing', 'database-missing']);

function whyOfOthers(owner: PointOutcome): string | null {
  if (owner.outcome === 'passed') return null;
  return owner.outcome === 'failed' ? isInUse : ownerNotKnown;
}

const notRead = (error: AppError): string => {
  const { title, text } = errorWords(error);
  return couldNotLook(`${title}. ${text}`);
};

function keyOutcome(settings: string | null, key: string | null): PointOutcome {
  if (settings === null || !isEncrypted(settings)) return PASSED;
  if (key !== null && opensWith(settings, key)) return PASSED;
  const evidence = key === null ? settingsNeedKey : settingsNeedOtherKey;
  return { outcome: 'failed', cause: 'wrong-encryption-key', evidence };
}

/** Only a start runs it, so nothing can be said of it before. */
async function codeOutcome(folder: string, applied: ReadonlySet<string>): Promise<PointOutcome> {
  const folders = foldersOf(folder);
  const [hooks, migrations] = await Promise.all([filesIn(folders.hooks), filesIn(folders.migrations)]);
  const hookFiles = hooks.filter((name) => HOOK.test(name)).length;
  const unapplied = migrations.filter((name) => CODE.test(name) && !applied.has(name)).length;
  return hookFiles + unapplied === 0 ? PASSED : notChecked(codeToRun(hookFiles, unapplied));
}

const HOOK = /\.pb\.(?:js|ts)$/;
const CODE = /\.(?:js|ts)$/;

/** What is not there has nothing in it; what cannot be read is an error. */
async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function whyTooLarge(folder: string): Promise<string | null> {
  const { data } = foldersOf(folder);
  const names = ['data.db', 'auxiliary.db', 'logs.db'].flatMap((name) => [name, `${name}-wal`]);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(data, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return bytes > MAX_EXAMINED_BYTES ? dataTooLarge(bytes, MAX_EXAMINED_BYTES) : null;
}
