import { defineConfig } from '@playwright/test';

/** One at a time: a session bus has room for one tray host and one notification daemon. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  testIgnore: [
    // They judge nothing: they are taken when they are asked for by name, and looked at.
    ...(process.env['BASEKEEPER_PICTURES'] === undefined ? ['*pictures.spec.ts'] : []),
    // For whoever changes the layout.
    ...(process.env['BASEKEEPER_LONGER_TEXTS'] === undefined ? ['longer-texts.spec.ts'] : []),
  ],
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // A second try is listed as flaky, so it is seen and can be mended; a busy machine does not hide the rest.
  retries: process.env['CI'] === undefined ? 0 : 2,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  // Recording takes a third of the time; where there is a second try, that one is recorded.
  use: { trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry' },
});
