import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, ok } from '../../shared/result';
import type { StoredVersion } from '../pocketbase/version-record';
import type { VersionStore } from '../pocketbase/version-store';

const checkout = resolve(import.meta.dirname, '../..');
/** Holds `<version>/pocketbase`; filled by `npm test`. */
export const TEST_VERSIONS = process.env['BASEKEEPER_TEST_VERSIONS'] ?? join(checkout, '.cache/pocketbase-versions');

/** The real executables, with ways to spoil them. Nothing can be added. */
export interface TestVersions extends VersionStore {
  /** Versions that count as not installed. */
  readonly missing: Set<string>;
  /** From now on a copy stands for the version, which the test may change. Answers its path. */
  replaceWithCopy(version: string): string;
}

export function testVersions(home: string, standIns: Readonly<Record<string, string>>): TestVersions {
  const missing = new Set<string>();
  const copies = new Map<string, string>(Object.entries(standIns));
  const original = (version: string): string => join(TEST_VERSIONS, version, 'pocketbase');
  const stored = (version: string): StoredVersion => ({
    version,
    executable: copies.get(version) ?? original(version),
    source: 'chosen-by-hand',
    sizeBytes: 0,
    sha256: '',
    abilities: null,
    installedAt: '',
  });
  const notHere = (version: string) =>
    fail({ code: 'version-not-available', version, detail: 'Run `npm test` once.' } as const);
  const find = (version: string): Promise<StoredVersion | undefined> =>
    Promise.resolve(missing.has(version) ? undefined : stored(version));
  return {
    missing,
    find,
    list: () => Promise.resolve([]),
    install: async (version) => {
      const found = await find(version);
      return found === undefined ? notHere(version) : ok(found);
    },
    remove: (version) => Promise.resolve(notHere(version)),
    available: () => Promise.resolve(notHere('')),
    importExecutable: () => Promise.resolve(notHere('')),
    replaceWithCopy: (version) => {
      const copy = join(home, `pocketbase-${version}`);
      copyFileSync(original(version), copy);
      copies.set(version, copy);
      return copy;
    },
  };
}
