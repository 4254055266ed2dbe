/** A `pocketbase` that somebody started in a terminal, without us. */
import { once } from 'node:events';
import { join } from 'node:path';
import { execa } from 'execa';
import { chooseFreePort } from '../process/ports';
import { TEST_VERSIONS } from './test-versions';
import { orThrow } from './workbench';
import { SUGGESTED_PORTS } from '../../shared/app-settings';

const ADMIN = { identity: 'admin@example.com', password: 'a password of this test' };

export interface TerminalPocketbase {
  readonly pid: number;
  readonly address: string;
  end(): Promise<void>;
}

const executableOf = (version: string): string => join(TEST_VERSIONS, version, 'pocketbase');

/** Resolves when it answers. */
export async function serveFromTerminal(folder: string, version: string): Promise<TerminalPocketbase> {
  const port = orThrow(await chooseFreePort(new Set(), SUGGESTED_PORTS));
  const address = `http://127.0.0.1:${String(port)}`;
  const child = execa(
    executableOf(version),
    ['serve', `--http=127.0.0.1:${String(port)}`, `--dir=${join(folder, 'pb_data')}`],
    { reject: false, cleanup: true },
  );
  child.stdout.resume();
  child.stderr.resume();
  while (!(await answers(address))) if (child.exitCode !== null) throw new Error('PocketBase ended');
  return {
    pid: child.pid ?? 0,
    address,
    end: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (address: string): Promise<boolean> =>
  fetch(`${address}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Makes `pb_data` in the folder with a collection `notes`, which everybody may read, and one row in it. */
export async function fillFromTerminal(folder: string, version: string): Promise<void> {
  const isOld = version.startsWith('0.22.');
  const data = `--dir=${join(folder, 'pb_data')}`;
  // The password of a test may stand on a command line.
  const { identity, password } = ADMIN;
  if (isOld) await execa(executableOf(version), ['migrate', 'up', data]);
  const command = isOld ? ['admin', 'create'] : ['superuser', 'upsert'];
  await execa(executableOf(version), [...command, identity, password, data]);
  const served = await serveFromTerminal(folder, version);
  try {
    const post = async (path: string, body: object, token = ''): Promise<{ readonly token?: string }> => {
      const answer = await fetch(`${served.address}/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: token },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as { readonly token?: string };
    };
    const signIn = isOld ? 'admins/auth-with-password' : 'collections/_superusers/auth-with-password';
    const { token } = await post(signIn, ADMIN);
    const fields = [{ name: 'text', type: 'text' }];
    await post('collections', { name: 'notes', type: 'base', fields, schema: fields, listRule: '' }, token);
    await post('collections/notes/records', { text: 'kept' }, token);
  } finally {
    await served.end();
  }
}

/** What anybody reads of the rows, or the status of the answer. */
export async function notesOn(port: number): Promise<readonly string[] | number> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/collections/notes/records`);
  if (!answer.ok) return answer.status;
  const { items } = (await answer.json()) as { readonly items: readonly { readonly text: string }[] };
  return items.map(({ text }) => text);
}
