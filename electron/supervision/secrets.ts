import type { Instance } from '../../shared/instance';
import { ENCRYPTION_KEY_VARIABLE, type Sealed, type LaunchOptions } from '../../shared/launch-options';
import { fail, ok, type Result } from '../../shared/result';
import type { OpenedLaunchOptions } from '../pocketbase/opened-launch-options';

/** Where secrets are safe; the system's own, handed in by the desktop. */
export interface SecretKeeper {
  /** Why nothing can be sealed here, in one sentence; null when it can. */
  whyNot(): string | null;
  /** Only while nothing speaks against it. */
  seal(secret: string): Sealed;
  /** Null when it cannot be opened by this user on this computer. */
  open(sealed: Sealed): string | null;
}

/** What must not be seen in the output of an instance, as far as it can be opened. */
export const secretsIn = (
  { launchOptions }: Pick<Instance, 'launchOptions'>,
  keeper: Pick<SecretKeeper, 'open'>,
): readonly string[] => {
  const sealed = launchOptions.environment.flatMap((one) => (one.secret ? [one.sealed] : []));
  const all = launchOptions.encryptionKey === null ? sealed : [...sealed, launchOptions.encryptionKey];
  return all.flatMap((one) => keeper.open(one) ?? []);
};

/** What the person calls the key, beside the names of variables. */
const THE_KEY = 'Encryption key';

/** What a process gets; or the names of the secrets that cannot be opened. */
export function openLaunchOptions(
  { environment, pathFolders, encryptionKey, arguments: serveArguments }: LaunchOptions,
  keeper: Pick<SecretKeeper, 'open'>,
): Result<OpenedLaunchOptions, readonly string[]> {
  const opened: Record<string, string> = {};
  const secrets: string[] = [];
  const unreadable: string[] = [];
  const open = (name: string, sealed: Sealed, variable: string): void => {
    const secret = keeper.open(sealed);
    if (secret === null) {
      unreadable.push(name);
      return;
    }
    opened[variable] = secret;
    secrets.push(secret);
  };
  for (const variable of environment) {
    if (variable.secret) open(variable.name, variable.sealed, variable.name);
    else opened[variable.name] = variable.value;
  }
  if (encryptionKey !== null) open(THE_KEY, encryptionKey, ENCRYPTION_KEY_VARIABLE);
  if (unreadable.length > 0) return fail(unreadable);
  return ok({
    environment: opened,
    pathFolders,
    keyArguments: encryptionKey === null ? [] : [`--encryptionEnv=${ENCRYPTION_KEY_VARIABLE}`],
    serveArguments,
    secrets,
  });
}

/** The same for operations on the data. */
export const launchOptionsOpener =
  (keeper: Pick<SecretKeeper, 'open'>) =>
  (launchOptions: LaunchOptions): Result<OpenedLaunchOptions> => {
    const opened = openLaunchOptions(launchOptions, keeper);
    return opened.ok ? opened : fail({ code: 'secrets-not-readable', names: opened.error });
  };
