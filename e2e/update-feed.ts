/** Where updates of Basekeeper are published, on this computer; and copies of the app that can be exchanged like an AppImage. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

export interface Published {
  readonly version: string;
  readonly content: Buffer;
  readonly sha512?: string;
  readonly stagingPercentage?: number;
  readonly notes?: string;
  /** True: the second half of the file comes when `release` is called. */
  readonly held?: boolean;
}

export class UpdateFeed {
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  #server: Server | undefined;
  #published: Published | undefined;
  #waiting: (() => void)[] = [];
  #port = 0;

  publish(published: Published): void {
    this.#published = published;
  }

  /** Lets the rest of the file through. */
  release(): void {
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
      this.requests.push({ path: pathname, headers: request.headers });
      if (pathname === '/latest-linux.yml') response.end(this.#description());
      else if (pathname.endsWith('.AppImage')) this.#send(response);
      else response.writeHead(404).end();
    });
    this.#server = server;
    await new Promise<void>((listening) => server.listen(this.#port, '127.0.0.1', listening));
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await new Promise((closed) => {
      if (server === undefined) closed(undefined);
      server?.close(closed);
      server?.closeAllConnections();
    });
  }

  /** As electron-builder puts it into a package. */
  writeFile(path: string): void {
    const url = `http://127.0.0.1:${String(this.#port)}/`;
    writeFileSync(path, `provider: generic\nurl: ${url}\nupdaterCacheDirName: basekeeper-updater\n`);
  }

  #description(): string {
    const { version, content, stagingPercentage, notes = '', ...one } = this.#now();
    const sha512 = one.sha512 ?? createHash('sha512').update(content).digest('base64');
    const file = `Basekeeper-${version}-linux-x86_64.AppImage`;
    return JSON.stringify({
      version,
      files: [{ url: file, sha512, size: content.length }],
      path: file,
      sha512,
      releaseDate: '2026-05-05T00:00:00.000Z',
      releaseNotes: notes,
      ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
    });
  }

  #send(response: ServerResponse): void {
    const { content, held = false } = this.#now();
    const half = Math.floor(content.length / 2);
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, half));
    const rest = (): void => void response.end(content.subarray(half));
    if (held) this.#waiting.push(rest);
    else rest();
  }

  #now(): Published {
    if (this.#published === undefined) throw new Error('Nothing is published');
    return this.#published;
  }
}

const checkout = resolve(import.meta.dirname, '..');

/** The app of this checkout as if it were another version, started by one file as an AppImage is. `folder` tells its processes. */
export function oneFileApp(
  folder: string,
  version: string,
  electron: string,
  words: readonly string[],
): { readonly content: Buffer; readonly folder: string } {
  mkdirSync(folder, { recursive: true });
  for (const name of ['out', 'node_modules']) symlinkSync(join(checkout, name), join(folder, name));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'basekeeper', productName: 'Basekeeper', version, main: 'out/main/index.cjs' }),
  );
  const start = ['exec', electron, folder, ...words].map((word) => `'${word}'`).join(' ');
  // As large as to arrive in several parts.
  const filling = `# ${'x'.repeat(1024)}\n`.repeat(600);
  return { content: Buffer.from(`#!/bin/sh\n${start.replace("'exec'", 'exec')} "$@"\nexit 1\n${filling}`), folder };
}

export function writeProgram(path: string, content: Buffer | string): void {
  writeFileSync(path, content);
  chmodSync(path, 0o755);
}
