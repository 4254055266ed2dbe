/** How large a package is, what makes it so, and what it is beside one with nothing but Electron in it. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listPackage, statFile } from '@electron/asar';
import { Arch, build, Platform, type Configuration } from 'electron-builder';
import { CACHE, inProject } from '../project';

/** All in bytes. */
interface Sizes {
  readonly download: number;
  readonly installed: number;
}

/** What the app adds may not be more than this part of an empty Electron. */
const GOAL = 1.15;

/** Markdown. `configuration` is that of the package beside it, so that both are made the same way. */
export async function sizeReport(deb: string, unpacked: string, configuration: Configuration): Promise<string> {
  const own = { download: (await stat(deb)).size, installed: await bytesBelow(unpacked) };
  const empty = await emptyPackage(configuration);
  const ratio = (kind: keyof Sizes): number => own[kind] / empty[kind];
  return [
    '| | Basekeeper | Electron with nothing in it | Ratio |',
    '| --- | --- | --- | --- |',
    `| Download (deb) | ${megabytes(own.download)} | ${megabytes(empty.download)} | ${ratio('download').toFixed(3)} |`,
    `| Installed | ${megabytes(own.installed)} | ${megabytes(empty.installed)} | ${ratio('installed').toFixed(3)} |`,
    '',
    `Goal: below ${GOAL.toFixed(2)}. ${Math.max(ratio('download'), ratio('installed')) < GOAL ? 'Met.' : 'NOT met.'}`,
    '',
    '| Largest parts | Installed |',
    '| --- | --- |',
    ...(await largest(unpacked)).map(([name, bytes]) => `| ${name} | ${megabytes(bytes)} |`),
    '',
  ].join('\n');
}

async function emptyPackage(configuration: Configuration): Promise<Sizes> {
  const project = join(CACHE, 'package', 'empty');
  await rm(project, { recursive: true, force: true });
  await mkdir(project, { recursive: true });
  const { version, author, homepage, license } = JSON.parse(
    await readFile(inProject('package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const description = { name: 'empty', description: 'Nothing', main: 'main.cjs', version, author, homepage, license };
  await writeFile(join(project, 'package.json'), JSON.stringify({ ...description, desktopName: 'basekeeper.desktop' }));
  await writeFile(join(project, 'main.cjs'), "require('electron').app.quit();\n");
  const output = join(project, 'packages');
  const [deb = ''] = await build({
    targets: Platform.LINUX.createTarget(['deb'], process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    publish: 'never',
    projectDir: project,
    config: { ...configuration, directories: { output }, files: ['**/*', '!packages'], extraResources: [] },
  });
  const [unpacked = ''] = (await readdir(output)).filter((name) => name.endsWith('-unpacked'));
  return { download: (await stat(deb)).size, installed: await bytesBelow(join(output, unpacked)) };
}

async function largest(unpacked: string): Promise<readonly (readonly [string, number])[]> {
  const archive = join(unpacked, 'resources', 'app.asar');
  const inArchive = new Map<string, number>();
  for (const path of listPackage(archive, { isPack: false })) {
    const entry = statFile(archive, path.replace(/^\//, ''));
    if (!('size' in entry)) continue;
    const [, first = '', second = '', third = ''] = path.split('/');
    const name =
      first === 'out'
        ? `app: ${second}${second === 'renderer' && third === 'assets' ? ` ${kindOf(path)}` : ''}`
        : `app: ${first}`;
    inArchive.set(name, (inArchive.get(name) ?? 0) + entry.size);
  }
  const files = (await readdir(unpacked, { withFileTypes: true })).filter(({ name }) => name !== 'resources');
  const others = await Promise.all(
    files.map(async ({ name }) => [`Electron: ${name}`, await bytesBelow(join(unpacked, name))] as const),
  );
  return [...inArchive, ...others].sort(([, a], [, b]) => b - a).slice(0, 14);
}

const kindOf = (path: string): string =>
  path.endsWith('.png') ? 'pictures of Help' : path.endsWith('.woff2') ? 'fonts' : 'program and style';

async function bytesBelow(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => bytesBelow(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
