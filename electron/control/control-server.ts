/** Listens for commands of programs on this computer. Knows no command: `answer` does. */
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import {
  callFrame,
  CONTROL_LIMITS,
  PROTOCOL_VERSION,
  versioned,
  type CallContent,
  type Refusal,
} from '../../shared/command-line/protocol';
import { bugInWords } from '../../shared/words/control-words';
import { Conversation, parsed, refuse, sendFrame, type Call } from './conversation';
import { chooseSocket, makePrivate, newToken, removeEndpoint, writeEndpoint } from './endpoint';
import { BoundedLines } from './line-reader';
import { Pace } from './pace';

export interface ControlParts {
  /** Where clients look for us; private. */
  readonly folder: string;
  readonly appVersion: string;
  /** Carries a command out; answers the exit code. */
  readonly answer: (call: Call) => Promise<number>;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  /** From connecting to the end of the call, in milliseconds; the usual time without it. */
  readonly callLimitMs?: number;
}

export interface ControlServer {
  /** Nobody is listened to any more; who is being answered is told that the app is quitting. */
  close(): Promise<void>;
}

/** Rejects when nothing can be listened on, with what the system says. */
export async function openControlServer(parts: ControlParts): Promise<ControlServer> {
  const { folder } = parts;
  makePrivate(folder);
  removeEndpoint(folder);
  const path = chooseSocket(folder);
  const token = newToken();
  const clients = new Set<Socket>();
  const server = createServer((socket) => welcome(socket, token, clients, parts));
  await listenOn(server, path);
  await writeEndpoint(folder, path, token);
  return {
    close: async () => {
      if (!server.listening) return;
      removeEndpoint(folder);
      for (const socket of clients) refuse(socket, 'quitting');
      const closed = once(server, 'close');
      server.close();
      await closed;
      if (process.platform !== 'win32') rmSync(path, { force: true });
    },
  };
}

/** As the first app may still hold a pipe of ours, errors after this are none of a client's. */
async function listenOn(server: Server, path: string): Promise<void> {
  server.listen(path);
  await once(server, 'listening');
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  // One client that cannot be accepted keeps nobody else away.
  server.on('error', () => undefined);
}

const paces = new WeakMap<Set<Socket>, Pace>();

function welcome(socket: Socket, token: string, clients: Set<Socket>, parts: ControlParts): void {
  // Whoever breaks off needs no answer.
  socket.on('error', () => undefined);
  if (clients.size >= CONTROL_LIMITS.connections) {
    refuse(socket, 'too-many');
    return;
  }
  clients.add(socket);
  socket.once('close', () => clients.delete(socket));
  sendFrame(socket, { v: PROTOCOL_VERSION, app: parts.appVersion });
  const pace = paces.get(clients) ?? new Pace(CONTROL_LIMITS);
  paces.set(clients, pace);
  void firstCall(socket, token, parts.callLimitMs ?? CONTROL_LIMITS.callMs).then((found) => {
    if ('refused' in found) refuse(socket, found.refused);
    else void answer(new Conversation(socket, found.call, found.lines, found.early), pace, parts);
  });
}

interface FirstCall {
  readonly call: CallContent;
  readonly lines: BoundedLines;
  readonly early: readonly string[];
}
interface NoCall {
  readonly refused: Refusal;
}

/** Nothing of a client is looked at before its token. */
function firstCall(socket: Socket, token: string, limitMs: number): Promise<FirstCall | NoCall> {
  const lines = new BoundedLines(CONTROL_LIMITS.lineBytes);
  return new Promise((resolve) => {
    const settle = (found: FirstCall | NoCall): void => {
      clearTimeout(timer);
      socket.removeAllListeners('data').pause();
      resolve(found);
    };
    const timer = setTimeout(() => settle({ refused: 'too-late' }), limitMs);
    socket.once('close', () => settle({ refused: 'malformed' }));
    socket.on('data', (bytes: Buffer) => {
      const found = lines.take(bytes);
      if (found === null) settle({ refused: 'too-large' });
      const [line, ...early] = found ?? [];
      if (line === undefined) return;
      const call = callIn(line, token);
      settle(typeof call === 'string' ? { refused: call } : { call, lines, early });
    });
  });
}

function callIn(line: string, token: string): CallContent | Refusal {
  const sent = parsed(line);
  const version = versioned.safeParse(sent).data?.v;
  if (version !== undefined && version !== PROTOCOL_VERSION) return 'version';
  const frame = callFrame.safeParse(sent).data;
  if (frame === undefined) return 'malformed';
  const given = Buffer.from(frame.token);
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? frame.call : 'token';
}

async function answer(conversation: Conversation, pace: Pace, { answer, reportBug }: ControlParts): Promise<void> {
  try {
    await pace.turn(conversation.gone);
    conversation.exit(await answer(conversation));
  } catch (error) {
    if (conversation.gone.aborted) return;
    reportBug(error);
    await conversation.err(`${bugInWords(error instanceof Error ? error.message : String(error))}\n`);
    conversation.exit(1);
  }
}
