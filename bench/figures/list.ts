import type { Measured, Unit } from '../measurements';

/** One row of the table. */
export interface Figure {
  readonly id: string;
  readonly name: string;
  readonly unit: Unit;
  readonly goal?: string;
  readonly isMet?: (measured: Measured) => boolean;
  /** The figure whose bare spawn it is compared to, where it has none of its own. */
  readonly bare?: string;
  readonly how: string;
}

const within =
  (medianMs: number, p99Ms: number) =>
  ({ median, p99 }: Measured): boolean =>
    median <= medianMs && p99 <= p99Ms;
const p99Within = (limit: number): ((measured: Measured) => boolean) => within(limit, limit);

const DEATH =
  'SIGKILL → maintenance read from `instances.json` by another process; bare: exit event; pm2: event bus; supervisord: its log';

export const FIGURES: readonly Figure[] = [
  {
    id: 'death-of-1',
    name: 'G1 death → maintenance on disk, 1 instance',
    unit: 'ms',
    goal: 'median ≤ 60, p99 ≤ 250',
    isMet: within(60, 250),
    how: DEATH,
  },
  {
    id: 'death-of-20',
    name: 'G1 the same, 1 of 20 running',
    unit: 'ms',
    goal: 'median ≤ 60, p99 ≤ 250',
    isMet: within(60, 250),
    how: 'as above, each in turn',
  },
  {
    id: 'kill-20',
    name: '20 killed at once → all 20 in maintenance on disk',
    unit: 'ms',
    how: 'as above, until the last one',
  },
  {
    id: 'death-in-window',
    name: 'G2 death → the window has been told',
    unit: 'ms',
    goal: 'p99 ≤ 500',
    isMet: p99Within(500),
    bare: 'death-of-20',
    how: '1 of 20; the message with the maintenance has arrived in the renderer and been answered over the test connection',
  },
  {
    id: 'death-notification',
    name: 'G2 death → desktop notification',
    unit: 'ms',
    goal: 'p99 ≤ 500',
    isMet: p99Within(500),
    bare: 'death-of-20',
    how: '1 of 20; a notification daemon on the session bus was called',
  },
  {
    id: 'start',
    name: 'G10 start → Running',
    unit: 'ms',
    goal: 'median ≤ 300, p99 ≤ 1000',
    isMet: within(300, 1000),
    how: 'command sent → state seen outside the app; others: → first health answer 200, asked every 2 ms',
  },
  {
    id: 'switch-off',
    name: 'Maintenance off → Running',
    unit: 'ms',
    bare: 'start',
    how: 'the same, out of maintenance: the port has to be given back first; others: a start',
  },
  {
    id: 'start-20',
    name: 'G10 start of 20 at once → all Running',
    unit: 'ms',
    goal: '≤ 3000',
    isMet: p99Within(3000),
    how: 'as above, until the last one',
  },
  {
    id: 'switch-on',
    name: 'G11 maintenance on → process gone, idle',
    unit: 'ms',
    goal: 'p99 ≤ 300',
    isMet: p99Within(300),
    how: 'command sent → exit seen and told; bare: SIGTERM → exit event; others: their stop command has answered',
  },
  { id: 'stop', name: 'Stop → Stopped, idle', unit: 'ms', how: 'the same by the stop command' },
  { id: 'stop-20', name: 'Stop of 20 at once → all Stopped', unit: 'ms', how: 'as above, until the last one' },
  {
    id: 'quick-stop-10',
    name: 'G12 quick stop of 10 idle',
    unit: 'ms',
    goal: '≤ 1000',
    isMet: p99Within(1000),
    how: 'maintenance on for 10 at once, until the last process is gone; others: stop',
  },
  {
    id: 'close-10',
    name: 'G13 quit with 10 running, without window',
    unit: 'ms',
    goal: '≤ 3000',
    isMet: p99Within(3000),
    how: 'until the process is gone; bare: all 10 have got SIGTERM and ended; others: their daemon is ended',
  },
  {
    id: 'window-quit-10',
    name: 'G13 the same, the whole app',
    unit: 'ms',
    goal: '≤ 3000',
    isMet: p99Within(3000),
    bare: 'close-10',
    how: 'quit as in the menu → the app’s process is gone',
  },
  {
    id: 'launch-0',
    name: 'Launch → usable window, 0 instances',
    unit: 'ms',
    how: 'process created → list drawn and a button can be clicked',
  },
  {
    id: 'launch-20',
    name: 'The same, 20 instances meant to run',
    unit: 'ms',
    how: 'their starts go on at the same time',
  },
  { id: 'launch-50', name: 'The same, 50 instances', unit: 'ms', how: 'as above' },
  {
    id: 'launch-running-20',
    name: 'Launch → all 20 Running',
    unit: 'ms',
    bare: 'start-20',
    how: 'as the window is told; bare: the start of 20 at once',
  },
  { id: 'launch-running-50', name: 'Launch → all 50 Running', unit: 'ms', how: 'as above' },
  {
    id: 'memory-0',
    name: 'Memory, 0 instances',
    unit: 'MiB',
    how: 'PSS of all processes of the app, with its window, without PocketBase',
  },
  { id: 'memory-20', name: 'Memory, 20 idle', unit: 'MiB', how: 'as above; others: PSS of the daemon' },
  { id: 'memory-50', name: 'Memory, 50 idle', unit: 'MiB', how: 'as above' },
  {
    id: 'memory-20-headless',
    name: 'Memory without window, 20 idle',
    unit: 'MiB',
    how: 'PSS of the part that supervises, under plain Node',
  },
  {
    id: 'processor-0',
    name: 'Processor, 0 instances',
    unit: '%',
    how: 'of one core over 30 s, all processes of the app',
  },
  {
    id: 'processor-20',
    name: 'G29 processor, 20 idle',
    unit: '%',
    goal: '≤ 1',
    isMet: p99Within(1),
    how: 'as above; others: the daemon',
  },
  { id: 'processor-50', name: 'Processor, 50 idle', unit: '%', how: 'as above' },
  {
    id: 'processor-20-headless',
    name: 'Processor without window, 20 idle',
    unit: '%',
    how: 'the part that supervises, under plain Node',
  },
  {
    id: 'status-command',
    name: 'Command that tells the state of 20 running',
    unit: 'ms',
    how: 'process created → ended: `basekeeper status --json` (Go), `pm2 jlist` (Node), `supervisorctl status` (Python); app without window',
  },
  {
    id: 'flood-write',
    name: 'G28 a child writes 1 GiB',
    unit: 'ms',
    how: 'through the app’s output files with rotation; bare: the same into a plain file',
  },
  {
    id: 'flood-memory',
    name: 'G28 growth of the app’s memory in that time',
    unit: 'MiB',
    goal: '≤ 64',
    isMet: p99Within(64),
    how: 'RSS at its highest, sampled every 10 ms',
  },
  {
    id: 'flood-loop-delay',
    name: 'Delay of the event loop in that time',
    unit: 'ms',
    how: 'p99 of each run; median / most of the runs',
  },
];

const LOOP = 'p99 of the delay of main’s event loop, sampled every millisecond; median / most of the runs';

/** What is compared with tools for files instead of managers of processes. */
export const DATA_FIGURES: readonly Figure[] = [
  {
    id: 'backup-running',
    name: 'Backup of 1 GiB while it runs and is written to',
    unit: 'ms',
    how: 'button → verified; PocketBase: its own API has answered, nothing is verified',
  },
  {
    id: 'backup-blocked-write',
    name: 'Longest wait of a write during it',
    unit: 'ms',
    how: 'one record after the other, each waited for',
  },
  {
    id: 'backup-stopped',
    name: 'Backup of 1 GiB while it is stopped',
    unit: 'ms',
    how: 'the same; tools: `tar` into `gzip -1`, `sha256sum`, `tar -t`',
  },
  {
    id: 'backup-size',
    name: 'Size of that backup',
    unit: 'MiB',
    how: 'files that are packed already are stored as they are',
  },
  {
    id: 'restore',
    name: 'Restore of 1 GiB',
    unit: 'ms',
    how: 'button → done: safety backup, unpacking, check of every page, a trial start, exchange, start; tools: pack the current data, `sha256sum`, unpack, sync',
  },
  {
    id: 'upgrade',
    name: 'Change of version of 1 GiB, 0.28.4 → newest',
    unit: 'ms',
    how: 'button → done: backup, copy, trial start, exchange, start',
  },
  {
    id: 'upgrade-downtime',
    name: 'G21 in which PocketBase did not answer for',
    unit: 'ms',
    how: 'health asked every 5 ms; the backup and the copy are made in this time',
  },
  ...['backup-running', 'backup-stopped', 'restore', 'upgrade'].map((of): Figure => ({
    id: `${of}-loop-delay`,
    name: `Delay of main during ${of.replace('-', ' ')}`,
    unit: 'ms',
    goal: 'p99 ≤ 20',
    isMet: p99Within(20),
    how: LOOP,
  })),
];
