/** Launch options as an instance has them: saved, and of the process that runs. */
import { pidOf, type Instance, type InstanceState } from './instance';
import { hasSecrets, type LaunchOptions } from './launch-options';

/** An instance as the window may know it: that there are secrets, and not even how they look sealed. */
export const withoutSealed = (instance: Instance): Instance =>
  hasSecrets(instance.launchOptions) ? { ...instance, launchOptions: emptied(instance.launchOptions) } : instance;

const emptied = (launchOptions: LaunchOptions): LaunchOptions => ({
  ...launchOptions,
  environment: launchOptions.environment.map((one) => (one.secret ? { ...one, sealed: '' } : one)),
  encryptionKey: launchOptions.encryptionKey === null ? null : '',
});

/** Its process was started with other options than those that are saved now. */
export const isLaunchedWithOlder = ({
  state,
  launchOptions,
  launchedWith,
}: Pick<Instance, 'launchOptions' | 'launchedWith'> & { readonly state: InstanceState }): boolean =>
  (state.kind === 'starting' || state.kind === 'running') &&
  launchedWith !== undefined &&
  launchedWith.revision !== launchOptions.revision;

/** Its process listens on all addresses of this computer, whatever is wished for the next one. */
export const hasNetworkAccess = ({
  state,
  launchedWith,
}: Pick<Instance, 'launchedWith'> & { readonly state: InstanceState }): boolean =>
  pidOf(state) !== null && launchedWith?.networkAccess === 'network';
