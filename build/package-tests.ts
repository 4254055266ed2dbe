/** The package as people install it: built, installed on a copy of this system, used, upgraded, removed. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { startDisplay } from './display';
import type { ElectronRuntime } from './electron-runtime';
import { ISOLATED } from './isolation';
import { ordinaryUser, type OrdinaryUser } from './ordinary-user';
import { cleanSystem } from './package/clean-system';
import { makePackages } from './package/make-packages';
import { CACHE, inProject, PROJECT, tool } from './project';
import { type Report, seconds } from './report';
import { NOTHING, readCount, type TestCount } from './test-count';

const COPY = inProject('build', 'package', 'in-copy-of-system.sh');
/** Longer than the one in package.json, so that nothing in the archive is where it was. */
const NEWER_VERSION = '0.10.0';
const SKIPPED: TestCount = { ...NOTHING, skipped: 1 };

export interface PackageTestOptions {
  readonly electron: ElectronRuntime;
  /** Folder with versions of PocketBase. */
  readonly versions: string;
  /** With an upgrade. */
  readonly long: boolean;
  /** On a system with nothing installed yet, which needs a network; else on a copy of this one. */
  readonly clean?: boolean;
}

export async function runPackageTests(options: PackageTestOptions, report: Report): Promise<TestCount> {
  const { electron, versions } = options;
  const user = await ordinaryUser([electron.executable, versions]);
  const reason = typeof user === 'string' ? user : await whyNotHere();
  if (typeof user === 'string' || reason !== null) {
    report.line(`Tests of the package: skipped, because ${reason ?? ''}`);
    return SKIPPED;
  }
  const startedAt = performance.now();
  const output = join(CACHE, 'package-test');
  const make = async (version: string | undefined, name: string): Promise<string> => {
    const folder = join(output, name);
    const wanted = { platform: 'linux', targets: ['deb'], electron, output: folder, fast: true } as const;
    const made = await makePackages({ ...wanted, ...(version === undefined ? {} : { version }) }, report);
    const [deb] = made.filter((path) => path.endsWith('.deb'));
    if (deb === undefined) throw new Error('No deb was made');
    return deb;
  };
  try {
    const deb = await make(undefined, 'package');
    const newer = options.long ? await make(NEWER_VERSION, 'newer') : undefined;
    const builtAfter = performance.now() - startedAt;
    const system = options.clean === true ? await cleanSystem(user, report) : '/';
    const count = await play({ ...options, user, deb, newer, system }, report);
    report.line(
      `Tests of the package: ${seconds(builtAfter)} to build, ${seconds(performance.now() - startedAt)} in all`,
    );
    return count;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function play(
  options: PackageTestOptions & {
    readonly user: OrdinaryUser;
    readonly deb: string;
    readonly newer: string | undefined;
    readonly system: string;
  },
  report: Report,
): Promise<TestCount> {
  const { user, versions, deb, newer, system } = options;
  report.line(
    `Tests of the package (installed by apt on a copy of ${system === '/' ? 'this system' : system}, used by an ordinary user) ...`,
  );
  const work = await mkdtemp(join(tmpdir(), 'basekeeper-package-'));
  const display = await startDisplay({ uid: user.uid, gid: user.gid });
  const results = join(work, 'results');
  await mkdir(results);
  try {
    const [node, playwright] = tool('@playwright/test/cli.js');
    const isThisOne = system === '/';
    const real = [PROJECT, ...(isThisOne ? [] : [node, user.node, '/etc/resolv.conf'])];
    const copy = [...(isThisOne ? ISOLATED : []), COPY, work, system, ...new Set(real), '--'];
    const test = [node, playwright, 'test', '--config', 'e2e/installed/playwright.config.ts'];
    const reportFile = join(results, 'results.json');
    const args = [...copy, ...test, '--output', join(results, 'output'), '--reporter', 'list,json'];
    const [command, ...rest] = args as [string, ...string[]];
    const run = await execa(command, rest, {
      cwd: PROJECT,
      env: {
        ...display.env,
        BASEKEEPER_PACKAGE: deb,
        ...(newer === undefined ? {} : { BASEKEEPER_NEWER_PACKAGE: newer }),
        BASEKEEPER_USER: JSON.stringify(user),
        BASEKEEPER_TEST_VERSIONS: versions,
        PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
      reject: false,
    });
    const count = await readCount('playwright', reportFile, run.failed);
    await cp(results, inProject('test-results', 'package'), { recursive: true });
    return count;
  } finally {
    display.stop();
    await rm(work, { recursive: true, force: true });
  }
}

/** As part of a sentence; null: they can run. */
async function whyNotHere(): Promise<string | null> {
  if (!existsSync('/usr/bin/dpkg-deb') || !existsSync('/usr/bin/apt-get')) return 'this is no Debian';
  const work = await mkdtemp(join(tmpdir(), 'basekeeper-copy-'));
  try {
    const tried = await execa(COPY, [work, '/', PROJECT, '--', 'true'], { reject: false });
    return tried.failed ? 'a copy of this system cannot be made here (overlay, unshare)' : null;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
