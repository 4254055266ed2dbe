import { instanceName, NAME_MAX_LENGTH, UNSEEN } from './input';

/** Names are compared the way people read them: without regard to case or to how an accent was typed. */
export const foldName = (name: string): string => name.normalize('NFC').toLocaleLowerCase('en');

const FALLBACK = 'instance';

/** The longest beginning that is not too long; no character is cut in two. */
function cut(text: string, maxLength: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > maxLength) break;
    kept += character;
  }
  return kept.trim();
}

/** Made to fit the rule for names, and unlike all that are taken: “blog”, “blog 2”, “blog 3”. */
export function fittingName(text: string, taken: readonly string[]): string {
  const seen = Array.from(text)
    .filter((character) => !UNSEEN.test(character))
    .join('');
  const fitting = cut(seen.trim().normalize('NFC'), NAME_MAX_LENGTH);
  const name = instanceName.safeParse(fitting).success ? fitting : FALLBACK;
  const folded = new Set(taken.map(foldName));
  let free = name;
  for (let count = 2; folded.has(foldName(free)); count += 1) {
    const ending = ` ${String(count)}`;
    free = `${cut(name, NAME_MAX_LENGTH - ending.length)}${ending}`;
  }
  return free;
}
