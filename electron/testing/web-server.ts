/** A real server on the loopback interface that stands in for all hosts of the web. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '../pocketbase/sources/download';

export interface WebServer {
  /** Carries `https://host/path` to the server as `/host/path`. */
  readonly fetch: Fetch;
  /** `host/path` of every request, in order. */
  readonly requested: readonly string[];
  close(): Promise<void>;
}

/** `pages` are looked up by `host/path`; whatever is not there is answered with 404. */
export async function startWebServer(pages: Readonly<Record<string, RequestListener>>): Promise<WebServer> {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const address = (request.url ?? '').slice(1);
    requested.push(address);
    const page = pages[address];
    if (page === undefined) response.writeHead(404).end('Not Found');
    else page(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requested,
    fetch: (url, options) => fetch(url.replace(/^https?:\//, `http://127.0.0.1:${String(port)}`), options),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const answering =
  (content: Buffer | string, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-length': Buffer.byteLength(content) }).end(content);

export const redirecting =
  (location: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();
