/** The settings of a served PocketBase, which it encrypts when it has a key. */
import { DatabaseSync } from '@photostructure/sqlite';
import { join } from 'node:path';
import { askApi } from './acknowledged-writes';
import type { Superuser } from './workbench';

async function tokenOf(port: number, { email, password }: Superuser): Promise<string> {
  const path = '/api/collections/_superusers/auth-with-password';
  const { body } = await askApi(port, 'POST', path, { identity: email, password });
  return (body as { readonly token: string }).token;
}

/** As a person does it in the admin UI. */
export const nameTheApp = (port: number, superuser: Superuser, appName: string): Promise<void> =>
  change(port, superuser, { meta: { appName } });

export interface RateRule {
  readonly label: string;
  readonly maxRequests: number;
  /** Seconds. */
  readonly duration: number;
}

export const limitRates = (port: number, superuser: Superuser, rules: readonly RateRule[]): Promise<void> =>
  change(port, superuser, { rateLimits: { enabled: true, rules: rules.map((rule) => ({ ...rule, audience: '' })) } });

export const keepLogs = (
  port: number,
  superuser: Superuser,
  logs: { readonly maxDays: number; readonly minLevel: number },
): Promise<void> => change(port, superuser, { logs });

async function change(port: number, superuser: Superuser, settings: unknown): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/api/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', authorization: await tokenOf(port, superuser) },
    body: JSON.stringify(settings),
  });
  if (response.status !== 200) throw new Error(`Settings: ${String(response.status)} ${await response.text()}`);
}

export async function nameOfTheApp(port: number, superuser: Superuser): Promise<string> {
  const { body } = await askApi(port, 'GET', '/api/settings', undefined, await tokenOf(port, superuser));
  return (body as { readonly meta: { readonly appName: string } }).meta.appName;
}

/** As they lie in the database; only without a process. */
export function storedSettings(folder: string): string {
  const database = new DatabaseSync(join(folder, 'pb_data/data.db'), { readOnly: true });
  try {
    const row = database.prepare("SELECT value FROM _params WHERE id = 'settings'").get() as { readonly value: string };
    return row.value;
  } finally {
    database.close();
  }
}
