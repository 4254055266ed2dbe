import { customAlphabet } from 'nanoid';

/** Fifteen characters `a-z0-9`: the ids of instances and incidents. */
export const newId = customAlphabet('abcdefghijklmnopqrstuvwxyz0123456789', 15);

/** Twenty characters without look-alikes, for a superuser whose password the user did not choose. */
export const newPassword = customAlphabet('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', 20);
