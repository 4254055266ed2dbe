/** Makes the pictures of the documentation anew, from the real app, and puts them into docs/images. Look at them. */
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../project';
import { run as runTests } from './test';

export async function run(): Promise<number> {
  const code = await runTests(['--only=e2e', 'e2e/documentation-pictures.spec.ts']);
  if (code !== 0) return code;
  const made = inProject('test-results', 'pictures', 'documentation');
  for (const name of await readdir(made)) await copyFile(join(made, name), inProject('docs', 'images', name));
  return 0;
}
