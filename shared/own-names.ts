/** What in the folder of an instance belongs to it. It may be the folder of a whole project, and the rest is not ours. Pure. */
import { INSTANCE_PARTS } from './backup';

/** Our record of it, our work on it, what we kept of its data, and what we put out of the way of PocketBase. */
const OF_BASEKEEPER =
  /^(?:basekeeper\.json(?:\..*)?|\.basekeeper-.*|\.superuser-.*|kept-[a-z0-9]{15}|quarantine-\d{4}-.*)$/;

export const isOwnName = (name: string): boolean =>
  (INSTANCE_PARTS as readonly string[]).includes(name) || OF_BASEKEEPER.test(name);

/** The names in the folder of an instance. */
export interface FolderContents {
  readonly own: readonly string[];
  /** Of the project that it is a part of, or a person's own. */
  readonly others: readonly string[];
}

export const folderContents = (names: readonly string[]): FolderContents => ({
  own: names.filter(isOwnName),
  others: names.filter((name) => !isOwnName(name)),
});
