/** What tests of operations ask of a PocketBase that serves, and of an operation that was begun. */
import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Result } from '../../shared/result';
import type { Begun } from '../operations/operation-runner';
import { askApi, Writers } from './acknowledged-writes';
import { orThrow, type Superuser } from './workbench';

export const SUPERUSER: Superuser = { email: 'admin@example.com', password: 'a password of this test' };

/** At least so many records; answers those that were acknowledged. */
export async function writeRecords(port: number, count: number): Promise<readonly number[]> {
  const writers = new Writers(port);
  await expect.poll(() => writers.acknowledged.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  await writers.end();
  return writers.acknowledged;
}

/** The status of the answer: 200, or 400 when it was refused. */
export async function login(port: number, { email, password }: Superuser = SUPERUSER): Promise<number> {
  const path = '/api/collections/_superusers/auth-with-password';
  return (await askApi(port, 'POST', path, { identity: email, password })).status;
}

export const endOf = async (begun: Result<Begun> | Promise<Result<Begun>>): Promise<Result<string>> =>
  orThrow(await begun).ended;

/** Work folders and the like; an instance has none of its own. */
export const leftBehindIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('.'));
