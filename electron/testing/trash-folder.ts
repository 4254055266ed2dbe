import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Stands for the trash of the system. */
export async function moveToTrash(trash: string, path: string): Promise<void> {
  await mkdir(trash, { recursive: true });
  await rename(path, join(trash, basename(path)));
}
