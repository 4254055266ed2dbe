import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { findOutsidePrograms, openWith } from './outside-programs';

let home: string;
const program = (name: string): void => {
  const path = join(home, 'bin', name);
  writeFileSync(
    path,
    `#!/bin/sh\nprintf '%s\\n' "$(pwd)" "$@" "$(umask)" > '${home}/said.tmp'\nmv '${home}/said.tmp' '${home}/said'\n`,
  );
  chmodSync(path, 0o755);
};

beforeEach(() => {
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  home = mkdtempSync(join(scratch, 'programs-'));
  mkdirSync(join(home, 'bin'));
  mkdirSync(join(home, 'a $(touch x); "b"'));
});
afterEach(() => rmSync(home, { recursive: true }));

test.runIf(process.platform === 'linux')('those that are installed are offered, in their order', () => {
  writeFileSync(join(home, 'bin/kate'), 'not executable', { mode: 0o600 });
  for (const name of ['xterm', 'konsole', 'zeditor', 'codium']) program(name);
  expect(findOutsidePrograms(join(home, 'bin'))).toEqual({
    editors: ['vscodium', 'zed'],
    terminals: ['konsole', 'xterm'],
  });
  // A relative folder of the search path would be one of ours.
  expect(findOutsidePrograms('bin:.')).toEqual({ editors: [], terminals: [] });
});

test.runIf(process.platform === 'linux')('a folder is handed over as it is, whatever it is called', async () => {
  program('code');
  const folder = join(home, 'a $(touch x); "b"');
  expect(await openWith('editor', null, folder, join(home, 'bin') + ':/usr/bin:/bin')).toMatchObject({ ok: true });
  const said = (): string => readFileSync(join(home, 'said'), 'utf8');
  await vi.waitFor(() => expect(said()).toBe(`${folder}\n${folder}\n0022\n`), 10_000);
});

test.runIf(process.platform === 'linux')('what is not installed any more is said by its name', async () => {
  const opened = await openWith('terminal', 'kitty', home, join(home, 'bin'));
  expect(opened.ok ? null : errorWords(opened.error)).toEqual({
    title: 'kitty was not found',
    text: `Choose another terminal in Preferences, or open ${home} yourself.`,
  });
  const none = await openWith('editor', null, home, join(home, 'bin'));
  expect(none.ok ? null : errorWords(none.error).title).toBe('No editor was found');
});
