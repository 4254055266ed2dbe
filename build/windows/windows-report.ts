/** docs/windows-tests.md, from what ran. */
import type { SuiteOutcome } from './run-suite';

const TITLES: Readonly<Record<SuiteOutcome['suite'], string>> = {
  processes: 'Processes',
  files: 'Files, paths and pipes',
  'main-job': 'The engine of the app, with instances',
  installer: 'The installer, with Node in the place of Electron',
};

export function windowsReport(where: string, outcomes: readonly SuiteOutcome[], date = new Date()): string {
  const tests = outcomes.flatMap((outcome) => outcome.tests);
  const count = (how: string): string => String(tests.filter(({ outcome }) => outcome === how).length);
  return [
    '# Tests as a Windows program',
    '',
    'Written by `npm run test:windows`. What this can show and what not: [platforms.md](platforms.md).',
    '',
    `Last run on ${date.toISOString().slice(0, 10)} in ${where}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped.`,
    ...outcomes.flatMap(({ suite, tests: its }) => [
      '',
      `## ${TITLES[suite]}`,
      '',
      '| Test | |',
      '| --- | --- |',
      ...its.map(
        ({ name, outcome, detail }) =>
          `| ${cell(name)} | ${outcome === 'passed' ? 'passed' : `${outcome}: ${cell(detail)}`} |`,
      ),
    ]),
    '',
  ].join('\n');
}

/** Its first line. */
const cell = (text: string): string => (text.split('\n')[0] ?? '').replaceAll('\\', '\\\\').replaceAll('|', '\\|');
