/** What an instance is served with beyond its port, folder and version. A person chooses it; persisted. */
export interface LaunchOptions {
  /** Counts the saves. Whoever saves tells which one was looked at, so that nothing is overwritten unseen. */
  readonly revision: number;
  readonly environment: readonly EnvironmentVariable[];
  /** Absolute; programs that hooks run are looked for in these before those of the user. */
  readonly pathFolders: readonly string[];
  /** With which PocketBase encrypts its settings; sealed. Null: it does not. */
  readonly encryptionKey: Sealed | null;
  /** `--flag=value` each, of the flags in `serving-flags.ts`. */
  readonly arguments: readonly string[];
  readonly networkAccess: NetworkAccess;
  /** Others reach it for a while only; left out: until a person ends it. */
  readonly sharing?: { readonly until: string; readonly network: string };
}

/** Who can connect: only this computer (the loopback address), or everybody in its networks (all of its addresses). */
export type NetworkAccess = 'this-computer' | 'network';

/** What a process was started with. */
export interface LaunchedWith {
  /** Of the launch options. */
  readonly revision: number;
  readonly networkAccess: NetworkAccess;
  /** True: this once it was started without its hooks. */
  readonly withoutHooks?: true;
}

/** A secret as it is kept: only this user on this computer can open it. The window gets an empty text instead. */
export type Sealed = string;

export type EnvironmentVariable =
  | { readonly name: string; readonly secret: false; readonly value: string }
  | { readonly name: string; readonly secret: true; readonly sealed: Sealed };

export const NO_LAUNCH_OPTIONS: LaunchOptions = {
  revision: 0,
  environment: [],
  pathFolders: [],
  encryptionKey: null,
  arguments: [],
  networkAccess: 'this-computer',
};

/** Through which PocketBase gets its encryption key. */
export const ENCRYPTION_KEY_VARIABLE = 'BASEKEEPER_ENCRYPTION_KEY';
export const ENCRYPTION_KEY_LENGTH = 32;

export const hasSecrets = ({ environment, encryptionKey }: LaunchOptions): boolean =>
  encryptionKey !== null || environment.some(({ secret }) => secret);
