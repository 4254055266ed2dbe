/** A folder of an instance as a version of PocketBase leaves it: a login, stored files, and as many rows as wanted. */
import { execa } from 'execa';
import { join } from 'node:path';
import { openAlone } from '../data/sqlite';
import { serveFromTerminal } from './terminal-pocketbase';
import { TEST_VERSIONS } from './test-versions';
import {} from './workbench';

export const LOGIN = { identity: 'admin@example.com', password: 'a password of this test' };
const FILE_BYTES = 20_000;
const AT_ONCE = 8;

const isBefore023 = (version: string): boolean => version.startsWith('0.22.');

/** The record of an uploaded file, and what is in it. */
export interface StoredFile {
  readonly recordId: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Seed {
  readonly rows: number;
  readonly files: readonly StoredFile[];
}

/** Null when the login is refused. */
export async function signIn(port: number, version: string): Promise<string | null> {
  const path = isBefore023(version) ? 'admins' : 'collections/_superusers';
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/${path}/auth-with-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(LOGIN),
  });
  return answer.ok ? ((await answer.json()) as { readonly token: string }).token : null;
}

/** A collection that everybody may write to and read, in the words of every version. */
export async function createThings(port: number, token: string): Promise<void> {
  const number = { name: 'number', type: 'number' };
  const file = { name: 'attachment', type: 'file' };
  const limits = { maxSelect: 1, maxSize: 5_000_000 };
  const body = {
    name: 'things',
    type: 'base',
    fields: [number, { ...file, ...limits }],
    schema: [number, { ...file, options: limits }],
    createRule: '',
    listRule: '',
    viewRule: '',
  };
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/collections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

export async function uploadFiles(port: number, count: number): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  const upload = async (index: number): Promise<void> => {
    const bytes = Buffer.alloc(FILE_BYTES, `file ${String(index)} `);
    const form = new FormData();
    form.set('number', String(-index));
    form.set('attachment', new Blob([bytes]), `file-${String(index)}.txt`);
    const answer = await fetch(`http://127.0.0.1:${String(port)}/api/collections/things/records`, {
      method: 'POST',
      body: form,
    });
    const record = (await answer.json()) as { readonly id: string; readonly attachment: string };
    if (!answer.ok) throw new Error(JSON.stringify(record));
    files.push({ recordId: record.id, name: record.attachment, bytes });
  };
  for (let next = 1; next <= count; next += AT_ONCE) {
    const batch = Math.min(AT_ONCE, count - next + 1);
    await Promise.all(Array.from({ length: batch }, (_, offset) => upload(next + offset)));
  }
  return files;
}

/** Makes everything with the executable of the version itself; nothing runs when it resolves. */
export async function seedFolder(
  folder: string,
  version: string,
  { rows, files }: { readonly rows: number; readonly files: number },
): Promise<Seed> {
  const executable = join(TEST_VERSIONS, version, 'pocketbase');
  const data = join(folder, 'pb_data');
  const { identity, password } = LOGIN;
  if (isBefore023(version)) await execa(executable, ['migrate', 'up', `--dir=${data}`]);
  const command = isBefore023(version) ? ['admin', 'create'] : ['superuser', 'upsert'];
  await execa(executable, [...command, identity, password, `--dir=${data}`]);
  const served = await serveFromTerminal(folder, version);
  const port = Number(new URL(served.address).port);
  try {
    await createThings(port, (await signIn(port, version)) ?? '');
    const stored = await uploadFiles(port, files);
    return { rows: rows + files, files: stored };
  } finally {
    await served.end();
    addRows(join(data, 'data.db'), rows);
  }
}

/** By SQLite itself: through the API a hundred thousand of them would take minutes. */
export function addRows(database: string, rows: number): void {
  const opened = openAlone(database);
  try {
    opened.exec(`WITH RECURSIVE counted(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted LIMIT ${String(rows)})
      INSERT INTO things (id, number) SELECT printf('seeded%09d', number), number FROM counted`);
  } finally {
    opened.close();
  }
}

export async function countThings(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/collections/things/records?perPage=1`);
  return ((await answer.json()) as { readonly totalItems: number }).totalItems;
}

/** What is not as it was seeded, in words; empty when all of it is there. */
export async function missingOf(seed: Seed, port: number, version: string): Promise<readonly string[]> {
  const missing: string[] = [];
  if ((await signIn(port, version)) === null) missing.push('the login');
  const rows = await countThings(port);
  if (rows !== seed.rows) missing.push(`${String(rows)} instead of ${String(seed.rows)} rows`);
  return [...missing, ...(await missingFilesOf(seed.files, port))];
}

/** The names of those that are not served byte by byte. */
export async function missingFilesOf(files: readonly StoredFile[], port: number): Promise<readonly string[]> {
  const missing: string[] = [];
  const look = async ({ bytes, name, recordId }: StoredFile): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/api/files/things/${recordId}/${name}`);
    if (!answer.ok || !Buffer.from(await answer.arrayBuffer()).equals(bytes)) missing.push(name);
  };
  for (let next = 0; next < files.length; next += AT_ONCE)
    await Promise.all(files.slice(next, next + AT_ONCE).map(look));
  return missing;
}
