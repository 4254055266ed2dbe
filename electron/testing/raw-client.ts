/** A client that sends what it likes, byte for byte. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

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

/** The status of every answer in what was received. */
export const statuses = (text: string): readonly string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => code ?? '');

/** A port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
