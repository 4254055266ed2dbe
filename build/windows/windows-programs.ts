/** Packs the tests that run as Windows programs, and what they start, into one file each. */
import { join } from 'node:path';
import { build } from 'vite';
import { CACHE, inProject } from '../project';

/** As far below the project as the sources are: programs find its root from where they are. */
export const WINDOWS_PROGRAMS = join(CACHE, 'windows-tests');

export const SUITES = ['processes', 'files', 'main-job', 'installer'] as const;
export type Suite = (typeof SUITES)[number];

export async function packWindowsPrograms(): Promise<void> {
  const testing = (name: string): string => inProject('electron', 'testing', `${name}.ts`);
  await build({
    configFile: false,
    root: inProject(),
    logLevel: 'warn',
    // Finds its native part beside its own files.
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: WINDOWS_PROGRAMS,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          ...Object.fromEntries(SUITES.map((suite) => [suite, testing(`windows/${suite}`)])),
          reporter: testing('windows/reporter'),
          'headless-app': testing('headless-app'),
          'lock-taker': testing('lock-taker'),
          'job-process': inProject('electron', 'data', 'job-process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
}
