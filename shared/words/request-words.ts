import type { RequestFigures, RequestLogging } from '../request-figures';

/** What PocketBase’s log can tell, where it is not everything; null: it tells all. */
export function requestLogNote(figures: RequestFigures): string | null {
  switch (figures.kind) {
    case 'no-log':
      return 'PocketBase has no log database yet. It makes one at its first start.';
    case 'other-log':
      return 'The log of this version of PocketBase cannot be read.';
    case 'figures': {
      const cut = figures.isCut
        ? 'There were more requests than are read at once; the counts of the oldest minutes are too low.'
        : '';
      return [LOGGING_NOTES[figures.logging], cut].filter((note) => note !== '').join(' ') || null;
    }
  }
}

const LOGGING_NOTES: Readonly<Record<RequestLogging, string>> = {
  all: '',
  off: 'PocketBase’s logs are off. Set “Max days retention” above 0 under Logs in the admin UI to see requests here.',
  'failures-only':
    'PocketBase logs failures only. Set “Min log level” to 0 under Logs in the admin UI to see all requests here.',
  unknown: 'Whether PocketBase logs all requests could not be read from its settings.',
};

/** `4 per minute`, `0.3 per minute`. */
export const perMinuteInWords = (count: number): string =>
  `${Number.isInteger(count) ? String(count) : count.toFixed(1)} per minute`;

/** `3 ms`, `1.2 s`. */
export const tookInWords = (ms: number): string =>
  ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

/** Of the last hour. */
export function failuresInWords(failures: number, requests: number): string {
  if (requests === 0) return 'No requests in the last hour.';
  const failed = failures === 0 ? 'none failed' : `${String(failures)} failed`;
  return `${String(requests)} ${requests === 1 ? 'request' : 'requests'} in the last hour, ${failed}.`;
}

/** The end of a sentence that begins with the path. */
export const notReadableBySqlite = (detail: string): string => `cannot be read: SQLite says “${detail}”`;
