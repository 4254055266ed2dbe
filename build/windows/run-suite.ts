/** One file of tests by Node's own test runner, as a Windows program. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CACHE } from '../project';
import type { Windows } from './surroundings';
import { WINDOWS_PROGRAMS, type Suite } from './windows-programs';

const testLine = z.object({
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  detail: z.string(),
  ms: z.number(),
});
export type TestLine = z.output<typeof testLine>;

export interface SuiteOutcome {
  readonly suite: Suite;
  readonly tests: readonly TestLine[];
}

const LINES = join(CACHE, 'windows', 'tests.jsonl');

export async function runSuite(suite: Suite, { path, run }: Windows): Promise<SuiteOutcome> {
  await rm(LINES, { force: true });
  const program = (name: string): string => join(WINDOWS_PROGRAMS, `${name}.mjs`);
  const { failed, output } = await run([
    '--test-reporter',
    fileUrl(path(program('reporter'))),
    '--test-reporter-destination',
    path(LINES),
    path(program(suite)),
  ]);
  const tests = linesIn(await readFile(LINES, 'utf8').catch(() => ''));
  const isAlive = tests.length > 0 && (!failed || tests.some(({ outcome }) => outcome === 'failed'));
  // It ended before its tests had: what it said is all there is.
  return {
    suite,
    tests: isAlive ? tests : [...tests, { name: `${suite}: the program`, outcome: 'failed', detail: output, ms: 0 }],
  };
}

const fileUrl = (path: string): string => (/^[A-Z]:/i.test(path) ? `file:///${path.replaceAll('\\', '/')}` : path);

export const linesIn = (text: string): readonly TestLine[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => testLine.parse(JSON.parse(line)));
