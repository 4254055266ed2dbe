/** Writes records into a PocketBase as fast as it takes them, and keeps what was acknowledged. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Superuser } from './workbench';

const WRITERS = 4;
const PAUSE_MS = 5;
const PAGE = 1000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Status 0: no answer. */
export async function askApi(
  port: number,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  token = '',
): Promise<Answer> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: token }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // An acknowledgement that breaks off is none.
    return { status: response.status, body: (await response.json()) as unknown };
  } catch {
    return { status: 0, body: null };
  }
}

/** A collection that anybody may write to. */
export async function createCollection(port: number, { email, password }: Superuser): Promise<void> {
  const path = '/api/collections/_superusers/auth-with-password';
  const { token } = (await askApi(port, 'POST', path, { identity: email, password })).body as {
    readonly token: string;
  };
  const collection = {
    name: 'numbers',
    type: 'base',
    fields: [{ name: 'number', type: 'number' }],
    createRule: '',
    listRule: '',
  };
  const created = await askApi(port, 'POST', '/api/collections', collection, token);
  if (created.status !== 200) throw new Error(`No collection: ${JSON.stringify(created)}`);
}

export class Writers {
  readonly acknowledged: number[] = [];
  /** Tried, and answered with something else or with nothing. */
  unanswered = 0;
  /** Of those that were acknowledged, the one that took longest. */
  longestMs = 0;
  readonly #port: number;
  readonly #pauseMs: number;
  readonly #ended: Promise<unknown>;
  #next = 1;
  #isOver = false;

  /** With a pause between two writes of each writer there is a load, but no flood. */
  constructor(port: number, pauseMs = 0) {
    this.#port = port;
    this.#pauseMs = pauseMs;
    this.#ended = Promise.all(Array.from({ length: WRITERS }, () => this.#write()));
  }

  /** Resolves when so many have been acknowledged. */
  async untilAcknowledged(count: number): Promise<void> {
    while (this.acknowledged.length < count) await wait(PAUSE_MS);
  }

  /** The largest number there can be. */
  get tried(): number {
    return this.#next - 1;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#ended;
  }

  async #write(): Promise<void> {
    while (!this.#isOver) {
      const number = this.#next++;
      const beganAt = performance.now();
      const { status } = await askApi(this.#port, 'POST', '/api/collections/numbers/records', { number });
      if (status === 200) {
        this.acknowledged.push(number);
        this.longestMs = Math.max(this.longestMs, performance.now() - beganAt);
        if (this.#pauseMs > 0) await wait(this.#pauseMs);
      } else {
        this.unanswered += 1;
        await wait(PAUSE_MS);
      }
    }
  }
}

/** All that is in the database, as PocketBase itself tells. */
export async function storedNumbers(port: number): Promise<ReadonlySet<number>> {
  const stored = new Set<number>();
  for (let page = 1; ; page += 1) {
    const query = `page=${page}&perPage=${PAGE}&skipTotal=1&fields=number&sort=@rowid`;
    const { status, body } = await askApi(port, 'GET', `/api/collections/numbers/records?${query}`);
    if (status !== 200) throw new Error(`Page ${page}: ${status} ${JSON.stringify(body)}`);
    const { items } = body as { readonly items: readonly { readonly number: number }[] };
    for (const { number } of items) stored.add(number);
    if (items.length < PAGE) return stored;
  }
}

/** A hook in which SQLite itself says whether the databases are whole; ask `/whole` once it is loaded. */
export const WHOLE_HOOK = `routerAdd('GET', '/whole', (e) => {
  const look = (db) => {
    const found = arrayOf(new DynamicModel({ integrity_check: '' }));
    db.newQuery('PRAGMA integrity_check').all(found);
    return found.map((row) => row.integrity_check);
  };
  return e.json(200, { data: look($app.db()), logs: look($app.auxDB()) });
});`;
