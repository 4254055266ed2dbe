import { readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

const LIMIT_MS = 30_000;

/** Resolves when the file's text fits; seen from outside its writer, also when the file is replaced by another. */
export function untilFile(path: string, fits: (text: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch {
        return; // It is being replaced; an event follows.
      }
      if (!fits(text)) return;
      end();
      resolve();
    };
    const watcher = watch(dirname(path), (_event, name) => {
      if (name === basename(path)) look();
    });
    const timer = setTimeout(() => {
      end();
      reject(new Error(`Waited in vain for a change of ${path}`));
    }, LIMIT_MS);
    const end = (): void => {
      clearTimeout(timer);
      watcher.close();
    };
    look();
  });
}
