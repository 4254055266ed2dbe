import type { IncidentCause, IncidentSummary } from '../incident';
import { causeWords, exitInWords, nextTryInWords } from './incident-words';
import { durationInWords } from './status-words';

/** What to do where it was tried again by itself: there is no maintenance to turn off. The other causes are never tried again. */
const REMEDIES_WHEN_TRIED_AGAIN: { readonly [Cause in IncidentCause]?: string } = {
  'hook-called-exit': 'Look for $os.exit in pb_hooks.',
  'out-of-memory': 'Close other programs or find the request or hook that needs so much.',
  killed: 'If you ended it yourself, there is nothing to do. Otherwise check memory and other tools.',
  'ended-from-outside': 'Check what asked it to end.',
  'crash-in-pocketbase': 'Read the first lines of the trace.',
};

export function remedyInWords(incident: Pick<IncidentSummary, 'cause' | 'retryDelayMs' | 'whatChanged'>): string {
  const suspect = incident.whatChanged?.suspect ?? null;
  const isOfFile = incident.cause === 'hook-failed' || incident.cause === 'migration-failed';
  if (suspect !== null && isOfFile) return `Correct ${suspect.folder}/${suspect.path}, then turn maintenance off.`;
  if (nextTryInWords(incident) === null) return causeWords(incident.cause).remedy;
  return REMEDIES_WHEN_TRIED_AGAIN[incident.cause] ?? 'Check the output for what it was doing.';
}

type Facts = Pick<IncidentSummary, 'reason' | 'exit' | 'uptimeMs' | 'pid' | 'retryDelayMs'>;

/** What nobody was there to see. */
const UNSEEN = 'not known';

/** `killed by SIGKILL`; what there was instead, where no process ended. */
export function exitFactInWords({ reason, exit, pid }: Facts): string {
  if (exit !== null) return exitInWords(exit);
  if (reason === 'ended-while-app-was-away') return UNSEEN;
  return pid === null ? 'no process was created' : 'the process was still there';
}

export function uptimeFactInWords({ reason, uptimeMs }: Facts): string {
  if (uptimeMs !== null) return durationInWords(uptimeMs);
  return reason === 'ended-while-app-was-away' ? UNSEEN : 'never served';
}

export function processFactInWords({ reason, pid }: Facts): string {
  if (pid !== null) return `pid ${String(pid)}`;
  return reason === 'ended-while-app-was-away' ? UNSEEN : 'none';
}

/** What was to follow. */
export function nextFactInWords(incident: Facts): string {
  const next = nextTryInWords(incident);
  return next === null ? 'maintenance' : `another try ${next}`;
}

/** The same in one line: `killed by SIGKILL · after 3 min · PocketBase 0.40.6`. */
export function incidentFactsInShort(incident: Facts & Pick<IncidentSummary, 'version'>): string {
  const { exit, uptimeMs, reason, version } = incident;
  const facts = [
    exit === null ? null : exitInWords(exit),
    uptimeMs !== null ? `after ${durationInWords(uptimeMs)}` : reason === 'start-failed' ? 'never served' : null,
    `PocketBase ${version}`,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
