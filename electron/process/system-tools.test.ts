import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTool } from './system-tools';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tools-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(place: string, name: string): string {
  mkdirSync(join(folder, place), { recursive: true });
  const path = join(folder, place, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === 'win32')('a program of the system', () => {
  test('is not the one that somebody put in front of the PATH', () => {
    program('first', 'sh');
    expect(findTool('sh', join(folder, 'first'))).toMatch(/^\/(?:usr\/)?bin\/sh$/);
  });

  test('is neither a folder nor a file that cannot be run, and what comes after them on the PATH is found', () => {
    mkdirSync(join(folder, 'one', 'no-such-tool'), { recursive: true });
    mkdirSync(join(folder, 'two'));
    writeFileSync(join(folder, 'two', 'no-such-tool'), 'notes');
    const path = program('three', 'no-such-tool');
    const places = ['one', 'two', 'missing', 'three'].map((name) => join(folder, name));
    expect(findTool('no-such-tool', places.join(delimiter))).toBe(path);
    expect(findTool('no-such-tool', places.slice(0, 3).join(delimiter))).toBeNull();
  });

  test('is never looked for in the present folder', () => {
    program('.', 'no-such-tool');
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(findTool('no-such-tool', ['', '.', 'x'].join(delimiter))).toBeNull();
    } finally {
      process.chdir(before);
    }
  });
});
