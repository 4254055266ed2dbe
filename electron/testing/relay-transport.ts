import { deserializeMessage, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { readEndpoint } from '../control/endpoint';
import { giveCommand } from '../control/give-command';
import { callOf } from './cli';

/** `basekeeper mcp` for the official client, as the relay carries it: lines to the app, pieces of output from it. */
export class RelayTransport implements Transport {
  onclose: () => void = () => undefined;
  onmessage: (message: JSONRPCMessage) => void = () => undefined;
  readonly #control: string;
  readonly #sent: string[] = [];
  #wake = (): void => undefined;
  #ended = false;
  constructor(control: string) {
    this.#control = control;
  }
  start(): Promise<void> {
    const endpoint = readEndpoint(this.#control);
    if (endpoint === null) throw new Error('Nobody listens');
    let rest = '';
    void giveCommand(endpoint, callOf(['mcp']), {
      out: (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) this.onmessage(deserializeMessage(line));
        return Promise.resolve();
      },
      err: (text) => Promise.reject(new Error(text)),
      readLine: async () => {
        while (this.#sent.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
        return this.#sent.shift() ?? null;
      },
    }).then(() => this.onclose());
    return Promise.resolve();
  }
  send(message: JSONRPCMessage): Promise<void> {
    this.#sent.push(serializeMessage(message).trimEnd());
    this.#wake();
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.#ended = true;
    this.#wake();
    return Promise.resolve();
  }
}
