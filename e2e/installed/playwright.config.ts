import { defineConfig } from '@playwright/test';

/** The package as people install it, on a copy of this system. One story: each part goes on where the one before ended. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.story.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  use: { trace: 'retain-on-failure' },
});
