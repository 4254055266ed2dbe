/** What procfs (Linux) tells of a process that goes on under one pid. Null where it tells nothing. */
import { readdirSync, readFileSync } from 'node:fs';

/** Columns of `/proc/<pid>/stat` after the name, which may hold anything: state is the first. */
const STACK_COLUMN = 25;

/**
 * Changes when a process replaces its program by another, or by itself: the place of its stack, which the system chooses anew.
 * PocketBase does so when a hook changes; its pid and start time stay the same.
 */
export function imageMark(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    const mark = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[STACK_COLUMN];
    // Where the system does not show it.
    return mark === undefined || mark === '0' ? null : mark;
  } catch {
    return null;
  }
}

const NANOSECONDS_IN_MS = 1e6;

/** Milliseconds in which its threads ran or waited for a processor, since they began. */
export function activeMs(pid: number): number | null {
  const folder = `/proc/${String(pid)}/task`;
  try {
    let nanoseconds = 0;
    for (const thread of readdirSync(folder)) nanoseconds += ranAndWaited(`${folder}/${thread}/schedstat`);
    return nanoseconds / NANOSECONDS_IN_MS;
  } catch {
    return null;
  }
}

function ranAndWaited(file: string): number {
  try {
    const [ran = '0', waited = '0'] = readFileSync(file, 'latin1').split(' ');
    return Number(ran) + Number(waited);
  } catch {
    // A thread that ended meanwhile.
    return 0;
  }
}
