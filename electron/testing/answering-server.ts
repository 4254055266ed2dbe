/** A server that answers for an instance in maintenance, opened anew for each test; afterwards it has to answer still. */
import { afterEach, beforeEach, expect } from 'vitest';
import { answerTo } from '../maintenance-responder/answer';
import { LIMITS, listenAndAnswer, type AnsweringServer, type Limits } from '../maintenance-responder/server';
import { freePort, statuses, talk } from './raw-client';

export const FEW: Limits = { ...LIMITS, connections: 20, keepAliveMs: 200, requestsPerConnection: 4 };
export const HASTY: Limits = {
  ...FEW,
  headersTimeoutMs: 300,
  requestTimeoutMs: 400,
  timeoutCheckMs: 50,
  lingerMs: 200,
};

export const HOST = 'Host: 127.0.0.1\r\n';
export const GET = `GET / HTTP/1.1\r\n${HOST}\r\n`;

export class AnsweringServerForTests {
  port = 0;
  #server: AnsweringServer | null = null;

  constructor() {
    const bugs: unknown[] = [];
    const note = (error: unknown): void => void bugs.push(error);
    beforeEach(async () => {
      process.on('uncaughtException', note);
      await this.open(FEW);
    });
    afterEach(async () => {
      await expect.poll(() => this.ask().catch(String), { timeout: 10_000 }).toBe(503);
      await this.close();
      process.off('uncaughtException', note);
      expect(bugs.splice(0)).toEqual([]);
    });
  }

  get dropped(): number {
    return this.#server?.dropped ?? 0;
  }

  async open(limits: Limits): Promise<void> {
    this.port = await freePort();
    const listening = await listenAndAnswer({
      host: '127.0.0.1',
      port: this.port,
      answer: (request) => answerTo(request, { name: 'blog', until: null, version: '0.40.6' }),
      limits,
      reportBug: (error) => {
        throw error;
      },
    });
    if (listening instanceof Error) throw listening;
    this.#server = listening;
  }

  async openAnew(limits: Limits): Promise<void> {
    await this.close();
    await this.open(limits);
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** The status of an answer; rejects when there is none. */
  async ask(): Promise<number> {
    const text = await talk(this.port, `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    if (text === '') throw new Error('closed without an answer');
    return Number(statuses(text)[0]);
  }
}
