/** A Debian with nothing on it but apt: shows whether the package asks for everything that it needs. Root only, with a network. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { OrdinaryUser } from '../ordinary-user';
import { CACHE } from '../project';
import type { Report } from '../report';

/** Its root folder, in which `user` exists. Kept for the next time. */
export async function cleanSystem(user: OrdinaryUser, report: Report): Promise<string> {
  const release = await codename();
  const root = join(CACHE, `clean-${release}`);
  if (existsSync(root)) return root;
  await report.step(`Obtaining a Debian ${release} with nothing on it`, async () => {
    const incoming = `${root}-incoming`;
    await rm(incoming, { recursive: true, force: true });
    await mkdir(CACHE, { recursive: true });
    const addUser = `chroot "$1" useradd --create-home --uid ${String(user.uid)} --user-group ${user.name}`;
    const hook = `--customize-hook=${addUser}`;
    // For a mirror with https, and for leaving this system; the lists of packages are kept, apt will need them.
    const bare = ['--variant=apt', '--include=ca-certificates,mount', '--skip=cleanup/apt/lists'];
    await execa('mmdebstrap', ['--mode=root', ...bare, hook, release, incoming], { stdin: 'ignore' });
    await rename(incoming, root);
  });
  return root;
}

async function codename(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8');
  return /^VERSION_CODENAME=(\w+)$/m.exec(text)?.[1] ?? 'stable';
}
