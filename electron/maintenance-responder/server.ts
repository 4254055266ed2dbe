/** One listening socket that answers every request with what `answer` says, and gives hostile clients nothing to hold on to. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Answer, AskedRequest } from './answer';

/** Bounds for what any program on this computer may send to the port. */
export interface Limits {
  /** Open connections on one address of one port; further ones are closed at once. */
  readonly connections: number;
  readonly headerBytes: number;
  /** For the first line and the headers. */
  readonly headersTimeoutMs: number;
  /** For a whole request. */
  readonly requestTimeoutMs: number;
  readonly timeoutCheckMs: number;
  /** How long a connection waits for its next request. */
  readonly keepAliveMs: number;
  readonly requestsPerConnection: number;
  /** How long what follows an answer is thrown away, so that the client gets to read the answer. */
  readonly lingerMs: number;
  /** Whatever a connection does, it ends then. */
  readonly connectionMs: number;
}

export const LIMITS: Limits = {
  connections: 128,
  headerBytes: 16 * 1024,
  headersTimeoutMs: 3000,
  requestTimeoutMs: 5000,
  timeoutCheckMs: 1000,
  keepAliveMs: 1000,
  requestsPerConnection: 16,
  lingerMs: 1000,
  connectionMs: 20_000,
};

export interface AnsweringServer {
  /** Connections that were closed at once because too many were open. */
  readonly dropped: number;
  /** Resolves when nothing listens any more and no client is connected. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly answer: (request: AskedRequest) => Answer;
  readonly limits: Limits;
  readonly reportBug: (error: unknown) => void;
}

/** The server, or the system's reason why it cannot listen there. */
export function listenAndAnswer(options: ListenOptions): Promise<AnsweringServer | NodeJS.ErrnoException> {
  const { host, port, limits, reportBug } = options;
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.timeoutCheckMs,
    keepAliveTimeout: limits.keepAliveMs,
    // Every request is answered the same, and old and new Electrons alike.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  const sockets = trackSockets(server, limits);
  let dropped = 0;
  server.on('drop', () => (dropped += 1));
  const answerRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const requests = (sockets.get(request.socket) ?? 0) + 1;
    sockets.set(request.socket, requests);
    try {
      respond(request, response, requests >= limits.requestsPerConnection, options);
    } catch (error) {
      request.socket.destroy();
      reportBug(error);
    }
  };
  server.on('request', answerRequest);
  // Without "100 Continue" first: the body is not wanted.
  server.on('checkContinue', answerRequest);
  server.on('checkExpectation', answerRequest);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket, limits));

  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => {
      server.off('error', resolve);
      server.on('error', reportBug);
      resolve({
        get dropped() {
          return dropped;
        },
        close: () => closeServer(server, sockets),
      });
    });
  });
}

/** The open connections, with how many requests came on each. */
function trackSockets(server: Server, { connectionMs }: Limits): Map<Socket, number> {
  const sockets = new Map<Socket, number>();
  server.on('connection', (socket) => {
    sockets.set(socket, 0);
    const end = setTimeout(() => socket.destroy(), connectionMs);
    // A client that breaks off is no error of ours, whoever else listens to the socket.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(end);
      sockets.delete(socket);
    });
  });
  return sockets;
}

function closeServer(server: Server, sockets: ReadonlyMap<Socket, number>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets.keys()) socket.destroy();
  });
}

/** Answers at once. A body is not read but thrown away as it comes, for a moment, so that the client gets to the answer. */
function respond(
  request: IncomingMessage,
  response: ServerResponse,
  isLast: boolean,
  { answer, limits }: ListenOptions,
): void {
  const { status, headers, body } = answer(request);
  const content = Buffer.from(body, 'utf8');
  const more = hasBody(request) || request.headers.upgrade !== undefined;
  // 204 has no body, and must not say how long it is.
  response.writeHead(status, {
    ...headers,
    ...(status === 204 ? {} : { 'content-length': content.length }),
    ...(more || isLast ? { connection: 'close' } : {}),
  });
  response.on('error', () => request.socket.destroy());
  request.on('error', () => request.socket.destroy());
  if (!more) {
    response.end(content);
    return;
  }
  // All of the answer is sent now; ending it would close the connection under the client's hands.
  response.write(content);
  const end = (): void => {
    clearTimeout(waiting);
    response.end();
  };
  const waiting = setTimeout(end, limits.lingerMs);
  request.once('end', end);
  request.once('close', end);
  request.resume();
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Sockets that were told already; each further piece of what they send is an error of its own. */
const refused = new WeakSet<Duplex>();

/** What is no request gets a word and is closed. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex, { lingerMs }: Limits): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  // After an answer, nobody could tell to which request this one belongs.
  const first = socket instanceof Socket && socket.bytesWritten === 0;
  socket.end(first ? `HTTP/1.1 ${refusalOf(error)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n` : '');
  const waiting = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(waiting));
}

function refusalOf({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return '431 Request Header Fields Too Large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return '408 Request Timeout';
    default:
      return '400 Bad Request';
  }
}
