/** Which names may be in a backup: those that are the same harmless file on every system Basekeeper runs on. */
import type { ArchiveNameRule, ArchiveProblem } from './archive-problem';
import { inert } from './inert';
import { utf8Length } from './input';

export interface NameLimits {
  /** Folders above a file, and the file. */
  readonly depth: number;
  readonly componentBytes: number;
  readonly nameBytes: number;
}

/** File systems end at 255 bytes for a name; 1024 is the whole path macOS knows. PocketBase itself nests 4 deep. */
export const NAME_LIMITS: NameLimits = { depth: 32, componentBytes: 255, nameBytes: 1024 };

/** Devices on Windows, whatever follows the dot. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/** A name out of an archive as our sentences may show it: the end tells files apart, so long ones lose their middle. */
export function shownName(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 39)}…${name.slice(-40)}` : name;
  return inert(shown, 80);
}

/** The rule this name breaks, or null. A folder's name may end with a slash. */
export function archiveNameProblem(name: string, limits: NameLimits = NAME_LIMITS): ArchiveProblem | null {
  const entry = shownName(name);
  const nameBytes = utf8Length(name);
  if (nameBytes > limits.nameBytes) {
    return { kind: 'name-too-long', entry, limitBytes: limits.nameBytes, foundBytes: nameBytes };
  }
  const rule = wholeNameRule(name);
  if (rule !== null) return { kind: 'unsafe-name', entry, rule };
  const components = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (components.length > limits.depth) {
    return { kind: 'too-deep', entry, limit: limits.depth, found: components.length };
  }
  for (const component of components) {
    const broken = componentRule(component);
    if (broken !== null) return { kind: 'unsafe-name', entry, rule: broken };
    const foundBytes = utf8Length(component);
    if (foundBytes > limits.componentBytes) {
      return { kind: 'name-too-long', entry, limitBytes: limits.componentBytes, foundBytes };
    }
  }
  return null;
}

function wholeNameRule(name: string): ArchiveNameRule | null {
  if (name === '') return 'empty';
  if (/[\p{Cs}\ufffd]/u.test(name)) return 'not-text';
  if (/\p{Cc}/u.test(name)) return 'control';
  if (/^[a-z]:[\\/]/i.test(name)) return 'drive';
  if (name.includes('\\')) return 'backslash';
  return name.startsWith('/') ? 'absolute' : null;
}

function componentRule(component: string): ArchiveNameRule | null {
  if (component === '') return 'empty';
  if (component === '.') return 'dot';
  if (component === '..') return 'climbs';
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

/** Holds every name once: some hundred bytes for each entry. */
export function createNameRegistry(): NameRegistry {
  /** Folders end with a slash. */
  const known = new Map<string, string>();
  let lastParent = '';
  const addFolder = (folder: string, entry: string): ArchiveProblem | null => {
    const key = folded(folder.slice(0, -1));
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
      const key = folded(name);
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
