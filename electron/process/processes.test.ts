import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openFilesOfAll } from './processes';

const onLinux = test.runIf(process.platform === 'linux');

onLinux('who asks while a look goes on gets a later one, and shares it with the others who do', async () => {
  const first = openFilesOfAll();
  const second = openFilesOfAll();
  const third = openFilesOfAll();
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  await first;
  const whileSecond = openFilesOfAll();
  expect(whileSecond).not.toBe(second);
  await Promise.all([second, whileSecond]);
});

onLinux('a file that is opened during a look is found by who asks afterwards', async () => {
  const first = openFilesOfAll();
  const file = openSync(import.meta.filename, 'r');
  try {
    const own = (await openFilesOfAll()).find(({ pid }) => pid === process.pid);
    expect(own?.descriptors.map(({ path }) => path)).toContain(import.meta.filename);
  } finally {
    closeSync(file);
  }
  await first;
  const own = (await openFilesOfAll()).find(({ pid }) => pid === process.pid);
  expect(own?.descriptors.map(({ path }) => path)).not.toContain(import.meta.filename);
});
