/** A Debian package out of a tree of files, by dpkg-deb. */
import { createHash } from 'node:crypto';
import { chmod, copyFile, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import type { PackageRequest } from './fpm-arguments';

const COMPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  xz: ['-Zxz', '-z6'],
  gz: ['-Zgzip', '-z6'],
  zst: ['-Zzstd', '-z1'],
  none: ['-Znone'],
};

const SCRIPTS = { afterInstall: 'postinst', beforeRemove: 'prerm', afterRemove: 'postrm' } as const;

export async function buildDeb(request: PackageRequest, tree: string): Promise<void> {
  const compression = COMPRESSIONS[request.compression];
  if (compression === undefined) throw new Error(`A deb is not compressed with ${request.compression} here`);
  const files = await filesIn(tree);
  const about = join(tree, 'DEBIAN');
  await mkdir(about);
  await writeFile(join(about, 'control'), controlFile(request, files.bytes));
  await writeFile(join(about, 'md5sums'), await checksums(tree, files.paths));
  for (const [kind, name] of Object.entries(SCRIPTS)) {
    const script = request.scripts[kind as keyof typeof SCRIPTS];
    if (script === undefined) continue;
    await copyFile(script, join(about, name));
    await chmod(join(about, name), 0o755);
  }
  await execa('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, request.output], {
    // All processors: dpkg-deb compresses on its own choice of them otherwise.
    env: { DPKG_DEB_THREADS_MAX: '0' },
    stdout: 'ignore',
  });
}

/** Installed-Size is in KiB and counts whole ones, as dpkg does it. */
export function controlFile(request: PackageRequest, installedBytes: number): string {
  const [first = '', ...more] = request.description.split('\n').map((line) => line.trim());
  const fields: Readonly<Record<string, string | undefined>> = {
    Package: request.name,
    Version: request.version,
    Architecture: request.architecture,
    Maintainer: request.maintainer,
    'Installed-Size': String(Math.ceil(installedBytes / 1024)),
    Depends: request.depends.join(', '),
    Recommends: request.recommends.join(', '),
    Section: request.category ?? 'misc',
    Priority: request.priority ?? 'optional',
    Homepage: request.url,
    Description: [first.replace(/\.$/, ''), ...more.map((line) => ` ${line === '' ? '.' : line}`)].join('\n'),
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value ?? ''}\n`)
    .join('');
}

async function filesIn(tree: string): Promise<{ readonly paths: readonly string[]; readonly bytes: number }> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(paths.map(async (path) => (await lstat(path)).size));
  return { paths: paths.sort(), bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** What `dpkg --verify` and `debsums` compare with. */
async function checksums(tree: string, paths: readonly string[]): Promise<string> {
  let lines = '';
  for (const path of paths) {
    const hash = createHash('md5').update(await readFile(path));
    lines += `${hash.digest('hex')}  ${relative(tree, path)}\n`;
  }
  return lines;
}
