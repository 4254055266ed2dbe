/** What is said about Basekeeper's own files: what happened, what it means, what to do. */
import { assertNever } from '../result';
import type { ErrorWords } from './error-words';

/** Why a file of ours cannot be used. */
export type FileProblem =
  | { readonly kind: 'missing' | 'not-json' | 'not-a-file' | 'too-large' | 'no-permission' }
  | { readonly kind: 'newer-version' }
  /** JSON, but nothing that looks like the file it should be. */
  | { readonly kind: 'not-ours' }
  /** A key such as `__proto__`, which Basekeeper never writes. */
  | { readonly kind: 'forbidden-key'; readonly key: string }
  | { readonly kind: 'does-not-fit'; readonly where: string; readonly rule: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** A file that could not be used and was set aside. */
export interface UnusableFile {
  readonly path: string;
  /** Null when it could not even be renamed. Nothing is written over it then. */
  readonly keptAs: string | null;
  readonly problem: FileProblem;
}

/** How the list of instances came about when it was not simply read. */
export interface RebuiltList {
  readonly path: string;
  /** `later`: the list was fine, but a folder that had been missed before can be used again. */
  readonly cause: 'unusable' | 'partly-unusable' | 'missing' | 'later';
  /** What was set aside; null where nothing was. */
  readonly file: UnusableFile | null;
  /** Names of the instances taken from the copies in their folders. */
  readonly found: readonly string[];
  /** Found in another folder than the one they were in. */
  readonly moved: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  /** Folders left out because what they hold is another copy of an instance. */
  readonly doubles: readonly { readonly name: string; readonly folder: string }[];
  /** Folders known to hold an instance in which no copy can be used. */
  readonly unusable: readonly { readonly folder: string; readonly problem: FileProblem }[];
  /** Entries of the list that are found nowhere. */
  readonly lost: readonly string[];
}

/** As the end of "… cannot be used: ". */
export function fileProblemInWords(problem: FileProblem): string {
  switch (problem.kind) {
    case 'missing':
      return 'it is not there';
    case 'not-json':
      return 'it is cut short or damaged';
    case 'not-a-file':
      return 'it is not a file';
    case 'too-large':
      return 'it is larger than Basekeeper writes it';
    case 'no-permission':
      return 'your user may not read it';
    case 'newer-version':
      return 'it is from a newer version of Basekeeper';
    case 'not-ours':
      return 'it holds something else than Basekeeper writes there';
    case 'forbidden-key':
      return `it holds “${problem.key}”, which Basekeeper never writes`;
    case 'does-not-fit':
      return problem.where === '' ? problem.rule : `“${problem.where}” in it ${problem.rule}`;
    case 'unreadable':
      return `it could not be read (${problem.detail})`;
    default:
      return assertNever(problem);
  }
}

/** For files that begin anew: settings, incidents, the list of folders. */
export function unusableFileWords(file: UnusableFile): ErrorWords {
  return {
    title: 'A file of Basekeeper could not be read',
    text: `${whatBecameOf(file)} Basekeeper began with an empty one. Your instances’ folders were not touched.`,
  };
}

/** For a file that could be renamed only after the app had begun, or that came to light then. */
export function setAsideLaterWords(file: UnusableFile): ErrorWords {
  return {
    title: 'A file of Basekeeper was set aside',
    text: `${whatBecameOf(file)} What Basekeeper knows now was written in its place.`,
  };
}

function whatBecameOf({ path, keptAs, problem }: UnusableFile): string {
  const kept =
    keptAs === null ? 'It could not be renamed, and nothing is written over it.' : `It was kept as ${keptAs}.`;
  return `${path} cannot be used: ${fileProblemInWords(problem)}. ${kept}`;
}

const REBUILT_TITLES: Readonly<Record<RebuiltList['cause'], string>> = {
  unusable: 'The list of instances could not be read',
  'partly-unusable': 'A part of the list of instances could not be read',
  missing: 'The list of instances was missing',
  later: 'An instance was found again',
};

export function rebuiltListWords(list: RebuiltList): ErrorWords {
  const { cause, path, file, found, moved, doubles, unusable, lost } = list;
  const sentences = [
    file === null ? '' : whatBecameOf(file),
    file === null && cause === 'missing' ? `There was no ${path}.` : '',
    found.length > 0
      ? `Found again from the copies in their folders: ${inQuotes(found)}. Check that they are as you left them.`
      : 'No instance was found again.',
    ...moved.map(
      ({ name, from, to }) =>
        `“${name}” is now in ${to}, not in ${from}, so it is not started automatically. Check that this is the right folder.`,
    ),
    ...doubles.map(({ name, folder }) => `${folder} holds another copy of “${name}” and was left out.`),
    lost.length > 0 ? `Not found again: ${inQuotes(lost)}.` : '',
    unusable.length > 0 ? `${unusableFolders(unusable)} Bring them back, then open Basekeeper again.` : '',
    'No data was touched.',
  ];
  return { title: REBUILT_TITLES[cause], text: sentences.filter((each) => each !== '').join(' ') };
}

const SHOWN_AT_MOST = 8;

function inQuotes(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_AT_MOST).map((name) => `“${name}”`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${String(more)} more` : shown.join(', ');
}

function unusableFolders(folders: RebuiltList['unusable']): string {
  const shown = folders.slice(0, SHOWN_AT_MOST);
  const more = folders.length - shown.length;
  const listed = shown.map(({ folder, problem }) => `${folder} (${fileProblemInWords(problem)})`).join(', ');
  return `No usable basekeeper.json in ${listed}${more > 0 ? ` and ${String(more)} more folders` : ''}.`;
}

/** What can go wrong with the copy in an instance's own folder. */
export type CopyProblem =
  | { readonly kind: 'not-written' | 'not-removed'; readonly path: string; readonly detail: string }
  | { readonly kind: 'of-another'; readonly path: string; readonly otherName: string }
  | { readonly kind: 'replaced'; readonly file: UnusableFile };

export function copyProblemWords(name: string, problem: CopyProblem): ErrorWords {
  switch (problem.kind) {
    case 'not-written':
      return {
        title: `The second copy of “${name}” could not be written`,
        text: `${problem.path}: ${problem.detail}. “${name}” is not affected, but it would be missing if the list of instances had to be rebuilt. Check that its folder is there and can be written.`,
      };
    case 'not-removed':
      return {
        title: `A file of “${name}” was left behind`,
        text: `${problem.path}: ${problem.detail}. Delete it yourself, or “${name}” comes back if the list of instances has to be rebuilt.`,
      };
    case 'of-another':
      return {
        title: `The folder of “${name}” names another instance`,
        text: `${problem.path} is the second copy of “${problem.otherName}” and was not written over. If the folder is a copy, delete that file; it is written again for “${name}”.`,
      };
    case 'replaced':
      return {
        title: `The second copy of “${name}” could not be read`,
        text: `${whatBecameOf(problem.file)} A new one was written. “${name}” is not affected.`,
      };
    default:
      return assertNever(problem);
  }
}

/** The list of folders is only a help for rebuilding. */
export function folderIndexWords(path: string, detail: string): ErrorWords {
  return {
    title: 'Where your instances are could not be noted',
    text: `${path}: ${detail}. Your instances are not affected, but those in folders of your own would be missing if the list of instances had to be rebuilt.`,
  };
}

/** Found out before anything was changed. */
export function notWritableWords(path: string, detail: string): ErrorWords {
  return {
    title: 'Basekeeper cannot save anything',
    text: `${path} cannot be written: ${detail}. Basekeeper starts no instance it could lose track of. Check free space and permissions; Basekeeper tries again automatically.`,
  };
}
