/** Letters that are typed while the list has the focus go to the instance whose name begins with them. */
import type { Instance } from '../instance';

/** A pause after which a new word begins. */
export const TYPING_PAUSE_MS = 800;

export interface Typed {
  readonly text: string;
  readonly atMs: number;
}

export const NOTHING_TYPED: Typed = { text: '', atMs: -Infinity };

export const isTypingAhead = ({ text, atMs }: Typed, nowMs: number): boolean =>
  text !== '' && nowMs - atMs <= TYPING_PAUSE_MS;

/** Null: this key is no part of a name, so that “?” and Space keep what they do. Within a word they may be. */
export function typedOn(before: Typed, key: string, atMs: number): Typed | null {
  const goesOn = isTypingAhead(before, atMs);
  if (key.length !== 1 || !(goesOn || /[\p{L}\p{N}]/u.test(key))) return null;
  return { text: goesOn ? before.text + key : key, atMs };
}

/** The next one whose name begins with what was typed. The same letter again and again goes from one to the next. */
export function typedAhead(shown: readonly Instance[], current: string | null, typed: string): Instance | undefined {
  const wanted = typed.toLocaleLowerCase();
  const letter = wanted.slice(0, 1);
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === current),
  );
  const next = (from: number, beginning: string): Instance | undefined =>
    [...shown.slice(from), ...shown.slice(0, from)].find(({ name }) => name.toLocaleLowerCase().startsWith(beginning));
  if (wanted.length === 1) return next(at + 1, wanted);
  return next(at, wanted) ?? (wanted === letter.repeat(wanted.length) ? next(at + 1, letter) : undefined);
}
