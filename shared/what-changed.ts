import type { IncidentCause } from './incident-cause';

/** The folders of an instance that a person or a tool writes programs and pages into. */
export const WATCHED_FOLDERS = ['pb_hooks', 'pb_migrations', 'pb_public'] as const;
export type WatchedFolder = (typeof WATCHED_FOLDERS)[number];

/** One file, relative to its folder, with `/` between names. */
export interface WatchedFile {
  readonly folder: WatchedFolder;
  readonly path: string;
  /** Differs when the content does. */
  readonly mark: string;
  /** ISO 8601: when it was written. */
  readonly at: string;
}

/** What an instance was started with, as far as it tells later why it fails. No value of a variable, no secret. */
export interface StartedWith {
  /** ISO 8601, wall clock. */
  readonly at: string;
  readonly version: string;
  readonly port: number;
  readonly files: readonly WatchedFile[];
  /** Folders that have more than was read of them: too many files, links to folders, no permission. */
  readonly partlyRead: readonly WatchedFolder[];
  /** Names of the variables. */
  readonly environment: readonly string[];
  /** Counts the saves of the launch options. */
  readonly launchRevision: number;
}

export type ChangeSince =
  | {
      readonly kind: 'file';
      readonly how: 'added' | 'changed' | 'removed';
      readonly folder: WatchedFolder;
      readonly path: string;
      /** ISO 8601: when it was written; null of one that is gone. */
      readonly at: string | null;
    }
  | { readonly kind: 'version'; readonly from: string; readonly to: string }
  | { readonly kind: 'port'; readonly from: number; readonly to: number }
  | { readonly kind: 'variable'; readonly how: 'added' | 'removed'; readonly name: string }
  /** Not all of it was read: what it is not told of may have changed. */
  | { readonly kind: 'partly-compared'; readonly folder: WatchedFolder }
  /** Saved since, and no name of a variable says what. */
  | { readonly kind: 'settings' };

/** What is told with an incident. */
export interface WhatChanged {
  /** ISO 8601: the healthy start it is compared with; null where none is known. */
  readonly since: string | null;
  readonly changes: readonly ChangeSince[];
  /** How many more there are. */
  readonly more: number;
  /** The file that failed, as far as it can be told. */
  readonly suspect: { readonly folder: WatchedFolder; readonly path: string } | null;
}

const CHANGES_KEPT = 12;

/** How soon after a healthy start a failure speaks against that start itself, so that the one before counts. */
export const PROVEN_AFTER_MS = 60_000;

/** What is different now, the most telling first. */
export function changesSince(before: StartedWith, now: StartedWith): readonly ChangeSince[] {
  const changes: ChangeSince[] = [];
  if (before.version !== now.version) changes.push({ kind: 'version', from: before.version, to: now.version });
  if (before.port !== now.port) changes.push({ kind: 'port', from: before.port, to: now.port });
  const partly = WATCHED_FOLDERS.filter((folder) =>
    [before, now].some(({ partlyRead }) => partlyRead.includes(folder)),
  );
  // Whether a file was only not reached then or now cannot be told.
  const isSure = (change: ChangeSince): boolean =>
    change.kind !== 'file' || change.how === 'changed' || !partly.includes(change.folder);
  changes.push(...changedFiles(before.files, now.files).filter(isSure));
  const variables = changedNames(before.environment, now.environment);
  changes.push(...variables);
  if (before.launchRevision !== now.launchRevision && variables.length === 0) changes.push({ kind: 'settings' });
  changes.push(...partly.map((folder): ChangeSince => ({ kind: 'partly-compared', folder })));
  return changes;
}

/** As many of them as are kept with an incident. */
export const keptChanges = (changes: readonly ChangeSince[]): Pick<WhatChanged, 'changes' | 'more'> => ({
  changes: changes.slice(0, CHANGES_KEPT),
  more: Math.max(0, changes.length - CHANGES_KEPT),
});

const keyOf = ({ folder, path }: Pick<WatchedFile, 'folder' | 'path'>): string => `${folder}/${path}`;

function changedFiles(before: readonly WatchedFile[], now: readonly WatchedFile[]): readonly ChangeSince[] {
  const earlier = new Map(before.map((file) => [keyOf(file), file]));
  const there = new Set(now.map(keyOf));
  const written = now.flatMap(({ folder, path, mark, at }): readonly ChangeSince[] => {
    const was = earlier.get(keyOf({ folder, path }));
    if (was?.mark === mark) return [];
    return [{ kind: 'file', how: was === undefined ? 'added' : 'changed', folder, path, at }];
  });
  const removed = before
    .filter((file) => !there.has(keyOf(file)))
    .map(({ folder, path }): ChangeSince => ({ kind: 'file', how: 'removed', folder, path, at: null }));
  const programs = (change: ChangeSince): number => (change.kind === 'file' && change.folder !== 'pb_public' ? 0 : 1);
  return [...written, ...removed].sort((a, b) => programs(a) - programs(b) || newer(a, b));
}

const newer = (a: ChangeSince, b: ChangeSince): number => timeOf(b).localeCompare(timeOf(a));
const timeOf = (change: ChangeSince): string => (change.kind === 'file' ? (change.at ?? '') : '');

function changedNames(before: readonly string[], now: readonly string[]): readonly ChangeSince[] {
  const added = now.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !now.includes(name));
  return [
    ...added.map((name): ChangeSince => ({ kind: 'variable', how: 'added', name })),
    ...removed.map((name): ChangeSince => ({ kind: 'variable', how: 'removed', name })),
  ];
}

/** In which folder the file lies that such a cause comes from. */
const FOLDER_OF: { readonly [Cause in IncidentCause]?: WatchedFolder } = {
  'hook-failed': 'pb_hooks',
  'hook-called-exit': 'pb_hooks',
  'migration-failed': 'pb_migrations',
  'restart-loop': 'pb_hooks',
  'crash-in-pocketbase': 'pb_hooks',
  'start-timeout': 'pb_hooks',
  'no-answer': 'pb_hooks',
};

/** Without a name or a change, one file alone is to blame only where the cause says that a file is. */
const SAYS_FILE: ReadonlySet<IncidentCause> = new Set(['hook-failed', 'hook-called-exit', 'migration-failed']);

const NAMED = /[\w.-]+\.(?:pb\.js|pb\.ts|js)\b/g;

/**
 * The file that failed. PocketBase often names none (`pb.js:1:62`): then the one that was changed last since the healthy
 * start, or the only one there is. Null: it cannot be told.
 */
export function suspectFile(
  {
    cause,
    evidence,
    output,
  }: { readonly cause: IncidentCause; readonly evidence: string; readonly output: readonly string[] },
  files: readonly WatchedFile[],
  changes: readonly ChangeSince[],
): WhatChanged['suspect'] {
  const folder = FOLDER_OF[cause];
  if (folder === undefined) return null;
  const candidates = files.filter((file) => file.folder === folder && isProgram(file));
  const named = [evidence, ...[...output].reverse()]
    .flatMap((line) => line.match(NAMED) ?? [])
    .map((name) => candidates.find(({ path }) => path === name || path.endsWith(`/${name}`)))
    .find((file) => file !== undefined);
  const changed = changes.find(
    (change) =>
      change.kind === 'file' && change.how !== 'removed' && candidates.some((file) => keyOf(file) === keyOf(change)),
  );
  const only = SAYS_FILE.has(cause) && candidates.length === 1 ? candidates[0] : undefined;
  const found = named ?? (changed?.kind === 'file' ? changed : undefined) ?? only;
  return found === undefined ? null : { folder: found.folder, path: found.path };
}

const isProgram = ({ folder, path }: WatchedFile): boolean =>
  folder === 'pb_hooks' ? /\.pb\.(?:js|ts)$/.test(path) : path.endsWith('.js');
