import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { ok } from '../../shared/result';
import type { WhyNotSignedIn } from '../../shared/sign-in';
import { requireRecords } from './databases';
import type { Perform } from './job-contract';
import { openToLook, type Database } from './sqlite';

const COLLECTION = '_superusers';

/** Of the options of a collection, what its tokens are made with. */
const options = z.object({
  authToken: z.object({ secret: z.string().min(1), duration: z.number().positive() }),
  mfa: z.object({ enabled: z.boolean() }).optional(),
});

/** As PocketBase itself signs the token of a superuser who has given the right password (core/record_tokens.go). */
export const signIn: Perform<'sign-in'> = async ({ dataFolder, email }) => {
  const path = join(dataFolder, 'data.db');
  await requireRecords(path);
  const database = openToLook(path);
  try {
    return ok(signedIn(database, email) ?? { whyNot: 'too-old' });
  } finally {
    database.close();
  }
};

function signedIn(database: Database, email: string) {
  const collection = database.prepare('SELECT * FROM _collections WHERE name = ?').get(COLLECTION) as
    Readonly<Record<string, string>> | undefined;
  const read = options.safeParse(parsed(collection?.['options']));
  if (collection === undefined || !read.success) return null;
  const { authToken, mfa } = read.data;
  const refuse = (whyNot: WhyNotSignedIn): { readonly whyNot: WhyNotSignedIn } => ({ whyNot });
  if (mfa?.enabled === true) return refuse('second-factor');
  const row = database.prepare(`SELECT * FROM ${COLLECTION} WHERE email = ?`).get(email) as
    Readonly<Record<string, string>> | undefined;
  const { id, tokenKey } = row ?? {};
  if (id === undefined || tokenKey === undefined || tokenKey === '') return refuse('no-such-superuser');
  const collectionId = collection['id'] ?? '';
  const exp = Math.floor(Date.now() / 1000) + authToken.duration;
  const claims = { collectionId, exp, id, refreshable: true, type: 'auth' };
  return {
    token: signedToken(claims, tokenKey + authToken.secret),
    record: { id, email, collectionId, collectionName: COLLECTION, verified: true },
  };
}

const parsed = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));

function signedToken(claims: object, key: string): string {
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
