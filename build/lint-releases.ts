/** Reads the release workflow and what the packages bring to a system with the linters made for each. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CACHE, inProject, PROJECT } from './project';
import type { Report } from './report';
import { NOTHING, ONE_PASSED, oneFailed, sum, type TestCount } from './test-count';

/** From the Go module proxy, which keeps what a version was. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const BIN = join(CACHE, 'go-bin');

interface Lint {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** One test for each linter; without Go the workflow cannot be read, and that is said. */
export async function lintReleases(report: Report): Promise<TestCount> {
  const scripts = (await readdir(inProject('build', 'package'), { recursive: true }))
    .filter((path) => path.endsWith('.sh'))
    .map((path) => join('build', 'package', path));
  const about = 'build/package/linux/io.github.basekeeper.Basekeeper.metainfo.xml';
  const actionlint = await installActionlint();
  if (actionlint === undefined)
    report.line(`  the workflow was not read: there is no Go here to install ${ACTIONLINT}`);
  const lints: readonly Lint[] = [
    { name: 'scripts of the packages', command: 'shellcheck', args: ['--shell=sh', ...scripts] },
    { name: 'description for software centres', command: 'appstreamcli', args: ['validate', '--no-net', about] },
    ...(actionlint === undefined ? [] : [{ name: 'release workflow', command: actionlint, args: [] }]),
  ];
  const counts = await Promise.all(lints.map((lint) => run(lint, report)));
  return sum([...counts, actionlint === undefined ? { ...NOTHING, skipped: 1 } : NOTHING]);
}

async function run({ name, command, args }: Lint, report: Report): Promise<TestCount> {
  const { failed, all } = await execa(command, args, { cwd: PROJECT, all: true, reject: false });
  report.line(`  ${name}: ${failed ? 'FAILED' : 'ok'}`);
  if (failed) report.line(all);
  return failed ? oneFailed(name) : ONE_PASSED;
}

async function installActionlint(): Promise<string | undefined> {
  await mkdir(BIN, { recursive: true });
  const installed = await execa('go', ['install', ACTIONLINT], { env: { GOBIN: BIN }, reject: false });
  return installed.failed ? undefined : join(BIN, 'actionlint');
}
