/** Records of an instance, over PocketBase's own API. */

interface Superuser {
  readonly email: string;
  readonly password: string;
}

async function send(port: number, path: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/api/collections${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: token }) },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${JSON.stringify(answer)}`);
  return answer;
}

async function tokenOf(port: number, { email, password }: Superuser): Promise<string> {
  const signedIn = await send(port, '/_superusers/auth-with-password', { identity: email, password });
  return (signedIn as { readonly token: string }).token;
}

/** A collection that anybody may write to and read. */
export async function createNumbers(port: number, superuser: Superuser): Promise<void> {
  const fields = [{ name: 'number', type: 'number' }];
  const collection = { name: 'numbers', type: 'base', fields, createRule: '', listRule: '' };
  await send(port, '', collection, await tokenOf(port, superuser));
}

export async function writeNumber(port: number, number: number): Promise<void> {
  await send(port, '/numbers/records', { number });
}

export async function storedNumbers(port: number): Promise<readonly number[]> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/api/collections/numbers/records`);
  const { items } = (await response.json()) as { readonly items: readonly { readonly number: number }[] };
  return items.map(({ number }) => number);
}

/** All records of it. */
export async function deleteNumbers(port: number, superuser: Superuser): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/api/collections/numbers/truncate`, {
    method: 'DELETE',
    headers: { authorization: await tokenOf(port, superuser) },
  });
  if (!response.ok) throw new Error(`The records were not deleted: ${String(response.status)}`);
}
