/** The other end of the control server: gives one command, and carries what is read and written. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  PROTOCOL_VERSION,
  serverFrame,
  type CallContent,
  type ClientFrame,
  type Endpoint,
  type LaunchMode,
  type ServerFrame,
} from '../../shared/command-line/protocol';
import { parsed } from './conversation';
import { BoundedLines } from './line-reader';

/** Longer than anything the app sends. */
const LINE_MAX_BYTES = 1024 * 1024;
/** The app greets at once, unless it is frozen. */
const GREETING_LIMIT_MS = 5000;

/** Where a command is given: a terminal, or a test. */
export interface Surroundings {
  /** Resolves when it has been taken; rejects when nobody reads any more. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  /** One line of standard input; null at its end. */
  readonly readLine: () => Promise<string | null>;
  /** Given by Ctrl+C. */
  readonly interrupted?: AbortSignal;
}

/** How giving a command ended. */
export type Given =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'launch'; readonly mode: LaunchMode }
  | { readonly kind: 'refused'; readonly text: string }
  /** Nobody listens: the app that wrote the endpoint has ended. */
  | { readonly kind: 'nobody' }
  /** It listens and says nothing. */
  | { readonly kind: 'silent' }
  /** It ended in the middle. */
  | { readonly kind: 'broken-off' };

export async function giveCommand(
  { socket: path, token }: Pick<Endpoint, 'socket' | 'token'>,
  call: CallContent,
  around: Surroundings,
): Promise<Given> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch {
    return { kind: 'nobody' };
  }
  socket.on('error', () => undefined);
  const tell = (frame: object): boolean => socket.write(`${JSON.stringify(frame)}\n`);
  tell({ v: PROTOCOL_VERSION, token, call });
  const interrupt = (): boolean => tell({ interrupt: true } satisfies ClientFrame);
  if (around.interrupted?.aborted === true) interrupt();
  around.interrupted?.addEventListener('abort', interrupt);
  try {
    return await carry(socket, around, (frame) => tell(frame));
  } finally {
    around.interrupted?.removeEventListener('abort', interrupt);
    socket.destroy();
  }
}

async function carry(socket: Socket, around: Surroundings, tell: (frame: ClientFrame) => unknown): Promise<Given> {
  const lines = new BoundedLines(LINE_MAX_BYTES);
  let greeted = false;
  const timer = setTimeout(() => !greeted && socket.destroy(), GREETING_LIMIT_MS);
  try {
    for await (const bytes of socket) {
      greeted = true;
      for (const line of lines.take(bytes as Buffer) ?? []) {
        const frame = serverFrame.safeParse(parsed(line)).data;
        const ended = frame === undefined ? null : await follow(frame, around, tell);
        if (ended !== null) return ended;
      }
    }
  } catch {
    // It broke off, or nobody reads what it says.
  } finally {
    clearTimeout(timer);
  }
  return { kind: greeted ? 'broken-off' : 'silent' };
}

async function follow(
  frame: ServerFrame,
  { out, err, readLine }: Surroundings,
  tell: (frame: ClientFrame) => unknown,
): Promise<Given | null> {
  if ('out' in frame) await out(frame.out);
  else if ('err' in frame) await err(frame.err);
  else if ('read' in frame) {
    // Not waited for: an answer may come without it, e.g. after Ctrl+C.
    void readLine().then((line) => tell(line === null ? { end: true } : { in: line }));
  } else if ('launch' in frame) return { kind: 'launch', mode: frame.launch };
  else if ('refused' in frame) return { kind: 'refused', text: frame.text };
  else if ('exit' in frame) return { kind: 'exit', code: frame.exit };
  return null;
}
