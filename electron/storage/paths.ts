/** Where everything lives. Pure Node, so that scripts and tests ask the same question as the app. */
import { dirname, join, posix, win32 } from 'node:path';
import envPaths from 'env-paths';
import type { AppFacts } from '../../shared/app-state';
import { fail, ok, type Result } from '../../shared/result';
import { HOME_NOT_ABSOLUTE } from '../../shared/words/home-words';

/** Absolute folders. They need not exist yet. */
export interface AppPaths {
  /** The folder named by BASEKEEPER_HOME; null where the platform's usual places are used. */
  readonly home: string | null;
  /** Settings and the list of instances. */
  readonly settings: string;
  /** Data of the instances, one folder each, named by id. */
  readonly instances: string;
  /** PocketBase executables. Data, not cache: PocketBase behaves differently when it runs from a cache or temporary folder. */
  readonly versions: string;
  readonly logs: string;
  readonly incidents: string;
  /** The journals of the instances. */
  readonly activity: string;
  /** What the instances took, for charts. */
  readonly usage: string;
  /** What is known of the processes that run. */
  readonly runs: string;
  /** What operations would have to undo. */
  readonly operations: string;
  /** Backups, a folder for each instance. */
  readonly backups: string;
  /** Says which process works on all of this. */
  readonly lock: string;
  /** How programs of this user find the app, to give it commands. */
  readonly control: string;
  /** What updates of Basekeeper itself were downloaded into. */
  readonly updates: string;
  /** Chromium's own profile. */
  readonly electronData: string;
}

/** `folder-not-usable` if BASEKEEPER_HOME is not an absolute path. */
export function appPaths(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Result<AppPaths> {
  const home = env['BASEKEEPER_HOME'] ?? '';
  if (home === '') return ok(usualPlaces(platform));
  const path = platform === 'win32' ? win32 : posix;
  if (!path.isAbsolute(home)) {
    return fail({ code: 'folder-not-usable', path: home, rule: HOME_NOT_ABSOLUTE });
  }
  return ok({
    home,
    settings: join(home, 'settings'),
    instances: join(home, 'instances'),
    versions: join(home, 'versions'),
    logs: join(home, 'logs'),
    incidents: join(home, 'incidents'),
    activity: join(home, 'activity'),
    usage: join(home, 'usage'),
    runs: join(home, 'runs'),
    operations: join(home, 'operations'),
    backups: join(home, 'backups'),
    lock: join(home, 'lock'),
    control: join(home, 'control'),
    updates: join(home, 'updates'),
    electronData: join(home, 'electron'),
  });
}

/** What people are told of it. */
export const placesOf = ({
  home,
  settings,
  instances,
}: AppPaths): Pick<AppFacts, 'home' | 'dataFolder' | 'isHomeChosen'> => ({
  home: home ?? settings,
  dataFolder: home ?? dirname(instances),
  isHomeChosen: home !== null,
});

/** Where no instance may lie: everything is ours there, and may go. */
export const filesOfOurOwn = (paths: AppPaths): readonly string[] => [
  paths.settings,
  paths.versions,
  paths.logs,
  paths.incidents,
  paths.activity,
  paths.usage,
  paths.runs,
  paths.lock,
  paths.control,
  paths.updates,
  paths.electronData,
];

function usualPlaces(platform: NodeJS.Platform): AppPaths {
  const { config, data, log } = envPaths(platform === 'linux' ? 'basekeeper' : 'Basekeeper', { suffix: '' });
  return {
    home: null,
    settings: config,
    instances: join(data, 'instances'),
    versions: join(data, 'versions'),
    logs: log,
    incidents: join(data, 'incidents'),
    activity: join(data, 'activity'),
    usage: join(data, 'usage'),
    runs: join(data, 'runs'),
    operations: join(data, 'operations'),
    backups: join(data, 'backups'),
    lock: join(data, 'lock'),
    control: join(data, 'control'),
    updates: join(data, 'updates'),
    electronData: join(data, 'electron'),
  };
}
