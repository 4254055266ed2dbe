/**
 * Packs the programs that tests start again and again into one file each: a start from source takes most of a second,
 * and some tests start hundreds. Vitest runs this once, before the tests.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { CACHE, inProject } from './project';

/** As far below the project as the sources are: programs find its root from where they are. */
const FOLDER = join(CACHE, 'test-programs');

export default async function packTestPrograms(): Promise<void> {
  if (process.env['BASEKEEPER_TEST_PROGRAMS'] !== undefined) return;
  await build({
    configFile: false,
    root: inProject(),
    logLevel: 'warn',
    // Finds its native part beside its own files.
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: FOLDER,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          'headless-app': inProject('electron/testing/headless-app.ts'),
          'lock-taker': inProject('electron/testing/lock-taker.ts'),
          'job-process': inProject('electron/data/job-process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
  process.env['BASEKEEPER_TEST_PROGRAMS'] = FOLDER;
}
