/** A client that sends what it likes, byte for byte. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawClient {
  readonly socket: Socket;
  /** All that was received so far. */
  received(): string;
  send(bytes: string | Buffer): void;
  /** Resolves when the other side has ended the connection; answers all that was received. */
  untilClosed(): Promise<string>;
}

export async function connectRaw(port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host });
  let text = '';
  socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  // Whatever ends it, the test looks at what came.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return {
    socket,
    received: () => text,
    send: (bytes) => void socket.write(bytes),
    untilClosed: async () => {
      await closed;
      return text;
    },
  };
}

/** Sends and waits for the end of the connection. */
export async function talk(port: number, bytes: string | Buffer, host?: string): Promise<string> {
  const client = await connectRaw(port, host);
  client.send(bytes);
  return client.untilClosed();
}
