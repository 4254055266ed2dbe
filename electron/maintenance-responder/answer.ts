import type { IncomingHttpHeaders } from 'node:http';
import Negotiator from 'negotiator';
import { lt, valid } from 'semver';
import { maintenancePage, PAGE_POLICY } from './page';

/** What an answer may tell of the instance. */
export interface AnsweredInstance {
  readonly name: string;
  /** PocketBase version, which decides the shape of an error. */
  readonly version: string;
  /** ISO 8601: when its maintenance ends by itself; null: not known. */
  readonly until: string | null;
}

export interface AskedRequest {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where nobody knows when it is back. */
export const RETRY_AFTER_SECONDS = 10;

/** Seconds until it is back, as far as that is known; it may come earlier, and never tells anybody to come at once. */
function retryAfter({ until }: AnsweredInstance): string {
  const leftMs = Date.parse(until ?? '') - Date.now();
  return String(leftMs > 0 ? Math.ceil(leftMs / 1000) : RETRY_AFTER_SECONDS);
}

/** As PocketBase lists them. */
const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

/** The same on every answer: nothing is kept, and a front end from any origin may read it, as PocketBase allows. */
const ON_EVERY_ANSWER = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  vary: 'Origin, Accept',
} as const;
const FOR_EVERY_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
} as const;

/** What an instance in maintenance says to a request. Only what is asked for plays a part, never the body. */
export function answerTo(request: AskedRequest, instance: AnsweredInstance): Answer {
  const { method, headers } = request;
  if (method === 'TRACE')
    return { status: 405, headers: { ...ON_EVERY_ANSWER, allow: `${METHODS},OPTIONS` }, body: '' };
  if (isPreflight(request)) return preflightAnswer(headers);
  return wantsPage(headers) ? pageAnswer(headers, instance) : errorAnswer(instance);
}

/** The browser asks whether it may ask. It has to hear yes, or the front end never sees the 503. */
function isPreflight({ method, headers }: AskedRequest): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

function preflightAnswer(headers: IncomingHttpHeaders): Answer {
  const asked = headerNames(headers['access-control-request-headers']);
  return {
    status: 204,
    headers: {
      ...ON_EVERY_ANSWER,
      'access-control-allow-origin': '*',
      'access-control-allow-methods': METHODS,
      ...(asked === '' ? {} : { 'access-control-allow-headers': asked }),
    },
    body: '',
  };
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]{1,100}$/;

/** Only what can be the name of a header is said back. */
function headerNames(asked: string | undefined): string {
  const names = (asked ?? '').split(',').map((name) => name.trim());
  return names
    .filter((name) => HEADER_NAME.test(name))
    .slice(0, 50)
    .join(',');
}

/**
 * A browser that goes to the address gets a page; whoever fetches gets the error. A page names the instance, so it is
 * never for scripts of other origins: those come with an `Origin`.
 */
function wantsPage(headers: IncomingHttpHeaders): boolean {
  const navigates = headers['sec-fetch-mode'] === 'navigate';
  if (headers.origin !== undefined && !navigates) return false;
  return new Negotiator({ headers }).mediaType(['application/json', 'text/html']) === 'text/html';
}

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|\[::1\]|(?:[\w-]+\.)*localhost)(?::\d+)?$/i;

function pageAnswer(headers: IncomingHttpHeaders, instance: AnsweredInstance): Answer {
  const { name } = instance;
  // A page of another host that was pointed at this address could read what it is told.
  const isOurs = LOOPBACK_HOST.test(headers.host ?? '');
  return {
    status: 503,
    headers: {
      ...ON_EVERY_ANSWER,
      'retry-after': retryAfter(instance),
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    },
    body: maintenancePage(isOurs ? name : null),
  };
}

function errorAnswer(instance: AnsweredInstance): Answer {
  const { version } = instance;
  const before023 = valid(version) !== null && lt(version, '0.23.0');
  const message = 'The server is in maintenance. Try again later.';
  return {
    status: 503,
    headers: {
      ...ON_EVERY_ANSWER,
      ...FOR_EVERY_ORIGIN,
      'retry-after': retryAfter(instance),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ [before023 ? 'code' : 'status']: 503, message, data: {} }),
  };
}
