import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const checkout = resolve(import.meta.dirname, '../..');
/** Holds `<version>/pocketbase`; filled by `npm test`. */
export const TEST_VERSIONS = process.env['BASEKEEPER_TEST_VERSIONS'] ?? join(checkout, '.cache/pocketbase-versions');

/** The real executables, with ways to spoil them. */
export interface TestVersions {
  find(version: string, signal?: AbortSignal): Promise<{ readonly executable: string } | undefined>;
  /** Versions that count as not installed. */
  readonly missing: Set<string>;
  /** From now on a copy stands for the version, which the test may change. Answers its path. */
  replaceWithCopy(version: string): string;
}

export function testVersions(home: string, standIns: Readonly<Record<string, string>>): TestVersions {
  const missing = new Set<string>();
  const copies = new Map<string, string>(Object.entries(standIns));
  const original = (version: string): string => join(TEST_VERSIONS, version, 'pocketbase');
  return {
    missing,
    find: (version) =>
      Promise.resolve(missing.has(version) ? undefined : { executable: copies.get(version) ?? original(version) }),
    replaceWithCopy: (version) => {
      const copy = join(home, `pocketbase-${version}`);
      copyFileSync(original(version), copy);
      copies.set(version, copy);
      return copy;
    },
  };
}
