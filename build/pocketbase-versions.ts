/** PocketBase for development and tests, by the same store that the app uses. */
import { chmod } from 'node:fs/promises';
import { defaultSources } from '../electron/pocketbase/sources/default-sources';
import { SOURCE_WORDS, STEP_WORDS } from '../shared/words/source-words';
import type { StoredVersion } from '../electron/pocketbase/version-record';
import { openVersionStore, type VersionStore } from '../electron/pocketbase/version-store';
import { appPaths } from '../electron/storage/paths';
import type { AppError } from '../shared/errors';
import type { Result } from '../shared/result';
import { errorWords } from '../shared/words/error-words';
import { type Report, StepFailure } from './report';

/** What a new instance gets, unless another version is chosen. */
export const NEWEST_VERSION = '0.40.6';

/** The ones whose behaviour the tests pin down: each side of every change that matters. */
export const TESTED_VERSIONS = [NEWEST_VERSION, '0.39.11', '0.36.9', '0.28.4', '0.23.12', '0.22.27'] as const;

/** The store of the app, as it will find it: below BASEKEEPER_HOME or in the platform's usual place. */
export async function appVersionStore(): Promise<VersionStore> {
  return openStore(valueOf(appPaths(process.env)).versions);
}

export async function openStore(folder: string): Promise<VersionStore> {
  return valueOf(await openVersionStore({ folder, sources: defaultSources() }));
}

export async function ensurePocketBase(store: VersionStore, version: string, report: Report): Promise<StoredVersion> {
  const present = await store.find(version);
  if (present !== undefined) return present;
  return report.step(`Obtaining PocketBase ${version}`, async ({ note, bytes }) => {
    let lastStep = '';
    const installed = await store.install(version, {
      onProgress({ step, receivedBytes, totalBytes }) {
        if (receivedBytes > 0) bytes(receivedBytes, totalBytes);
        else if (step !== lastStep) note(STEP_WORDS[step].toLowerCase());
        lastStep = step;
      },
    });
    const stored = valueOf(installed);
    note(`from the ${SOURCE_WORDS[stored.source]}, verified`);
    return stored;
  });
}

export async function ensureTestedVersions(folder: string, report: Report): Promise<void> {
  const store = await openStore(folder);
  // The app keeps its store to its user; here, the ordinary user who runs the end-to-end tests has to read it.
  await chmod(folder, 0o755);
  for (const version of TESTED_VERSIONS) await ensurePocketBase(store, version, report);
}

function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new StepFailure(sentence(result.error));
}

function sentence(error: AppError): string {
  const { title, text } = errorWords(error);
  return `${title}. ${text}`;
}
