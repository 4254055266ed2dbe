import type { DisplayStatus } from '../../shared/display-status';
import { durationInWords, STATUS_WORDS } from '../../shared/words/status-words';
import { timeInWords } from '../components/clock';

/** Short waits need no number; longer ones are counted. */
const COUNTED_FROM_MS = 2000;

/** The word of a status and, where it helps, for how long since when or in how long: `Running · 3 h 12 min`. */
export function statusText(status: DisplayStatus, now: number): string {
  const word = STATUS_WORDS[status.kind];
  if (status.kind === 'stopped') return word;
  if (status.kind === 'maintenance') return `${word} · since ${timeInWords(status.since, new Date(now))}`;
  if (status.kind === 'waiting') {
    const left = Math.min(Date.parse(status.since) + status.delayMs - now, status.delayMs);
    // A second that has begun is counted, so that it never says “in 0 s”.
    return left <= 0 ? word : `${word} · in ${durationInWords(Math.ceil(left / 1000) * 1000)}`;
  }
  const elapsed = now - Date.parse(status.since);
  if (status.kind === 'running') return `${word} · ${durationInWords(elapsed)}`;
  return elapsed < COUNTED_FROM_MS ? word : `${word} · ${durationInWords(elapsed)}`;
}
