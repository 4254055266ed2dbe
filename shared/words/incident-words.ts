import type { Exit, IncidentCause, IncidentSummary } from '../incident';
import { durationInWords } from './status-words';

/** What happened, what it means, what to do. */
export interface CauseWords {
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
}

const CAUSE_WORDS: Readonly<Record<IncidentCause, CauseWords>> = {
  'port-taken': {
    title: 'The port is in use',
    explanation: 'Another program is listening on this instance’s port, so PocketBase could not open it.',
    remedy: 'Stop the other program or use another port, then turn maintenance off.',
  },
  'port-not-permitted': {
    title: 'The port is not permitted',
    explanation: 'The system does not let your user open this port.',
    remedy: 'Use a port from 1024 upwards.',
  },
  'migration-failed': {
    title: 'A migration failed',
    explanation: 'PocketBase stopped because a migration in pb_migrations could not be applied.',
    remedy: 'Correct or remove the migration named in the output, then turn maintenance off.',
  },
  'hook-failed': {
    title: 'A hook failed',
    explanation: 'JavaScript in pb_hooks failed in a way that ended pocketbase.',
    remedy: 'Correct the hook named in the output, then turn maintenance off.',
  },
  'hook-called-exit': {
    title: 'PocketBase ended itself',
    explanation:
      'It ended with an exit code of its own and without closing its database, which is what a hook that calls $os.exit() does.',
    remedy: 'Look for $os.exit in pb_hooks, then turn maintenance off.',
  },
  'database-damaged': {
    title: 'The database cannot be read',
    explanation: 'SQLite reports that a database file in pb_data is damaged or is not a database.',
    remedy: 'Keep the folder as it is and restore a backup before turning maintenance off.',
  },
  'database-missing': {
    title: 'The database is missing',
    explanation:
      'data.db is missing or empty although this instance ran before. A start would create an empty database in its place.',
    remedy: 'Put data.db back or restore a backup, then turn maintenance off.',
  },
  'wrong-encryption-key': {
    title: 'The settings cannot be decrypted',
    explanation: 'The settings in the database are encrypted with another key than the one given, or none is given.',
    remedy: 'Enter the key the settings were saved with under Settings, then turn maintenance off.',
  },
  'data-in-use': {
    title: 'Another process is serving the data',
    explanation:
      'A process that Basekeeper did not start works on the databases of this instance, and may be answering requests.',
    remedy: 'Stop that process, then turn maintenance off.',
  },
  'data-folder-missing': {
    title: 'The data folder is missing',
    explanation: 'pb_data of this instance is gone or has been moved. A start would create an empty one in its place.',
    remedy: 'Put the folder back or restore a backup, then turn maintenance off.',
  },
  'data-folder-not-writable': {
    title: 'The data folder cannot be written',
    explanation:
      'PocketBase cannot open or write its database because of the permissions of the folder or of a file in it.',
    remedy: 'Correct the permissions, then turn maintenance off.',
  },
  'data-replaced': {
    title: 'The data was replaced while PocketBase was running',
    explanation:
      'pb_data or data.db is not the one the process had opened. What it would have written from now on would have been lost.',
    remedy: 'Make sure that the right data is in pb_data, then turn maintenance off.',
  },
  'operation-unfinished': {
    title: 'An operation on its data was not finished',
    explanation:
      'Data that was exchanged by a restore or a change of version is still there, but the record of that operation is lost. So it cannot be told whether pb_data is the old data, the new data or incomplete.',
    remedy:
      'Look into the folder that is named below. If pb_data is right, move that folder elsewhere; if not, put its pb_data in the place of the present one. Then turn maintenance off.',
  },
  'disk-full': {
    title: 'The disk is full',
    explanation: 'PocketBase could not write because no space is left.',
    remedy: 'Free some space, then turn maintenance off.',
  },
  'out-of-memory': {
    title: 'Out of memory',
    explanation: 'PocketBase could not get the memory it asked for.',
    remedy: 'Close other programs or find the request or hook that needs so much, then turn maintenance off.',
  },
  killed: {
    title: 'PocketBase was killed',
    explanation:
      'The process was ended by a signal from outside: by a person, another program, or the system when memory ran out.',
    remedy:
      'If you ended it yourself, start it again. Otherwise check memory and other tools, then turn maintenance off.',
  },
  'ended-from-outside': {
    title: 'PocketBase was asked to end',
    explanation: 'It closed in order with exit code 0. Something other than Basekeeper asked it to.',
    remedy: 'Turn maintenance off to serve again.',
  },
  'crash-in-pocketbase': {
    title: 'PocketBase crashed',
    explanation: 'The process ended with a panic. The output holds its trace.',
    remedy: 'Read the first lines of the trace, then turn maintenance off.',
  },
  'executable-missing': {
    title: 'The PocketBase executable is missing',
    explanation: 'The pinned version is not in the version store.',
    remedy: 'Install that version again, then turn maintenance off.',
  },
  'executable-not-runnable': {
    title: 'The PocketBase executable cannot be run',
    explanation: 'The system refused to run the executable of the pinned version.',
    remedy: 'Install that version again, then turn maintenance off.',
  },
  'bad-arguments': {
    title: 'pocketbase refused its arguments',
    explanation: 'This version does not know one of the options it was started with.',
    remedy: 'Choose another version, then turn maintenance off.',
  },
  'start-timeout': {
    title: 'The start took too long',
    explanation:
      'The process was there, but gave no answer and made no progress for 15 seconds (or went on for two minutes without touching its data), so it was stopped.',
    remedy: 'Check the output for what it was doing, then turn maintenance off.',
  },
  'no-answer': {
    title: 'PocketBase stopped answering',
    explanation:
      'The process was there, but gave no answer at all, on any of the addresses it was asked at, three times in a row. So it was stopped.',
    remedy: 'Check the output for what it was doing, then turn maintenance off.',
  },
  'restart-loop': {
    title: 'PocketBase kept restarting itself',
    explanation:
      'PocketBase restarts itself whenever a file in pb_hooks changes. It did so without a pause for a minute, which is what happens when a hook writes into pb_hooks, so it was stopped.',
    remedy: 'Let the hook write outside of pb_hooks, then turn maintenance off.',
  },
  'stop-refused': {
    title: 'PocketBase could not be stopped',
    explanation: 'The process is still there although it was killed. Its data folder stays locked until it is gone.',
    remedy: 'A restart of the computer ends it.',
  },
  'not-recorded': {
    title: 'The start could not be recorded',
    explanation:
      'Basekeeper could not write down that it runs or how it ends, and starts nothing that would be forgotten.',
    remedy: 'Check free space and permissions of the file named here, then turn maintenance off.',
  },
  'secrets-not-readable': {
    title: 'A secret cannot be read',
    explanation:
      'The environment or the encryption key of this instance holds secrets that cannot be opened here, so PocketBase was not started without them.',
    remedy: 'Unlock the keyring or enter them again under Settings, then turn maintenance off.',
  },
  'limit-reached': {
    title: 'Basekeeper has reached a limit of the system',
    explanation:
      'The system gave Basekeeper no more open files, processes or memory, so PocketBase could not be started. Nothing is wrong with the instance.',
    remedy:
      'Stop other instances or programs, or raise the limit (“ulimit -n” for open files), then turn maintenance off.',
  },
  unknown: {
    title: 'PocketBase stopped unexpectedly',
    explanation: 'Nothing in its output says why.',
    remedy: 'Check the output, then turn maintenance off.',
  },
};

/** A file of a newer Basekeeper may hold a cause this one does not know. */
export const causeWords = (cause: IncidentCause): CauseWords =>
  CAUSE_WORDS[Object.hasOwn(CAUSE_WORDS, cause) ? cause : 'unknown'];

/** How a process ended, e.g. `killed by SIGKILL`, `exit code 7`. */
export function exitInWords(exit: Exit): string {
  // Of a process that is not our child, the system tells only that it is gone.
  if (exit.code === null && exit.signal === null) return 'exit code unknown';
  return exit.signal === null ? `exit code ${String(exit.code)}` : `killed by ${exit.signal}`;
}

/** One sentence for lists, popups and notifications: what happened and after how long. */
export function incidentSentence(incident: Omit<IncidentSummary, 'id' | 'seen'>): string {
  const after = incident.uptimeMs === null ? '' : ` ${afterInWords(incident.uptimeMs)}`;
  switch (incident.reason) {
    case 'crashed':
      return `${causeWithFact(incident)}${after}.`;
    case 'start-failed':
      return `Could not start: ${lowerFirst(causeWithFact(incident))}.`;
    case 'unresponsive':
      return `PocketBase stopped answering${after}.`;
    case 'data-at-risk':
      return `Its data is not safe: ${lowerFirst(causeWithFact(incident))}.`;
    case 'restart-loop':
      return `${causeWithFact(incident)}${after}.`;
    case 'could-not-be-stopped':
      return 'PocketBase could not be stopped.';
    case 'ended-while-app-was-away':
      return incident.cause === 'unknown'
        ? 'PocketBase stopped unexpectedly while Basekeeper was not running.'
        : `${causeWithFact(incident)}, while Basekeeper was not running.`;
  }
}

/** The same for lists of what is past: also whether it was to be tried again. */
export function incidentEntry(incident: Omit<IncidentSummary, 'id' | 'seen'>): string {
  const next = nextTryInWords(incident);
  return next === null ? incidentSentence(incident) : `${incidentSentence(incident)} Next try ${next}.`;
}

/** `after 2 s`, `at once`; null when it led into maintenance. */
export function nextTryInWords({ retryDelayMs }: Pick<IncidentSummary, 'retryDelayMs'>): string | null {
  // Incidents of an earlier version say nothing of it.
  if (retryDelayMs == null) return null;
  return retryDelayMs < 1000 ? 'at once' : `after ${durationInWords(retryDelayMs)}`;
}

const afterInWords = (uptimeMs: number): string =>
  uptimeMs < 1000 ? 'within a second of being ready' : `after ${durationInWords(uptimeMs)}`;

/** Sentence and result, as shown in a popup or notification. */
export function incidentNotice(incident: Omit<IncidentSummary, 'id' | 'seen'>): string {
  return `${incidentSentence(incident)} ${resultInWords(incident)}`;
}

/** What is served while an instance is in maintenance because of this; null: because a person wanted it. */
export const servedInMaintenance = (cause: IncidentCause | null): string =>
  cause === 'data-in-use' ? 'Basekeeper serves nothing, but the other process may.' : 'No requests are processed.';

export const nowInMaintenance = ({ cause }: Pick<IncidentSummary, 'cause'>): string =>
  `Now in maintenance: ${servedInMaintenance(cause).replace(/^No/, 'no')}`;

/** Truth before comfort: while the process is there, requests may well be processed. */
export function resultInWords(incident: Omit<IncidentSummary, 'id' | 'seen'>): string {
  const { reason, exit, pid, retryDelayMs } = incident;
  if (reason === 'could-not-be-stopped') return 'Its process is still there.';
  if (retryDelayMs != null)
    return `Starting it again ${retryDelayMs < 1000 ? 'at once' : `in ${durationInWords(retryDelayMs)}`}.`;
  const stillThere = exit === null && pid !== null && reason !== 'ended-while-app-was-away';
  return stillThere ? 'Going into maintenance: its process is being ended.' : nowInMaintenance(incident);
}

function causeWithFact({ cause, exit, port, evidence }: Omit<IncidentSummary, 'id' | 'seen'>): string {
  const { title } = causeWords(cause);
  switch (cause) {
    case 'port-taken':
      // Preflight names the owner; the system's own words are for the details.
      return evidence.startsWith('Port ') ? evidence : `Port ${String(port)} is in use`;
    case 'killed':
      return exit?.signal == null ? title : `${title} (${exit.signal})`;
    case 'hook-called-exit':
    case 'unknown':
      return exit === null ? title : `${title} (${exitInWords(exit)})`;
    default:
      return title;
  }
}

/** Lowers a sentence's first letter unless the word is an acronym or a name. */
function lowerFirst(text: string): string {
  return /^(?!Basekeeper\b|PocketBase\b)[A-Z](?:[a-z]|\s)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
