import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askShell, joined, whyNotAsked } from './login-path';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'basekeeper-shell-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const poor = (): Record<string, string> => ({ PATH: '/usr/bin:/bin', HOME: home });

/** A shell that does what no real one does on demand. */
function standIn(script: string): string {
  const path = join(home, 'shell');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the PATH of a terminal', () => {
  test('is what a real bash has after its own files, whatever these print', async () => {
    writeFileSync(join(home, '.bash_profile'), 'echo Welcome; PATH="$HOME/of profile:$PATH"; . ~/.bashrc\n');
    writeFileSync(join(home, '.bashrc'), 'PATH="$HOME/.nvm/bin:$PATH"\nalias printenv=false\necho PATH=/not/this\n');
    const asked = await askShell({ shell: '/bin/bash', environment: poor() });
    expect(asked.ok && asked.value).toMatch(new RegExp(`^${home}/.nvm/bin:${home}/of profile:/[^\\n]*/bin$`));
  });

  test('is not waited for when the shell asks something, or never ends', async () => {
    writeFileSync(join(home, '.bash_profile'), 'while :; do :; done\n');
    const asked = { shell: '/bin/bash', environment: poor(), limitMs: 300 };
    expect(await askShell(asked)).toEqual({ ok: false, error: 'did not answer within 0.3 s' });
    writeFileSync(join(home, '.bash_profile'), 'read -p "Update now? " answer\n');
    expect(await askShell({ ...asked, limitMs: 5000 })).toMatchObject({ ok: true });
  });

  test('does not wait for what the shell leaves in the background', async () => {
    writeFileSync(join(home, '.bash_profile'), 'sleep 30 &\necho $! > ~/pid\n');
    const beganMs = performance.now();
    expect(await askShell({ shell: '/bin/bash', environment: poor() })).toMatchObject({ ok: true });
    expect(performance.now() - beganMs).toBeLessThan(4000);
  });

  test.each([
    ['exit 3', 'ended without an answer (3)'],
    ['echo --basekeeper-path--; echo --basekeeper-path--', 'has no PATH'],
  ])('a shell that does “%s” has none', async (script, error) => {
    expect(await askShell({ shell: standIn(script), environment: poor() })).toEqual({ ok: false, error });
  });

  test('a shell that is not there has none', async () => {
    const asked = await askShell({ shell: join(home, 'none'), environment: poor() });
    expect(asked).toMatchObject({ ok: false, error: expect.stringMatching(/^could not be run \(.*ENOENT/) as string });
  });

  test('comes first, and what only we have is kept', () => {
    expect(joined('/nvm:/usr/bin', '/usr/bin:/ours')).toBe('/nvm:/usr/bin:/ours');
    expect(joined('/nvm', undefined)).toBe('/nvm');
    expect(joined('/nvm::', ':/usr/bin')).toBe('/nvm:/usr/bin');
  });

  test('is asked for only where the app may have a shorter one', () => {
    const launcher = { platform: 'linux', isTerminal: false } as const;
    expect(whyNotAsked({}, launcher)).toBeNull();
    expect(whyNotAsked({}, { ...launcher, isTerminal: true })).toContain('started from a terminal');
    expect(whyNotAsked({}, { ...launcher, platform: 'win32' })).toContain('Windows');
    expect(whyNotAsked({ BASEKEEPER_KEEP_PATH: '1' }, launcher)).toBe('BASEKEEPER_KEEP_PATH is set');
  });
});
