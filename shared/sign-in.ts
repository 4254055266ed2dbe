/** Signing in to the admin UI for a person who has allowed it. Never leaves main. */

import { isOlder } from './version-order';

/** Before that, superusers were kept otherwise. */
export const canSignIn = (version: string): boolean => !isOlder(version, '0.23.0');

/** What the page of PocketBase keeps of a superuser who is signed in. */
export interface SignIn {
  readonly token: string;
  readonly record: { readonly id: string; readonly email: string } & Readonly<Record<string, unknown>>;
}

export type WhyNotSignedIn =
  | 'no-such-superuser'
  /** The person has asked for a second factor there, which only that person has. */
  | 'second-factor'
  | 'too-old';
