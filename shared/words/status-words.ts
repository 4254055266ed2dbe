import { displayStatus, isDegraded, unansweredOf, type DisplayKind } from '../display-status';
import type { MaintenanceReason, MaintenanceSetter } from '../maintenance-reason';
import type { Instance } from '../instance';
import type { WarningKind } from '../warning';
import { untilInWords } from './moment-words';

/** The word beside the glyph, the same in the list, on the page and in the tray. */
export const STATUS_WORDS: Readonly<Record<DisplayKind, string>> = {
  running: 'Running',
  starting: 'Starting',
  stopping: 'Stopping',
  restarting: 'Restarting',
  waiting: 'Waiting to restart',
  'entering-maintenance': 'Entering maintenance',
  maintenance: 'Maintenance',
  stopped: 'Stopped',
};

/** The word for what an instance is now: `Running`, `Maintenance until 15:20`, or `Not answering (2 of 3)` while its questions go unanswered. */
export function statusWord(instance: Pick<Instance, 'intent' | 'state' | 'unanswered'>): string {
  const unanswered = unansweredOf(instance);
  if (unanswered === null) {
    const { kind } = displayStatus(instance);
    const until = kind === 'maintenance' ? untilInWords(instance.intent.maintenance) : '';
    return `${STATUS_WORDS[kind]} ${until}`.trimEnd();
  }
  return `Not answering (${String(unanswered.questions)} of ${String(unanswered.of)})`;
}

/** The word, and whether something is wrong all the same: `Running, degraded`. */
export const statusInWords = (instance: Pick<Instance, 'intent' | 'state' | 'warnings' | 'unanswered'>): string => {
  const word = statusWord(instance);
  return isDegraded(instance) ? `${word}, ${DEGRADED_WORD.toLowerCase()}` : word;
};

/** The badge beside the status of an instance that runs although something is wrong. */
export const WAITS_FOR_EXIT = 'Waiting until the process has ended.';

export const DEGRADED_WORD = 'Degraded';

/** Why an instance is in maintenance, as the end of "In maintenance: …". */
export const MAINTENANCE_REASON_WORDS: Readonly<Record<MaintenanceReason, string>> = {
  requested: 'you switched it on',
  scheduled: 'its schedule switched it on',
  'start-failed': 'it could not start',
  crashed: 'PocketBase stopped unexpectedly',
  unresponsive: 'PocketBase stopped answering',
  'data-at-risk': 'its data was removed or replaced while it was running',
  'restart-loop': 'PocketBase kept restarting itself',
  'could-not-be-stopped': 'PocketBase could not be stopped',
  'ended-while-app-was-away': 'PocketBase failed while Basekeeper was not running',
  operation: 'Basekeeper is working on its data',
  'operation-failed': 'an operation on its data failed and was undone',
};

/** What is wrong with a running instance, and what to do about it. */
export const WARNING_WORDS: Readonly<Record<WarningKind, { readonly title: string; readonly text: string }>> = {
  'hook-not-loaded': {
    title: 'A hook was not loaded',
    text: 'PocketBase serves without it. Correct the file in pb_hooks; it is loaded again when you save it.',
  },
  'hooks-left-out': {
    title: 'Running without hooks',
    text: 'You started it once without the files in pb_hooks. The next start loads them again.',
  },
  'database-damaged': {
    title: 'SQLite reports damage in a database',
    text: 'Requests that do not touch it still work. Copy the folder now, turn maintenance on and restore a backup.',
  },
  'not-answering': {
    title: 'PocketBase does not answer',
    text: 'Its process exists but does not answer the health check. It is left running, as you chose under Options. Restart it, or turn maintenance on.',
  },
  'health-not-checked': {
    title: 'Its health cannot be checked',
    text: 'PocketBase answers, so it is running. Only /api/health could say whether everything in it works. If a hook or a rate limit covers that address on purpose, there is nothing to do.',
  },
  'restarts-itself': {
    title: 'PocketBase restarts itself again and again',
    text: 'It does so whenever a file in pb_hooks changes, and refuses requests for a moment each time. If a hook writes that file, let it write elsewhere. If it goes on without a pause, the instance goes into maintenance.',
  },
  'data-shared': {
    title: 'Another process has the same data open',
    text: 'Two servers on one database can damage it. Stop the other process, or turn maintenance on here.',
  },
  'data-files-deleted': {
    title: 'Database files were deleted while PocketBase is using them',
    text: 'New data is in no copy of the folder, and is lost if the process is killed. Restart it soon: a normal stop writes its data into the database.',
  },
};

/** A file of a newer Basekeeper may hold a reason this one does not know. */
export const maintenanceReasonInWords = (reason: MaintenanceReason): string =>
  Object.hasOwn(MAINTENANCE_REASON_WORDS, reason)
    ? MAINTENANCE_REASON_WORDS[reason]
    : `a newer version of Basekeeper had a reason this one does not know (${reason})`;

/** Why it is not given an end. */
export const maintenanceNotTimed = (one: { readonly instanceName: string; readonly reason: MaintenanceReason }) => ({
  title: `${one.instanceName} was put into maintenance by Basekeeper`,
  text: `It is in maintenance because ${maintenanceReasonInWords(one.reason)}. Such maintenance is not ended by a timer: turn it off yourself once the cause is gone.`,
});

const SETTER_WORDS: Readonly<Record<MaintenanceSetter, string>> = {
  window: 'you, in the window',
  tray: 'you, from the tray',
  'command-line': 'you, on the command line',
  schedule: 'its schedule',
  assistant: 'an assistant',
  basekeeper: 'Basekeeper itself',
};

/** Who switched maintenance on; also for one that only a newer Basekeeper knows. */
export const maintenanceSetterInWords = (setBy: MaintenanceSetter): string =>
  Object.hasOwn(SETTER_WORDS, setBy) ? SETTER_WORDS[setBy] : `a newer version of Basekeeper (${setBy})`;

/** A duration in at most two units, e.g. `3 h 12 min`, `45 s`. Negative durations (a clock set back) read as `0 s`. */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${String(hours)} h` : `${String(hours)} h ${String(minutes % 60)} min`;
  const days = Math.floor(hours / 24);
  const dayWord = days === 1 ? 'day' : 'days';
  return hours % 24 === 0 ? `${String(days)} ${dayWord}` : `${String(days)} ${dayWord} ${String(hours % 24)} h`;
}
