import { defineConfig } from 'vitest/config';

/** Of a run that decides, on a machine that may be busy: a test that needs another try is named as flaky, see build/test-count.ts. */
const SECOND_TRIES = process.env['CI'] === undefined ? 0 : 2;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,electron,renderer,build,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts'],
          // Properties are tried on thousands of inputs, and the machine may have other work.
          testTimeout: 30_000,
          retry: SECOND_TRIES,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['electron/**/*.integration.test.ts'],
          globalSetup: ['build/test-programs.ts'],
          // Real processes and ports: one file after the other, each in a process that can be ended.
          pool: 'forks',
          fileParallelism: false,
          retry: SECOND_TRIES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
