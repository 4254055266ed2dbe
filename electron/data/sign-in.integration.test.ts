/** The token that is made from what is in the database, asked of the real PocketBase. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askApi } from '../testing/acknowledged-writes';
import { SUPERUSER } from '../testing/served-records';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const COLLECTION = '/api/collections/_superusers';

test.each(['0.23.12', '0.28.4', '0.36.9', '0.39.11', '0.40.6'])(
  'PocketBase %s takes it, and makes another of it',
  async (version) => {
    const { id } = await bench.create('blog', version, SUPERUSER);
    const { folder, port } = await bench.untilRunning(id);
    const signIn = async (email: string) =>
      orThrow(await bench.runJob('sign-in', { dataFolder: join(folder, 'pb_data'), email }));
    const signedIn = await signIn(SUPERUSER.email);
    if ('whyNot' in signedIn) throw new Error(signedIn.whyNot);
    const { token, record } = signedIn;
    const refreshed = await askApi(port, 'POST', `${COLLECTION}/auth-refresh`, undefined, token);
    expect(refreshed).toMatchObject({ status: 200, body: { record } });
    const { token: next } = refreshed.body as { readonly token: string };
    expect(await askApi(port, 'GET', '/api/settings', undefined, next)).toMatchObject({ status: 200 });
    expect(await signIn('nobody@example.com')).toEqual({ whyNot: 'no-such-superuser' });

    // Whoever has asked for a second factor is not signed in without it.
    const changed = await fetch(`http://127.0.0.1:${String(port)}${COLLECTION}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify({ otp: { enabled: true }, mfa: { enabled: true } }),
    });
    expect(changed.status).toBe(200);
    expect(await signIn(SUPERUSER.email)).toEqual({ whyNot: 'second-factor' });
  },
);
