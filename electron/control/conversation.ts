import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as immediately } from 'node:timers/promises';
import {
  clientFrame,
  CONTROL_LIMITS,
  type CallContent,
  type LaunchMode,
  type Refusal,
  type ServerFrame,
} from '../../shared/command-line/protocol';
import { REFUSAL_WORDS } from '../../shared/words/control-words';
import type { BoundedLines } from './line-reader';

/** One command that was given, and the terminal at its other end. */
export interface Call {
  readonly content: CallContent;
  /** Given by Ctrl+C: what waits, ends; what can be cancelled, is. */
  readonly interrupted: AbortSignal;
  /** Given when nobody is there any more: nothing needs to be said; what was begun goes on. */
  readonly gone: AbortSignal;
  /** Resolves when there is room for more, so that a slow reader slows down only its own command. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** One line of standard input without its end; null when there is none any more. */
  readLine(): Promise<string | null>;
  /** Has the client start the app; the call ends with it. */
  launch(mode: LaunchMode): Promise<void>;
}

export const sendFrame = (socket: Socket, frame: ServerFrame): boolean => socket.write(`${JSON.stringify(frame)}\n`);

/** The last thing that is said to a client. */
export function refuse(socket: Socket, refused: Refusal): void {
  if (!socket.writable) return;
  sendFrame(socket, { refused, text: REFUSAL_WORDS[refused] });
  end(socket);
  // Nothing more of it is read: it may send without an end.
  socket.pause();
}

/** A client that does not go is let go of. */
export function end(socket: Socket): void {
  socket.end();
  // What it still sends is not read.
  socket.removeAllListeners('data').resume();
  const timer = setTimeout(() => socket.destroy(), CONTROL_LIMITS.endMs);
  socket.once('close', () => clearTimeout(timer));
}

/** What follows the call on one connection. */
export class Conversation implements Call {
  readonly content: CallContent;
  readonly #socket: Socket;
  readonly #interrupted = new AbortController();
  readonly #gone = new AbortController();
  #answer: ((line: string | null) => void) | null = null;
  #inputEnded = false;

  /** `lines` has what came with the call and is not complete yet, `early` what is. */
  constructor(socket: Socket, content: CallContent, lines: BoundedLines, early: readonly string[]) {
    this.content = content;
    this.#socket = socket;
    socket.once('close', () => {
      this.#gone.abort();
      this.#answerWith(null);
    });
    socket.on('data', (bytes: Buffer) => this.#takeLines(lines.take(bytes)));
    this.#takeLines(early);
    socket.resume();
  }

  get interrupted(): AbortSignal {
    return this.#interrupted.signal;
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  out = (text: string): Promise<void> => this.#write(text, (piece) => ({ out: piece }));
  err = (text: string): Promise<void> => this.#write(text, (piece) => ({ err: piece }));

  readLine(): Promise<string | null> {
    if (this.#inputEnded || !this.#socket.writable) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#answer = resolve;
      sendFrame(this.#socket, { read: true });
    });
  }

  async launch(mode: LaunchMode): Promise<void> {
    await this.#send({ launch: mode });
  }

  exit(code: number): void {
    if (!this.#socket.writable) return;
    sendFrame(this.#socket, { exit: code });
    end(this.#socket);
  }

  async #write(text: string, frameOf: (piece: string) => ServerFrame): Promise<void> {
    for (let at = 0; at < text.length; at += CONTROL_LIMITS.pieceLength) {
      await this.#send(frameOf(text.slice(at, at + CONTROL_LIMITS.pieceLength)));
    }
  }

  async #send(frame: ServerFrame): Promise<void> {
    if (!this.#socket.writable) {
      // Whoever says a lot gets to hear that nobody is there any more.
      await immediately();
      return;
    }
    if (sendFrame(this.#socket, frame)) return;
    await once(this.#socket, 'drain', { signal: this.gone }).catch(() => undefined);
  }

  #takeLines(lines: readonly string[] | null): void {
    if (lines === null) {
      refuse(this.#socket, 'too-large');
      return;
    }
    for (const line of lines) if (!this.#takeLine(line)) return;
  }

  #takeLine(line: string): boolean {
    const frame = clientFrame.safeParse(parsed(line)).data;
    const isAsked = this.#answer !== null;
    if (frame !== undefined && 'interrupt' in frame) this.#interrupted.abort();
    else if (frame !== undefined && 'in' in frame && isAsked) this.#answerWith(frame.in);
    else if (frame !== undefined && 'end' in frame) {
      this.#inputEnded = true;
      this.#answerWith(null);
    } else {
      refuse(this.#socket, 'malformed');
      return false;
    }
    return true;
  }

  #answerWith(line: string | null): void {
    this.#answer?.(line);
    this.#answer = null;
  }
}

/** Undefined for what is no JSON. */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
