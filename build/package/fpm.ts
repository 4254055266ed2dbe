/**
 * Stands in for `fpm -s dir -t deb` and `-t rpm`, with the options that electron-builder passes, on top of the
 * distributions' own tools. The fpm that electron-builder would use is a download from GitHub, with a Ruby in it; this one
 * works wherever dpkg-deb and rpmbuild do, and writes what fpm leaves out of a package, such as checksums of its files.
 */
import { cp, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { buildDeb } from './deb';
import { parseFpmArguments, type PackageRequest } from './fpm-arguments';
import { buildRpm } from './rpm';

export async function run(args: readonly string[]): Promise<void> {
  const request = parseFpmArguments(args);
  // Beside the result: on the same drive, files are linked and not copied.
  const work = await mkdtemp(join(dirname(request.output), 'packing-'));
  try {
    const tree = join(work, 'tree');
    await stage(request, tree);
    await (request.type === 'deb' ? buildDeb : buildRpm)(request, tree, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Puts every file where it will be on the machine of a person, below `tree`. */
async function stage({ files }: PackageRequest, tree: string): Promise<void> {
  const mapped = await Promise.all(
    files.map(async ({ from, to }) => ({ from, target: join(tree, to), isFolder: (await lstat(from)).isDirectory() })),
  );
  // Folders come first: a file may be put into one of them.
  for (const { from, target, isFolder } of [...mapped].sort((one, other) => +other.isFolder - +one.isFolder)) {
    await mkdir(dirname(target), { recursive: true });
    if (isFolder) await execa('cp', ['--archive', '--link', '--no-target-directory', from, target]);
    else await cp(from, target, { verbatimSymlinks: true });
  }
  // Files of the app are readable by all and writable by root, whatever the umask of the one who packs them.
  await execa('chmod', ['--recursive', 'u=rwX,go=rX', tree]);
}
