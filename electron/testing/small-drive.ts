/** A drive of 64 KiB, or of another size, that can really be full or read-only. Linux and root only; elsewhere its tests are shown as skipped. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIZE_BYTES = 64 * 1024;
/** Down to one byte, so that not even a short line fits. */
const CHUNKS_BYTES = [1024 * 1024, 4096, 1];

export interface SmallDrive {
  /** Until not a byte more fits. */
  fill(): void;
  makeRoom(): void;
  setReadOnly(readOnly: boolean): void;
  unmount(): void;
}

export function mountSmallDrive(folder: string, sizeBytes = SIZE_BYTES): SmallDrive {
  mkdirSync(folder, { recursive: true });
  run('mount', ['-t', 'tmpfs', '-o', `size=${String(sizeBytes)},mode=700`, 'none', folder]);
  const filler = join(folder, 'filler');
  return {
    fill: () => {
      for (const bytes of CHUNKS_BYTES) appendUntilFull(filler, Buffer.alloc(bytes));
    },
    makeRoom: () => rmSync(filler, { force: true }),
    setReadOnly: (readOnly) => run('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder]),
    unmount: () => run('umount', ['--lazy', folder]),
  };
}

function appendUntilFull(path: string, chunk: Buffer): void {
  try {
    for (;;) appendFileSync(path, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

export const CAN_MOUNT = process.platform === 'linux' && process.getuid?.() === 0 && tryMounting();

function tryMounting(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'basekeeper-mount-'));
  try {
    mountSmallDrive(folder).unmount();
    return true;
  } catch {
    // A container may keep even root from mounting.
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
