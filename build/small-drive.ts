/** A drive with little room, for tests that run as an ordinary user, who may not mount one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ProcessUser } from './display';

export interface SmallDrive {
  readonly path: string;
  remove(): Promise<void>;
}

/** Null where none can be had: not root, not Linux, or a container that keeps even root from mounting. */
export async function smallDrive(user: ProcessUser | undefined): Promise<SmallDrive | null> {
  if (process.platform !== 'linux' || user === undefined) return null;
  const path = await mkdtemp(join(tmpdir(), 'basekeeper-small-'));
  const options = `size=128k,mode=700,uid=${String(user.uid)},gid=${String(user.gid)}`;
  const mounted = await execa('mount', ['-t', 'tmpfs', '-o', options, 'none', path], { reject: false });
  const remove = async (): Promise<void> => {
    if (!mounted.failed) await execa('umount', ['--lazy', path], { reject: false });
    await rm(path, { recursive: true, force: true });
  };
  if (!mounted.failed) return { path, remove };
  await remove();
  return null;
}
