/**
 * Which names may be taken out of a backup on which system. Linux keeps any name, so everything but what leads elsewhere may
 * be written there; macOS and Windows do not. Names are text as `electron/disk/byte-names.ts` makes it of bytes.
 */
import type { ArchiveNameRule, ArchiveProblem } from './archive-problem';
import { inert } from './inert';
import { utf8Length } from './utf8-length';

/** Where the files are to be written. */
export type NameSystem = 'linux' | 'darwin' | 'win32';

export interface NameLimits {
  /** Folders above a file, and the file. */
  readonly depth: number;
  readonly componentBytes: number;
  readonly nameBytes: number;
  readonly system: NameSystem;
}

/** File systems end at 255 bytes for a name, Linux at 4095 for a path. */
export const NAME_LIMITS: NameLimits = { depth: 1024, componentBytes: 255, nameBytes: 4095, system: 'linux' };

/** What every other system counts as: it keeps names as Linux does, or nobody knows better. */
export const nameSystemOf = (platform: string): NameSystem =>
  platform === 'win32' || platform === 'darwin' ? platform : 'linux';

/** Bytes that are no text, as they are written inside of it. */
const ESCAPED_BYTES = /[\udc80-\udcff]/gu;

/** In bytes, as the file system counts. */
const nameBytesOf = (name: string): number => utf8Length(name.replace(ESCAPED_BYTES, 'x'));

/** Devices on Windows, whatever follows the dot. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** A name out of an archive as our sentences may show it: the end tells files apart, so long ones lose their middle. */
export function shownName(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 39)}…${name.slice(-40)}` : name;
  return inert(shown.replace(/\p{Cs}/gu, '\ufffd'), 80);
}

/** The rule this name breaks, or null. A folder's name may end with a slash. */
export function archiveNameProblem(name: string, limits: NameLimits = NAME_LIMITS): ArchiveProblem | null {
  const entry = shownName(name);
  const nameBytes = nameBytesOf(name);
  if (nameBytes > limits.nameBytes) {
    return { kind: 'name-too-long', entry, limitBytes: limits.nameBytes, foundBytes: nameBytes };
  }
  const rule = wholeNameRule(name, limits.system);
  if (rule !== null) return { kind: 'unsafe-name', entry, rule };
  const components = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (components.length > limits.depth) {
    return { kind: 'too-deep', entry, limit: limits.depth, found: components.length };
  }
  for (const component of components) {
    const broken = componentRule(component, limits.system);
    if (broken !== null) return { kind: 'unsafe-name', entry, rule: broken };
    const foundBytes = nameBytesOf(component);
    if (foundBytes > limits.componentBytes) {
      return { kind: 'name-too-long', entry, limitBytes: limits.componentBytes, foundBytes };
    }
  }
  return null;
}

function wholeNameRule(name: string, system: NameSystem): ArchiveNameRule | null {
  if (name === '') return 'empty';
  if (name.includes('\0')) return 'control';
  if (name.startsWith('/')) return 'absolute';
  // Half a character of UTF-16 is no name anywhere, but for the bytes that are written like that.
  if (/\p{Cs}/u.test(system === 'linux' ? name.replace(ESCAPED_BYTES, '') : name)) return 'not-text';
  if (system !== 'win32') return null;
  if (/\p{Cc}/u.test(name)) return 'control';
  if (/^[a-z]:[\\/]/i.test(name)) return 'drive';
  return name.includes('\\') ? 'backslash' : null;
}

function componentRule(component: string, system: NameSystem): ArchiveNameRule | null {
  if (component === '') return 'empty';
  if (component === '.') return 'dot';
  if (component === '..') return 'climbs';
  if (system !== 'win32') return null;
  if (/[<>:"|?*]/.test(component)) return 'characters';
  if (/[. ]$/.test(component)) return 'trailing';
  return RESERVED.test(component) ? 'reserved' : null;
}

/** The same for two names that are one file where letter case or forms of accents do not count. */
const folded = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

export interface NameRegistry {
  /** Takes the name in, or tells what it collides with. Folders that a name only implies count as well. */
  add(name: string): ArchiveProblem | null;
}

/** Holds every name once: some hundred bytes for each entry. What is one file on the system is one name. */
export function createNameRegistry(system: NameSystem): NameRegistry {
  const keyOf = system === 'linux' ? (name: string): string => name : folded;
  /** Folders end with a slash. */
  const known = new Map<string, string>();
  let lastParent = '';
  const addFolder = (folder: string, entry: string): ArchiveProblem | null => {
    const key = keyOf(folder.slice(0, -1));
    const other = known.get(key);
    if (other === undefined) {
      known.set(key, folder);
      return null;
    }
    if (!other.endsWith('/')) return { kind: 'file-and-folder', entry: shownName(other) };
    return other === folder ? null : { kind: 'same-name', entry: shownName(entry), other: shownName(other) };
  };
  const addParents = (name: string): ArchiveProblem | null => {
    const parent = name.slice(0, name.lastIndexOf('/', name.length - 2) + 1);
    if (parent === lastParent) return null;
    for (let slash = name.indexOf('/'); slash !== -1 && slash < parent.length; slash = name.indexOf('/', slash + 1)) {
      const problem = addFolder(name.slice(0, slash + 1), name);
      if (problem !== null) return problem;
    }
    lastParent = parent;
    return null;
  };
  return {
    add: (name) => {
      const problem = addParents(name);
      if (problem !== null) return problem;
      if (name.endsWith('/')) return addFolder(name, name);
      const key = keyOf(name);
      const other = known.get(key);
      if (other === undefined) {
        known.set(key, name);
        return null;
      }
      if (other.endsWith('/')) return { kind: 'file-and-folder', entry: shownName(name) };
      return { kind: 'same-name', entry: shownName(name), other: shownName(other) };
    },
  };
}
