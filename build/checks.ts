/** Types, lint, rooms, format and unit tests: what has to hold before anything is kept. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CACHE, PROJECT, tool } from './project';
import { type Report, seconds } from './report';
import { ONE_PASSED, oneFailed, readCount, type TestCount, inWords } from './test-count';

const AT_ONCE = 2;
const UNIT_REPORT = join(CACHE, 'test-reports', 'unit.json');

interface Check {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Where a test runner leaves its numbers; other checks are one test each. */
  readonly report?: string;
}

/** The longest first, so that two at a time end together. */
const CHECKS: readonly Check[] = [
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['--build'] },
  {
    name: 'unit tests',
    program: 'vitest/vitest.mjs',
    args: ['run', '--project', 'unit', '--reporter', 'default', ...jsonReporter(UNIT_REPORT)],
    report: UNIT_REPORT,
  },
  {
    name: 'rooms',
    program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.json', 'shared', 'electron', 'renderer', 'build', 'e2e', 'bench'],
  },
  { name: 'format', program: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
];

export function jsonReporter(file: string): readonly string[] {
  return ['--reporter', 'json', `--outputFile.json=${file}`];
}

/** Prints a line for each check as it ends, and the output of those that failed. */
export async function runChecks(report: Report): Promise<readonly TestCount[]> {
  await mkdir(join(CACHE, 'test-reports'), { recursive: true });
  report.line(`Checking: ${CHECKS.map(({ name }) => name).join(', ')} ...`);
  const counts: TestCount[] = [];
  const waiting = [...CHECKS];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      counts.push(await runCheck(check, report));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return counts;
}

async function runCheck({ name, program, args, report: file }: Check, report: Report): Promise<TestCount> {
  const startedAt = performance.now();
  if (file !== undefined) await rm(file, { force: true });
  const [node, path] = tool(program);
  const run = await execa(node, [path, ...args], { cwd: PROJECT, stdin: 'ignore', all: true, reject: false });
  const count =
    file === undefined ? (run.failed ? oneFailed(name) : ONE_PASSED) : await readCount('vitest', file, run.failed);
  const verdict = run.failed ? 'FAILED' : 'ok';
  const numbers = file === undefined ? '' : `, ${inWords(count)}`;
  report.line(`  ${name}: ${verdict} (${seconds(performance.now() - startedAt)}${numbers})`);
  if (run.failed) report.line(`${run.all.trimEnd()}\n`);
  return count;
}
