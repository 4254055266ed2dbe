import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = join(
  process.env['BASEKEEPER_TEST_OUTPUT'] ?? resolve(import.meta.dirname, '../test-results'),
  'pictures',
);

/** Lands in `test-results/pictures/`. */
export async function savePicture(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled' });
}
