/** What the tests that run as a Windows program are given by `build/commands/test-windows.ts`. */
import { mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const given = (name: string): string => {
  const value = process.env[name] ?? '';
  if (value === '') throw new Error(`${name} is not set: these tests are run by npm run test:windows`);
  return value;
};

/** The real program for Windows. */
export const POCKETBASE = given('BASEKEEPER_POCKETBASE');
export const POCKETBASE_VERSION = given('BASEKEEPER_POCKETBASE_VERSION');
export const RELAY = given('BASEKEEPER_RELAY');
/** Not Windows itself. What it does not do as Windows does is skipped, and said. */
export const IS_WINE = process.env['BASEKEEPER_WINE'] === '1';

const scratch = given('BASEKEEPER_SCRATCH');

/** A folder of its own below one whose name has letters, signs and a space that no code page holds together. */
export const newFolder = (): string => mkdtempSync(join(scratch, 'Jörg Østergård 北京 😀 '));

const LIMIT_MS = 60_000;

export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAtMs = performance.now() + LIMIT_MS;
  while (!(await condition())) {
    if (performance.now() > giveUpAtMs) throw new Error(`Waited in vain: ${what}`);
    await wait(50);
  }
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** From an address that is named: in wine a socket without one cannot connect. */
export const ask = (port: number, path: string, body?: object, token?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        localAddress: '127.0.0.1',
        port,
        path,
        agent: false,
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: token }) },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
