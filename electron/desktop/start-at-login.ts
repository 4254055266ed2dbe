/** Start at login, as the system itself records it: nothing is kept beside it, so what is shown is what is there. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { StartAtLogin } from '../../shared/start-at-login';
import { done, fail, ok, type Result } from '../../shared/result';
import { AUTOSTART_COMMENT } from '../../shared/words/desktop-words';
import { cannotBe } from '../../shared/words/folder-words';
import { writeFileAtomically } from '../disk/atomic-file';

export interface LoginItem {
  read(): Promise<Result<StartAtLogin>>;
  set(on: boolean): Promise<Result<undefined>>;
}

const NAME = 'basekeeper.desktop';

export function autostartFile(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  const config = environment['XDG_CONFIG_HOME'] ?? '';
  return join(isAbsolute(config) ? config : join(home, '.config'), 'autostart', NAME);
}

/** Backslashes once more for the file itself, which reads each value as a text with escapes. */
const quoted = (word: string): string =>
  `"${word.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

/** By the Desktop Entry Specification, sections “Values” and “The Exec key”. */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Basekeeper',
    `Comment=${AUTOSTART_COMMENT}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=basekeeper-app',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Desktops turn an entry off by a line in it; that it was made for another copy is seen by its command. */
function understood(entry: string, wanted: string): StartAtLogin {
  const value = (key: string): string | undefined =>
    entry
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .trim();
  const on = value('Hidden') !== 'true' && value('X-GNOME-Autostart-enabled') !== 'false';
  const own = wanted.split('\n').includes(`Exec=${value('Exec') ?? ''}`);
  return { on, startsAnother: on && !own };
}

/** Of Linux desktops: an entry in the autostart folder of the user. */
export function autostart(path: string, command: readonly string[]): LoginItem {
  const wanted = autostartEntry(command);
  return {
    read: async () => {
      try {
        return ok(understood(await readFile(path, 'utf8'), wanted));
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return ok({ on: false, startsAnother: false });
        return fail({ code: 'file-not-read', path, rule: cannotBe('read', message) });
      }
    },
    set: async (on) => {
      try {
        if (on) {
          await mkdir(dirname(path), { recursive: true, mode: 0o700 });
          await writeFileAtomically(path, wanted);
        } else await rm(path, { force: true });
        return done;
      } catch (error) {
        return fail({ code: 'file-not-written', path, detail: (error as Error).message });
      }
    },
  };
}
