import { defineConfig } from 'vitest/config';

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
          // Like end-to-end tests: one that needs a second try on a busy machine is named as flaky, see build/test-count.ts.
          retry: process.env['CI'] === undefined ? 0 : 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
