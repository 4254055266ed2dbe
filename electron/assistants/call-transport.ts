import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { deserializeMessage, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Call } from '../control/conversation';

/** The protocol's standard input and output, carried by one call of the command line. */
export class CallTransport implements Transport {
  onclose: () => void = () => undefined;
  onerror: (error: Error) => void = () => undefined;
  onmessage: (message: JSONRPCMessage) => void = () => undefined;
  readonly #call: Call;
  #closed = false;

  constructor(call: Call) {
    this.#call = call;
  }

  start(): Promise<void> {
    for (const signal of [this.#call.gone, this.#call.interrupted]) {
      signal.addEventListener('abort', () => void this.close());
    }
    void this.#read();
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    return this.#closed ? Promise.resolve() : this.#call.out(serializeMessage(message));
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.onclose();
    }
    return Promise.resolve();
  }

  async #read(): Promise<void> {
    for (;;) {
      const line = await this.#call.readLine();
      if (line === null || this.#closed) return this.close();
      if (line.trim() === '') continue;
      try {
        this.onmessage(deserializeMessage(line));
      } catch (error) {
        // One line that is no message ends nothing.
        this.onerror(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}
