import { stat } from 'node:fs/promises';
import type { AppError, FieldProblem } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { fail, ok, type Result } from '../../shared/result';
import type { EnvironmentVariable, Sealed, LaunchOptions } from '../../shared/launch-options';
import { flagOf } from '../../shared/launch-flags';
import type { GivenLaunchOptions } from '../../shared/launch-options-input';
import { mustBeFlagOf, SECRET_MUST_BE_GIVEN } from '../../shared/words/environment-words';
import { EMPTY } from '../../shared/words/field-words';
import { abilitiesOf, askAbilities } from '../pocketbase/abilities';
import type { AppStore } from '../store/app-store';
import type { Instances } from './instances';
import type { ExecutableFinder } from '../supervision/preflight';
import type { SecretKeeper } from '../supervision/secrets';

export interface LaunchOptionsParts {
  readonly store: AppStore;
  readonly instances: Pick<Instances, 'change'>;
  readonly versions: ExecutableFinder;
  readonly secrets: SecretKeeper;
}

export interface SavedLaunchOptions {
  /** Of the folders in front of PATH, those that are not there now. */
  readonly missingFolders: readonly string[];
}

/**
 * Saves all launch options of an instance; its next start has them. Only what was looked at is replaced: should they have
 * been saved by somebody else meanwhile, nothing is changed.
 */
export async function setLaunchOptions(
  id: InstanceId,
  given: GivenLaunchOptions,
  parts: LaunchOptionsParts,
): Promise<Result<SavedLaunchOptions>> {
  const looked = unchanged(id, given, parts);
  if (!looked.ok) return looked;
  const problems = await unknownFlags(looked.value, given, parts.versions);
  if (problems.length > 0) return fail({ code: 'invalid-input', problems });
  // Asked again: that may have taken a while.
  const instance = unchanged(id, given, parts);
  if (!instance.ok) return instance;
  const sealed = seal(instance.value.launchOptions, given, parts.secrets);
  if (!sealed.ok) return sealed;
  const saved = parts.instances.change(id, { launchOptions: sealed.value });
  return saved.ok ? ok({ missingFolders: await missing(sealed.value.pathFolders) }) : saved;
}

/** They may come yet, e.g. with a drive: worth a word, and no reason to refuse them. */
async function missing(folders: readonly string[]): Promise<readonly string[]> {
  const isFolder = await Promise.all(
    folders.map((folder) =>
      stat(folder).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    ),
  );
  return folders.filter((_, index) => isFolder[index] !== true);
}

/** The instance, if it still has the options that were looked at, and no task uses them. */
export function unchanged(
  id: InstanceId,
  { revision }: Pick<GivenLaunchOptions, 'revision'>,
  { store }: Pick<LaunchOptionsParts, 'store'>,
): Result<Instance> {
  const instance = store.instance(id);
  if (instance === undefined) return fail({ code: 'unknown-instance', instanceId: id });
  const { name: instanceName, launchOptions } = instance;
  if (launchOptions.revision !== revision) return fail({ code: 'changed-meanwhile', instanceName, what: 'settings' });
  // It serves copies of the data with what it found when it began.
  const underway = operationOn(store.snapshot().state.operations, id);
  return underway === undefined
    ? ok(instance)
    : fail({ code: 'operation-underway', instanceName, kind: underway.kind });
}

/** The executable itself is asked. One that is not there, or does not answer, has its say at the start. */
async function unknownFlags(
  { version, launchOptions }: Instance,
  { arguments: texts }: GivenLaunchOptions,
  versions: ExecutableFinder,
): Promise<readonly FieldProblem[]> {
  if (texts.every((text) => launchOptions.arguments.includes(text))) return [];
  const executable = (await versions.find(version))?.executable;
  const known = executable === undefined ? null : ((await abilitiesOf(executable)) ?? (await askAbilities(executable)));
  if (known === null) return [];
  return texts.flatMap((text, index) => {
    return known.flags.includes(flagOf(text)?.flag ?? '')
      ? []
      : [{ field: `arguments.${String(index)}`, value: `“${text}”`, rule: mustBeFlagOf(version) }];
  });
}

function seal(
  before: LaunchOptions,
  { revision, environment, encryptionKey, arguments: texts, pathFolders = before.pathFolders }: GivenLaunchOptions,
  keeper: SecretKeeper,
): Result<LaunchOptions> {
  const hasNew = typeof encryptionKey === 'string' || environment.some((one) => one.secret && one.value !== null);
  const whyNot = hasNew ? keeper.whyNot() : null;
  if (whyNot !== null) return fail({ code: 'secrets-not-kept', detail: whyNot });
  const kept = new Map(before.environment.flatMap((one) => (one.secret ? [[one.name, one.sealed] as const] : [])));
  const variables: EnvironmentVariable[] = [];
  for (const [index, given] of environment.entries()) {
    const { name } = given;
    if (!given.secret) {
      variables.push({ name, secret: false, value: given.value });
      continue;
    }
    const sealed = given.value === null ? ok(kept.get(name)) : trySealing(given.value, keeper);
    if (!sealed.ok) return sealed;
    if (sealed.value === undefined) return fail(missingSecret(index));
    variables.push({ name, secret: true, sealed: sealed.value });
  }
  const key =
    typeof encryptionKey === 'string'
      ? trySealing(encryptionKey, keeper)
      : ok(encryptionKey === null ? null : before.encryptionKey);
  if (!key.ok) return key;
  const { networkAccess, sharing } = before;
  return ok({
    revision: revision + 1,
    environment: variables,
    pathFolders,
    encryptionKey: key.value,
    arguments: texts,
    networkAccess,
    ...(sharing === undefined ? {} : { sharing }),
  });
}

/** Asked of the system at this moment; a keyring may have been locked since. */
function trySealing(secret: string, keeper: SecretKeeper): Result<Sealed> {
  try {
    return ok(keeper.seal(secret));
  } catch (error) {
    return fail({ code: 'secrets-not-kept', detail: (error as Error).message });
  }
}

const missingSecret = (index: number): AppError => ({
  code: 'invalid-input',
  problems: [{ field: `environment.${String(index)}.value`, value: EMPTY, rule: SECRET_MUST_BE_GIVEN }],
});

export const secretStorage = (keeper: SecretKeeper): Result<{ readonly whyNot: string | null }> =>
  ok({ whyNot: keeper.whyNot() });
