/** A drive of 64 KiB that can really be full or read-only. Linux and root only; elsewhere its tests are shown as skipped. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIZE_BYTES = 64 * 1024;
const PAGE_BYTES = 4096;

export interface SmallDrive {
  /** Until not a byte more fits. */
  fill(): void;
  makeRoom(): void;
  setReadOnly(readOnly: boolean): void;
  unmount(): void;
}

export function mountSmallDrive(folder: string): SmallDrive {
  mkdirSync(folder, { recursive: true });
  run('mount', ['-t', 'tmpfs', '-o', `size=${String(SIZE_BYTES)},mode=700`, 'none', folder]);
  const filler = (index: number): string => join(folder, `filler-${String(index)}`);
  let fillers = 0;
  return {
    fill: () => {
      try {
        for (; ; fillers += 1) writeFileSync(filler(fillers), Buffer.alloc(PAGE_BYTES));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    makeRoom: () => {
      for (; fillers >= 0; fillers -= 1) rmSync(filler(fillers), { force: true });
      fillers = 0;
    },
    setReadOnly: (readOnly) => run('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder]),
    unmount: () => run('umount', ['--lazy', folder]),
  };
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
