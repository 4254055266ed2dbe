/** What the long versions of the tests are, and how their report reads. */
import { seconds } from './report';

export interface LongTest {
  readonly title: string;
  /** Below `electron/`; for those with a runner of their own just a name. */
  readonly file: string;
  readonly runner?: 'package' | 'clean-package' | 'workflow';
  readonly goals: string;
  readonly environment: Readonly<Record<string, string>>;
}

export const LONG_TESTS: readonly LongTest[] = [
  {
    title: 'Any order of commands, against a model',
    file: 'supervision/model.integration.test.ts',
    goals: 'G6, G9',
    environment: { BASEKEEPER_RUNS: '40', BASEKEEPER_SEED: '1' },
  },
  {
    title: 'Acknowledged writes',
    file: 'supervision/acknowledged.integration.test.ts',
    goals: 'G14',
    environment: { BASEKEEPER_MINUTES: '3', BASEKEEPER_SEED: '1' },
  },
  {
    title: 'Soak',
    file: 'supervision/soak.integration.test.ts',
    goals: 'G27',
    // One arena: what is held is counted, not how glibc spreads it over threads, which takes thousands of cycles to settle.
    environment: { BASEKEEPER_CYCLES: '2000', MALLOC_ARENA_MAX: '1' },
  },
  {
    title: 'Deaths of the app, reuses of a pid',
    file: 'supervision/app-death.integration.test.ts',
    goals: 'G7, G8',
    environment: { BASEKEEPER_DEATHS: '100', BASEKEEPER_REUSES: '100' },
  },
  {
    title: 'Deaths of the app after a hook was saved',
    file: 'supervision/app-death-after-hook.integration.test.ts',
    goals: 'G7',
    environment: { BASEKEEPER_DEATHS: '50' },
  },
  {
    title: 'Two apps start one folder at once',
    file: 'supervision/same-folder.integration.test.ts',
    goals: 'G6',
    environment: { BASEKEEPER_RACES: '60' },
  },
  {
    title: 'Many want one home at once',
    file: 'storage/home-lock.integration.test.ts',
    goals: 'G6',
    environment: { BASEKEEPER_LOCK_ROUNDS: '500' },
  },
  {
    title: 'Who serves a folder, also after three minutes of rest',
    file: 'process/data-owner.integration.test.ts',
    goals: 'G6',
    environment: { BASEKEEPER_IDLE: '1' },
  },
  {
    title: 'A build of one’s own',
    file: 'pocketbase/own-build.integration.test.ts',
    goals: '',
    environment: { BASEKEEPER_OWN_BUILD: '1' },
  },
  {
    title: 'Requested stops',
    file: 'supervision/requested-stops.integration.test.ts',
    goals: 'G4',
    environment: { BASEKEEPER_STOPS: '1000' },
  },
  {
    title: 'Window and command line toggle one instance',
    file: 'command-line/command-line.integration.test.ts',
    goals: 'G4',
    environment: { BASEKEEPER_TOGGLES: '500' },
  },
  {
    title: 'The port is taken at the last moment',
    file: 'supervision/port-race.integration.test.ts',
    goals: 'G5',
    environment: { BASEKEEPER_RACE_ROUNDS: '200' },
  },
  {
    title: 'Random hooks',
    file: 'supervision/random-hooks.integration.test.ts',
    goals: 'promise 2',
    environment: { BASEKEEPER_HOOK_SETS: '300', BASEKEEPER_SEED: '2' },
  },
  {
    title: 'Fifty instances on a busy computer',
    file: 'supervision/patience.integration.test.ts',
    goals: 'promise 2',
    environment: { BASEKEEPER_BUSY_INSTANCES: '50', BASEKEEPER_BUSY_LOOPS: '20' },
  },
  {
    title: 'Killed in the middle of a write',
    file: 'storage/killed-while-writing.integration.test.ts',
    goals: 'G15',
    environment: { BASEKEEPER_KILL_ROUNDS: '500' },
  },
  {
    title: 'Killed after every step of an operation, and of its recovery',
    file: 'replace-data/crash-points.integration.test.ts',
    goals: 'G16',
    environment: { BASEKEEPER_CRASH_POINTS: 'all' },
  },
  {
    title: 'Killed after every step of a move, a clone, a deletion, compacting',
    file: 'manage/care-kills.integration.test.ts',
    goals: 'G16',
    environment: { BASEKEEPER_CRASH_POINTS: 'all' },
  },
  {
    title: 'Changes of version',
    file: 'replace-data/change-version.integration.test.ts',
    goals: 'G20, G21',
    environment: { BASEKEEPER_ROWS: '100000' },
  },
  {
    title: 'Changes of version that fail or are cancelled',
    file: 'replace-data/change-version-faults.integration.test.ts',
    goals: 'G19, G21',
    environment: { BASEKEEPER_CANCEL_STEPS: 'all' },
  },
  {
    title: 'Many backups under load',
    file: 'backups/many-backups.integration.test.ts',
    goals: 'G14, G18',
    environment: { BASEKEEPER_BACKUPS: '100', BASEKEEPER_FILES: '1000' },
  },
  {
    title: 'Random trees of files, backed up and restored',
    file: 'data/random-trees.integration.test.ts',
    goals: 'G18',
    environment: { BASEKEEPER_TREES: '1000', BASEKEEPER_SEED: '1' },
  },
  {
    title: 'Random trees of files, cloned, moved, and through a change of version',
    file: 'manage/random-trees-operations.integration.test.ts',
    goals: 'G18',
    environment: { BASEKEEPER_TREES: '100', BASEKEEPER_SEED: '1' },
  },
  {
    title: 'Kinds of files, one of 5 GB with holes',
    file: 'data/what-is-there.integration.test.ts',
    goals: 'G18',
    environment: { BASEKEEPER_SPARSE_MB: '5120' },
  },
  {
    title: 'Full drives',
    file: 'engine/full-drive.integration.test.ts',
    goals: 'G22',
    environment: { BASEKEEPER_FULL_DRIVE: 'all' },
  },
  {
    title: 'The Debian package, with an upgrade while instances run',
    file: 'package-upgrade',
    runner: 'package',
    goals: '',
    environment: {},
  },
  {
    title: 'The Debian package on a Debian with nothing on it',
    file: 'package-clean',
    runner: 'clean-package',
    goals: '',
    environment: {},
  },
  {
    title: 'The release workflow and the scripts of the packages, read by linters',
    file: 'workflow',
    runner: 'workflow',
    goals: '',
    environment: {},
  },
];

export interface LongTestOutcome {
  readonly test: LongTest;
  /** The day it ran, ISO 8601. */
  readonly date: string;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
  /** Lines in which a test told its figures. */
  readonly figures: readonly string[];
}

const FIGURES = new RegExp(
  `^(?:${[
    'acknowledged \\d',
    '\\d+ cycles in ',
    '\\d+ backups, ',
    '\\d+ trees came ',
    '\\d+\\.\\d+\\.\\d+ (?:back )?to \\d',
    'the drive was full in ',
    '\\d+ hook sets from seed ',
    '\\d+ instances beside ',
    '[a-z-]+: \\d+ of \\d+ points, ',
  ].join('|')})`,
);

/** The lines of a test's output in which it tells what it counted. */
export const figuresIn = (output: string): readonly string[] => output.split('\n').filter((line) => FIGURES.test(line));

/** Those whose file has one of the words in its name; all without words. */
export const longTestsNamed = (words: readonly string[]): readonly LongTest[] =>
  LONG_TESTS.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));

/** In the order of the list; a new outcome takes the place of an earlier one. */
export const withOutcome = (outcomes: readonly LongTestOutcome[], added: LongTestOutcome): readonly LongTestOutcome[] =>
  LONG_TESTS.flatMap(({ file }) => [added, ...outcomes].find(({ test }) => test.file === file) ?? []);

export function longTestsReport(
  versions: Readonly<Record<string, string>>,
  outcomes: readonly LongTestOutcome[],
): string {
  const rows = outcomes.map(({ test, date, passed, failed, durationMs }) => {
    const settings = Object.entries(test.environment).map(([name, value]) => `\`${name}=${value}\``);
    return `| ${[test.title, test.goals, settings.join(' '), passed, failed, seconds(durationMs), date].join(' | ')} |`;
  });
  const figures = outcomes.flatMap(({ test, figures: lines }) => lines.map((line) => `- ${test.title}: ${line}`));
  return [
    '# Long tests',
    '',
    'Written by `npm run test:long`, which runs the same tests as `npm test` with larger numbers, on real processes.',
    '',
    `Last run with ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
    '| Test | Goals | Settings | Passed | Failed | Took | Ran |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...figures,
    '',
  ].join('\n');
}
