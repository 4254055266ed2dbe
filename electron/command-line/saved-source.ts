import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rcompare, valid } from 'semver';
import type { AppState } from '../../shared/app-state';
import type { Instance } from '../../shared/instance';
import type { CommandInput, CommandOutput, EngineCommand } from '../../shared/ipc';
import { fail, ok, type Result } from '../../shared/result';
import { hasSecrets } from '../../shared/launch-options';
import { withoutSealed } from '../../shared/launched-with';
import { readRecord } from '../pocketbase/version-record';
import { placesOf, type AppPaths } from '../storage/paths';
import type { SavedInstance } from '../storage/instance-record';
import { readSavedIncidents, readSavedInstances } from '../storage/read-saved';
import type { AppSource } from './app-source';
import { INITIAL_APP_SETTINGS } from '../../shared/app-settings';
import { SOURCE_WORDS } from '../../shared/words/source-words';
import { NO_UPDATES } from '../../shared/updates';

/** What can be said while the app is not running. Fails where the list cannot be read. */
export async function savedSource(paths: AppPaths, appVersion: string): Promise<Result<AppSource>> {
  const saved = readSavedInstances(paths.settings);
  if (!saved.ok) return saved;
  let state: AppState = {
    facts: { appVersion, electronVersion: '', platform: process.platform, ...placesOf(paths) },
    instances: saved.value.map((record) => withoutSealed(asStopped(record, paths))),
    settings: { ...INITIAL_APP_SETTINGS, closeHintShown: true },
    versions: await installedVersions(paths.versions),
    installations: [],
    notices: [],
    operations: [],
    backups: [],
    questions: [],
    drill: null,
    updates: NO_UPDATES,
  };
  const find = (id: string): Instance | undefined => state.instances.find((one) => one.id === id);
  const handlers: Partial<Record<EngineCommand, (input: never) => Promise<Result<unknown>>>> = {
    'get-incident': ({ instanceId, incidentId }: CommandInput<'get-incident'>) => {
      const incident = readSavedIncidents(paths.incidents, instanceId).find(({ id }) => id === incidentId);
      return Promise.resolve(incident === undefined ? fail({ code: 'unknown-incident', incidentId }) : ok(incident));
    },
    'list-backups': async ({ instanceId }: CommandInput<'list-backups'>) => {
      const folder = find(instanceId)?.backups.folder ?? join(paths.backups, instanceId);
      // It brings the native part of SQLite with it, which nothing else here needs.
      const { readBackups } = await import('../data/backup-jobs');
      const read = await readBackups({ folder, instanceId }, () => undefined);
      if (!read.ok) return read;
      state = { ...state, backups: [{ instanceId, folder, ...read.value, problem: null }] };
      return ok(undefined);
    },
  };
  return ok({
    isRunning: false,
    state: () => state,
    give: <Name extends EngineCommand>(name: Name, input: CommandInput<Name>) => {
      const handler = handlers[name] as ((input: CommandInput<Name>) => Promise<Result<unknown>>) | undefined;
      if (handler === undefined) throw new Error(`${name} needs the app`);
      return handler(input) as Promise<Result<CommandOutput<Name>>>;
    },
    subscribe: () => () => undefined,
    keptOutput: (id) => {
      const instance = find(id);
      // Only the app can open them, and so take them out of what is shown.
      if (instance === undefined || hasSecrets(instance.launchOptions)) return fail({ code: 'app-not-running' });
      return ok({ folder: join(paths.logs, 'instances', id), secrets: () => [] });
    },
    followOutput: () => null,
    show: () => false,
    diagnostics: null,
    quit: () => undefined,
    assist: null,
    note: () => undefined,
  });
}

/** No process of ours is there: with the app its instances end. */
const asStopped = (saved: SavedInstance, paths: AppPaths): Instance => {
  return {
    ...saved,
    state: { kind: 'stopped' },
    incidents: readSavedIncidents(paths.incidents, saved.id).map(({ output: _output, ...summary }) => summary),
    warnings: [],
    maintenanceAnswer: { kind: 'none' },
  };
};

async function installedVersions(folder: string): Promise<AppState['versions']> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => valid(name) !== null);
  const found = await Promise.all(names.map((name) => readRecord(join(folder, name), name, process.platform)));
  return found
    .flatMap((one) => one ?? [])
    .sort((a, b) => rcompare(a.version, b.version))
    .map(({ version, source, sizeBytes, installedAt }) => ({
      version,
      source: SOURCE_WORDS[source],
      sizeBytes,
      installedAt,
    }));
}
