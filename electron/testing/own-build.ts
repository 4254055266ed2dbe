import { readFileSync, writeFileSync } from 'node:fs';

/**
 * A real executable whose build information names another PocketBase than the number it says itself, as a build of one's
 * own with a number of its own does. Both are of the same length.
 */
export function buildOn(executable: string, says: string, builtOn: string, target: string): string {
  const content = readFileSync(executable);
  const known = `dep\tgithub.com/pocketbase/pocketbase\tv${says}`;
  const at = content.indexOf(known);
  if (at === -1 || says.length !== builtOn.length) throw new Error(`${executable} does not name ${says}`);
  content.write(known.replace(says, builtOn), at, 'latin1');
  writeFileSync(target, content, { mode: 0o755 });
  return target;
}
