import { pidOf, type Instance, type InstanceState } from './instance';

/** What an instance is served with beyond its port, folder and version. A person chooses it; persisted. */
export interface ServingOptions {
  /** Counts the saves. Whoever saves tells which one was looked at, so that nothing is overwritten unseen. */
  readonly revision: number;
  readonly environment: readonly EnvironmentVariable[];
  /** Absolute; programs that hooks run are looked for in these before those of the user. */
  readonly pathFolders: readonly string[];
  /** With which PocketBase encrypts its settings; sealed. Null: it does not. */
  readonly encryptionKey: Sealed | null;
  /** `--flag=value` each, of the flags in `serving-flags.ts`. */
  readonly arguments: readonly string[];
  readonly reach: Reach;
}

/** Who can connect: only this computer (the loopback address), or everybody in its networks (all of its addresses). */
export type Reach = 'this-computer' | 'network';

/** What a process was started with. */
export interface Served {
  /** Of the serving options. */
  readonly revision: number;
  readonly reach: Reach;
  /** True: this once it was started without its hooks. */
  readonly withoutHooks?: true;
}

/** A secret as it is kept: only this user on this computer can open it. The window gets an empty text instead. */
export type Sealed = string;

export type EnvironmentVariable =
  | { readonly name: string; readonly secret: false; readonly value: string }
  | { readonly name: string; readonly secret: true; readonly sealed: Sealed };

export const NO_SERVING_OPTIONS: ServingOptions = {
  revision: 0,
  environment: [],
  pathFolders: [],
  encryptionKey: null,
  arguments: [],
  reach: 'this-computer',
};

/** Through which PocketBase gets its encryption key. */
export const ENCRYPTION_KEY_VARIABLE = 'BASEKEEPER_ENCRYPTION_KEY';
export const ENCRYPTION_KEY_LENGTH = 32;

export const hasSecrets = ({ environment, encryptionKey }: ServingOptions): boolean =>
  encryptionKey !== null || environment.some(({ secret }) => secret);

/** An instance as the window may know it: that there are secrets, and not even how they look sealed. */
export const withoutSealed = (instance: Instance): Instance =>
  hasSecrets(instance.serving) ? { ...instance, serving: emptied(instance.serving) } : instance;

const emptied = (serving: ServingOptions): ServingOptions => ({
  ...serving,
  environment: serving.environment.map((one) => (one.secret ? { ...one, sealed: '' } : one)),
  encryptionKey: serving.encryptionKey === null ? null : '',
});

/** Its process was started with other options than those that are saved now. */
export const isServedWithOlder = ({
  state,
  serving,
  served,
}: Pick<Instance, 'serving' | 'served'> & { readonly state: InstanceState }): boolean =>
  (state.kind === 'starting' || state.kind === 'running') &&
  served !== undefined &&
  served.revision !== serving.revision;

/** Its process listens on all addresses of this computer, whatever is wished for the next one. */
export const isReachable = ({ state, served }: Pick<Instance, 'served'> & { readonly state: InstanceState }): boolean =>
  pidOf(state) !== null && served?.reach === 'network';
