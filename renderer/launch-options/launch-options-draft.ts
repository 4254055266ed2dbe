/** What is typed about how an instance is served, and what is sent of it. Main decides what is valid. */
import type { CommandInput } from '../../shared/ipc';
import type { LaunchOptions } from '../../shared/launch-options';

export interface DraftVariable {
  /** Tells rows apart while their names change. */
  readonly key: number;
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
  /** A secret of this name is kept, and stays. */
  readonly kept: boolean;
}

export interface ServingDraft {
  readonly variables: readonly DraftVariable[];
  /** `kept`: as it is. `given`: what is typed takes its place. */
  readonly keyIs: 'none' | 'kept' | 'given';
  readonly encryptionKey: string;
  /** One in each line. */
  readonly arguments: string;
  /** One in each line. */
  readonly pathFolders: string;
}

export type GivenServing = Omit<CommandInput<'set-launch-options'>, 'instanceId'>;

export const draftOf = ({
  environment,
  pathFolders,
  encryptionKey,
  arguments: texts,
}: LaunchOptions): ServingDraft => ({
  variables: environment.map((one, key) => ({
    key,
    name: one.name,
    value: one.secret ? '' : one.value,
    secret: one.secret,
    kept: one.secret,
  })),
  keyIs: encryptionKey === null ? 'none' : 'kept',
  encryptionKey: '',
  arguments: texts.join('\n'),
  pathFolders: pathFolders.join('\n'),
});

export const isUnchanged = (draft: ServingDraft, saved: LaunchOptions): boolean => {
  const bare = ({ variables, ...rest }: ServingDraft): string =>
    JSON.stringify([rest, variables.map(({ key: _key, ...variable }) => variable)]);
  return bare(draft) === bare(draftOf(saved));
};

export const givenBy = (draft: ServingDraft, revision: number): GivenServing => ({
  revision,
  environment: draft.variables.map(({ name, value, secret, kept }) =>
    secret ? { name: name.trim(), secret, value: kept ? null : value } : { name: name.trim(), secret, value },
  ),
  ...(draft.keyIs === 'kept' ? {} : { encryptionKey: draft.keyIs === 'given' ? draft.encryptionKey : null }),
  arguments: linesIn(draft.arguments),
  pathFolders: linesIn(draft.pathFolders),
});

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const SHOWN_LENGTH = 60;
const short = (text: string): string => (text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);

/** What somebody else saved, in sentences; secrets are only said to be there. */
export function newerValues(before: LaunchOptions, now: LaunchOptions): readonly string[] {
  const earlier = new Map(before.environment.map((one) => [one.name, one]));
  const names = new Set(now.environment.map(({ name }) => name));
  const told: string[] = [];
  for (const one of now.environment) {
    if (JSON.stringify(earlier.get(one.name)) === JSON.stringify(one)) continue;
    told.push(one.secret ? `${one.name} is now a secret.` : `${one.name} is now “${short(one.value)}”.`);
  }
  for (const name of earlier.keys()) if (!names.has(name)) told.push(`${name} was removed.`);
  if ((before.encryptionKey === null) !== (now.encryptionKey === null)) {
    told.push(now.encryptionKey === null ? 'The encryption key was removed.' : 'An encryption key was set.');
  }
  const [texts, textsBefore] = [now, before].map((one) => one.arguments.join(' '));
  if (texts !== textsBefore) told.push(texts === '' ? 'There are no arguments any more.' : `Arguments: ${texts ?? ''}`);
  const [folders, foldersBefore] = [now, before].map((one) => one.pathFolders.join(', '));
  if (folders !== foldersBefore) {
    told.push(folders === '' ? 'No folders are in front of PATH any more.' : `In front of PATH: ${folders ?? ''}`);
  }
  if (before.networkAccess !== now.networkAccess) {
    const isOpen = now.networkAccess === 'network';
    told.push(isOpen ? 'It is now reachable from other devices.' : 'It is no longer reachable from other devices.');
  }
  return told.length > 0 ? told : ['Secrets may have been replaced; everything else is as it was.'];
}
