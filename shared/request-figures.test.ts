import { expect, test } from 'vitest';
import { figuresOf, loggingOf, requestsPerMinute, routeOf, type LoggedRequest } from './request-figures';

const NOW = Date.parse('2026-11-30T12:00:30.000Z');
const MINUTE = 60_000;
const request = (different: Partial<LoggedRequest> = {}): LoggedRequest => ({
  atMs: NOW - MINUTE,
  method: 'GET',
  url: '/api/collections/posts/records',
  status: 200,
  tookMs: 4,
  ...different,
});
const figures = (...requests: readonly LoggedRequest[]) => {
  const all = figuresOf(requests, 'all', NOW, false);
  if (all.kind !== 'figures') throw new Error(all.kind);
  return all;
};

test('requests count in the minute they came in, of an hour up to now', () => {
  const { perMinute, fromMs, failures } = figures(
    request(),
    request({ status: 404 }),
    request({ atMs: NOW - 59 * MINUTE }),
    request({ atMs: NOW }),
    // Older than an hour.
    request({ atMs: NOW - 61 * MINUTE }),
  );
  expect(perMinute).toHaveLength(60);
  expect(new Date(fromMs).toISOString()).toBe('2026-11-30T11:01:00.000Z');
  expect([perMinute[0], perMinute.at(-2), perMinute.at(-1)]).toEqual([1, 2, 1]);
  expect(perMinute.reduce((sum, count) => sum + count, 0)).toBe(4);
  expect(failures).toBe(1);
});

test('our own health questions are no requests', () => {
  const { perMinute, slowest } = figures(request({ url: '/api/health?basekeeper', tookMs: 900 }));
  expect(perMinute.every((count) => count === 0)).toBe(true);
  expect(slowest).toEqual([]);
});

test('the slowest routes are those with the longest average; live connections are none', () => {
  const { slowest, perMinute } = figures(
    request({ tookMs: 10 }),
    request({ tookMs: 30, url: '/api/collections/posts/records?page=2&filter=x' }),
    request({ tookMs: 25, method: 'POST', url: '/api/batch' }),
    request({ tookMs: 600_000, url: '/api/realtime' }),
    ...['/a', '/b', '/c', '/d'].map((url) => request({ url, tookMs: 1 })),
  );
  expect(slowest.slice(0, 2)).toEqual([
    { route: 'POST /api/batch', requests: 1, averageMs: 25, slowestMs: 25 },
    { route: 'GET /api/collections/posts/records', requests: 2, averageMs: 20, slowestMs: 30 },
  ]);
  expect(slowest).toHaveLength(5);
  expect(perMinute.at(-2)).toBe(8);
});

test('a route has places for ids and file names, and no query', () => {
  const routes = [
    ['/api/collections/posts/records/abc', 'GET /api/collections/posts/records/{id}'],
    ['/api/files/posts/4q1xlclmfloku33/photo.png?token=secret', 'GET /api/files/posts/{id}/{file}'],
    ['/orders/17/lines/2', 'GET /orders/{id}/lines/{id}'],
    ['/o/0b54f2ee-6c1d-4d7e-8c5c-0d3c2f4f1a11/', 'GET /o/{id}'],
    ['/api/collections/users/auth-with-password', 'GET /api/collections/users/auth-with-password'],
    ['/', 'GET /'],
  ] as const;
  for (const [url, route] of routes) expect(routeOf({ method: 'GET', url })).toBe(route);
});

test('PocketBase’s settings say whether requests are logged', () => {
  expect(loggingOf({ logs: { maxDays: 5, minLevel: 0 } })).toBe('all');
  expect(loggingOf({ logs: { maxDays: 0, minLevel: 0 } })).toBe('off');
  expect(loggingOf({ logs: { maxDays: 5, minLevel: 4 } })).toBe('failures-only');
  expect(loggingOf('encrypted')).toBe('unknown');
  expect(loggingOf({})).toBe('unknown');
});

test('a minute without requests is none only where it was seen running', () => {
  const counted = figures(request());
  const slot = { processorPercent: 1, memoryBytes: 1, databaseBytes: 1 };
  const slots = Array.from({ length: 60 }, (_, index) => (index >= 56 ? slot : null));
  const seen = { fromMs: counted.fromMs - MINUTE, slotMs: MINUTE, slots };
  expect(requestsPerMinute(counted, seen, true).slice(-6)).toEqual([null, 0, 0, 0, 1, 0]);
  expect(requestsPerMinute(counted, null, false).slice(-3)).toEqual([null, 1, null]);
});
