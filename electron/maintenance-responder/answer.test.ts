import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { answerTo, type Answer, type AnsweredInstance } from './answer';

const ACCEPT_OF_BROWSERS = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const INSTANCE: AnsweredInstance = { name: 'blog', version: '0.40.6', until: null };

const ask = (headers: IncomingHttpHeaders = {}, method = 'GET', instance = INSTANCE): Answer =>
  answerTo({ method, headers: { host: '127.0.0.1:8090', ...headers } }, instance);

describe('the error', () => {
  test('has the shape of PocketBase’s errors, says when to ask again, and is kept by no cache', () => {
    const { status, headers, body } = ask();
    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({
      status: 503,
      message: 'The server is in maintenance. Try again later.',
      data: {},
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'retry-after': '10',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('says when it is back, where that is known', () => {
    const seconds = (until: string): number => Number(ask({}, 'GET', { ...INSTANCE, until }).headers['retry-after']);
    const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
    expect(seconds(inMs(90_500))).toBe(91);
    // What is late, or no time, is asked for again soon.
    expect(seconds(inMs(-5000))).toBe(10);
    expect(seconds('soon')).toBe(10);
  });

  test.each([
    ['0.8.0', 'code'],
    ['0.22.27', 'code'],
    ['0.23.0', 'status'],
    ['0.40.6', 'status'],
    ['1.0.0', 'status'],
    ['a version of another shape', 'status'],
  ])('of version %s says %s', (version, key) => {
    expect(JSON.parse(ask({}, 'GET', { ...INSTANCE, version }).body)).toHaveProperty(key, 503);
  });

  test('may be read by a front end from any origin, as PocketBase allows', () => {
    expect(ask({ origin: 'http://localhost:5173' }).headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After',
    });
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])(
    'is the answer to %s',
    (method) => {
      expect(ask({}, method).status).toBe(503);
    },
  );

  test('TRACE is refused and says nothing back', () => {
    const { status, headers, body } = ask({ 'x-secret': 'x' }, 'TRACE');
    expect([status, headers['allow'], body]).toEqual([405, 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS', '']);
  });
});

describe('the page', () => {
  const isPage = ({ headers }: Answer): boolean => headers['content-type'] === 'text/html; charset=utf-8';

  test.each<readonly [string | undefined, boolean]>([
    [ACCEPT_OF_BROWSERS, true],
    ['text/html', true],
    ['TEXT/HTML', true],
    ['text/*', true],
    ['application/json;q=0.1, text/html;q=0.2', true],
    [undefined, false],
    ['', false],
    ['*/*', false],
    ['application/json', false],
    ['application/json, text/plain, */*', false],
    ['text/html;q=0.5, application/json', false],
    ['text/html;q=0, */*', false],
    ['text/event-stream', false],
    ['image/avif,image/webp', false],
    ['text/html;q=nonsense', false],
    [';;;,,,/=q', false],
  ])('is for whoever accepts %j: %s', (accept, page) => {
    expect(isPage(ask(accept === undefined ? {} : { accept }))).toBe(page);
  });

  test('is for a browser that goes there, also from elsewhere, and never for scripts of other origins', () => {
    const accept = ACCEPT_OF_BROWSERS;
    const origin = 'http://evil.example';
    expect(isPage(ask({ accept, 'sec-fetch-mode': 'navigate' }))).toBe(true);
    expect(isPage(ask({ accept, origin, 'sec-fetch-mode': 'navigate' }, 'POST'))).toBe(true);
    expect(isPage(ask({ accept, origin, 'sec-fetch-mode': 'cors' }))).toBe(false);
    expect(isPage(ask({ accept, origin }))).toBe(false);
    expect(ask({ accept }).headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('loads nothing and runs nothing', () => {
    const { status, headers, body } = ask({ accept: 'text/html' });
    expect(status).toBe(503);
    expect(headers).toMatchObject({
      'retry-after': '10',
      'cache-control': 'no-store',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; /);
    expect(body).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import|http-equiv|\son\w+=/i);
    expect(body).toContain('<bdi>blog</bdi> is in maintenance');
  });

  test('shows a name as it is, whatever characters it has', () => {
    const name = `<script>alert("1")</script>&'\u05d0`;
    const { body } = ask({ accept: 'text/html' }, 'GET', { ...INSTANCE, name });
    expect(body).not.toContain('<script');
    const shown = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\u05d0';
    expect(body).toContain(`<bdi>${shown}</bdi>`);
    expect(body).toContain(`<title>${shown}: in maintenance</title>`);
  });

  test.each<readonly [string | undefined, boolean]>([
    ['127.0.0.1:8090', true],
    ['localhost:8090', true],
    ['blog.localhost', true],
    ['[::1]:8090', true],
    [undefined, false],
    ['evil.example:8090', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['evillocalhost', false],
  ])('asked for as host %j, names the instance: %s', (host, named) => {
    expect(ask({ accept: 'text/html', host }).body.includes('blog')).toBe(named);
  });
});

test.each([
  ['a page', { accept: 'text/html' }],
  ['an error', {}],
])('%s tells nothing of the machine', (_what, headers) => {
  const answer = JSON.stringify(ask(headers));
  expect(answer).not.toMatch(
    new RegExp(`${String(process.pid)}|${process.cwd()}|0\\.40|basekeeper|node|electron`, 'i'),
  );
});

describe('a preflight', () => {
  const preflight = (headers: IncomingHttpHeaders = {}): Answer =>
    ask({ origin: 'http://localhost:5173', 'access-control-request-method': 'PATCH', ...headers }, 'OPTIONS');

  test('is allowed, so that the browser gets to see the 503 of the request itself', () => {
    expect(preflight({ 'access-control-request-headers': 'authorization,content-type' })).toMatchObject({
      status: 204,
      body: '',
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
        'access-control-allow-headers': 'authorization,content-type',
      },
    });
  });

  test.each<readonly [string | undefined, string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['x-one, x-two', 'x-one,x-two'],
    ['x-one\r\nset-cookie: a=b', undefined],
    ['x-one,bad name,x-two', 'x-one,x-two'],
    ['x-é', undefined],
    ['<b>', undefined],
    ['x'.repeat(101), undefined],
  ])('with the headers %j is allowed %j', (asked, allowed) => {
    expect(preflight({ 'access-control-request-headers': asked }).headers['access-control-allow-headers']).toBe(
      allowed,
    );
  });

  test('is allowed no more headers than anybody needs', () => {
    const names = Array.from({ length: 60 }, (_, index) => `x${String(index)}`);
    const allowed = preflight({ 'access-control-request-headers': names.join() }).headers;
    expect(allowed['access-control-allow-headers']).toBe(names.slice(0, 50).join());
  });

  test('is one only with an origin and a method; other OPTIONS are answered like any request', () => {
    expect(preflight({ origin: undefined }).status).toBe(503);
    expect(preflight({ 'access-control-request-method': undefined }).status).toBe(503);
  });
});
