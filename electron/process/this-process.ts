import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Here, HomeHolder } from '../../shared/home-lock';
import { bootId, identify, isStillThere } from './process-identity';

/** How this process is told from all others, also by another computer that shares its folders. */
export function thisProcess(): Omit<HomeHolder, 'since' | 'released'> {
  const { bootId: boot, pidSpace, host, machineId } = thisPlace();
  const processStartedAt = identify(process.pid)?.startedAt ?? '';
  return { pid: process.pid, processStartedAt, bootId: boot, pidSpace, host, machineId };
}

/** The computer and, where there are such, the container this process runs in. */
export const thisPlace = (): Here => ({
  bootId: bootId(),
  pidSpace: pidSpace(),
  host: hostname(),
  machineId: machineId(),
  isThere: ({ pid, processStartedAt, bootId: boot }) =>
    pid !== process.pid && isStillThere({ pid, startedAt: processStartedAt, bootId: boot }),
});

/** Linux: `pid:[4026531836]`. */
function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Given once to each installation of Linux; empty elsewhere. */
function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}
