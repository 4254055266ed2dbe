/** What PocketBase's own log says of the requests of the last hour. Pure. */
import { OWN_HEALTH_PATH } from './own-health-path';
import type { UsageSeries } from './usage-history';

export const FIGURES_MINUTES = 60;
const SLOWEST = 5;
const MINUTE_MS = 60_000;

/** One request as PocketBase logs it. */
export interface LoggedRequest {
  readonly atMs: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly status: number;
  readonly tookMs: number;
}

export interface RouteFigures {
  /** `GET /api/collections/posts/records/{id}`. */
  readonly route: string;
  readonly requests: number;
  readonly averageMs: number;
  readonly slowestMs: number;
}

/** Whether PocketBase logs requests: from its settings. `unknown`: they are encrypted, or of a version we do not know. */
export type RequestLogging = 'all' | 'failures-only' | 'off' | 'unknown';

export type RequestFigures =
  /** PocketBase has not made its log yet, or it was deleted. */
  | { readonly kind: 'no-log' }
  /** Of a version whose log is of another form. */
  | { readonly kind: 'other-log' }
  | {
      readonly kind: 'figures';
      readonly logging: RequestLogging;
      /** When the first minute begins; milliseconds since 1970. */
      readonly fromMs: number;
      /** Requests in each minute, oldest first; the last one is still going on. */
      readonly perMinute: readonly number[];
      readonly failures: number;
      /** By their average; at most five. */
      readonly slowest: readonly RouteFigures[];
      /** There were more requests than were read: the oldest minutes have too few. */
      readonly isCut: boolean;
    };

export const firstMinuteOf = (nowMs: number): number =>
  (Math.floor(nowMs / MINUTE_MS) - (FIGURES_MINUTES - 1)) * MINUTE_MS;

/** `logs` of PocketBase's settings. */
export function loggingOf(settings: unknown): RequestLogging {
  if (typeof settings !== 'object' || settings === null || !('logs' in settings)) return 'unknown';
  const { logs } = settings;
  if (typeof logs !== 'object' || logs === null) return 'unknown';
  const { maxDays, minLevel } = logs as { readonly maxDays?: unknown; readonly minLevel?: unknown };
  if (maxDays === 0) return 'off';
  // A request that was answered well is logged at level 0.
  return typeof minLevel === 'number' && minLevel > 0 ? 'failures-only' : 'all';
}

export function figuresOf(
  requests: readonly LoggedRequest[],
  logging: RequestLogging,
  nowMs: number,
  isCut: boolean,
): RequestFigures {
  const fromMs = firstMinuteOf(nowMs);
  const counts = new Array<number>(FIGURES_MINUTES).fill(0);
  const routes = new Map<string, { requests: number; totalMs: number; slowestMs: number }>();
  let failures = 0;
  for (const request of requests) {
    const minute = Math.floor((request.atMs - fromMs) / MINUTE_MS);
    if (isOurs(request) || minute < 0 || minute >= FIGURES_MINUTES) continue;
    counts[minute] = (counts[minute] ?? 0) + 1;
    if (request.status >= 400) failures += 1;
    if (isLiveConnection(request)) continue;
    const route = routeOf(request);
    const known = routes.get(route) ?? { requests: 0, totalMs: 0, slowestMs: 0 };
    routes.set(route, {
      requests: known.requests + 1,
      totalMs: known.totalMs + request.tookMs,
      slowestMs: Math.max(known.slowestMs, request.tookMs),
    });
  }
  const slowest = [...routes]
    .map(([route, { requests: count, totalMs, slowestMs }]) => ({
      route,
      requests: count,
      averageMs: totalMs / count,
      slowestMs,
    }))
    .sort((one, other) => other.averageMs - one.averageMs || one.route.localeCompare(other.route))
    .slice(0, SLOWEST);
  return { kind: 'figures', logging, fromMs, perMinute: counts, failures, slowest, isCut };
}

const isOurs = ({ url }: LoggedRequest): boolean => url === OWN_HEALTH_PATH;

/** Its time is how long a client stayed connected, not how long an answer took. */
const isLiveConnection = ({ method, url }: LoggedRequest): boolean =>
  method === 'GET' && /^\/api\/realtime(?:$|[/?])/.test(url);

/** Without the query and with places for ids and file names, so that requests of one kind count together. */
export function routeOf({ method, url }: Pick<LoggedRequest, 'method' | 'url'>): string {
  const path = (url.split('?')[0] ?? '').replace(/(?<=.)\/+$/, '');
  const segments = path.split('/');
  const isFile = segments[1] === 'api' && segments[2] === 'files' && segments.length >= 6;
  const named = segments.map((segment, index) => {
    if (isFile && index === 5) return '{file}';
    return isRecordId(segments, index) || looksLikeId(segment) ? '{id}' : segment;
  });
  return `${method} ${named.join('/')}`;
}

/** `/api/collections/<name>/records/<id>` and `/api/files/<name>/<id>/<file>`, whatever the id looks like. */
const isRecordId = (segments: readonly string[], index: number): boolean =>
  segments[1] === 'api' &&
  ((index === 5 && segments[2] === 'collections' && segments[4] === 'records') ||
    (index === 4 && segments[2] === 'files'));

const looksLikeId = (segment: string): boolean =>
  /^\d+$/.test(segment) ||
  /^(?=.*\d)[a-z0-9]{15}$/.test(segment) ||
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(segment);

/**
 * Requests in each minute, null where nobody knows: where nothing is logged and it was not seen running. `isRunning`: now, in
 * the minute that has not ended.
 */
export function requestsPerMinute(
  { perMinute, fromMs }: Extract<RequestFigures, { kind: 'figures' }>,
  seen: UsageSeries | null,
  isRunning: boolean,
): readonly (number | null)[] {
  return perMinute.map((count, index) => {
    const isNow = index === perMinute.length - 1;
    const slot = seen === null ? null : (seen.slots[(fromMs - seen.fromMs) / seen.slotMs + index] ?? null);
    return count > 0 || slot !== null || (isNow && isRunning) ? count : null;
  });
}
