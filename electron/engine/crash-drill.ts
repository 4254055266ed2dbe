import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '../../shared/errors';
import { DRILL_FOLDER, freeDrillName, isOfDrill, type CrashDrill } from '../../shared/crash-drill';
import { isAlive } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import { pidOf } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { done, fail, type Result } from '../../shared/result';
import { notRemoved } from '../../shared/words/drill-words';
import { errorWords } from '../../shared/words/error-words';
import type { Instances } from '../instances/instances';
import { createInstance, newInstanceDefaults, type CreationParts } from '../new-instance/create-instance';
import { signalProcess } from '../process/signals';
import type { DrillFile, DrillNote } from '../storage/drill-file';
import type { InstanceTraces } from '../storage/instance-traces';
import { untilSettled, untilState, type AppStore } from '../store/app-store';

/** A process that has just ended may still let go of a file. */
const RETRIES = { maxRetries: 10, retryDelay: 100 };

export interface CrashDrillParts {
  readonly store: AppStore;
  readonly instances: Instances;
  readonly creation: CreationParts;
  readonly traces: InstanceTraces;
  readonly file: DrillFile;
  readonly backupsFolder: string;
  readonly copiesSettled: () => Promise<unknown>;
  readonly now: () => Date;
  readonly log: (message: string) => void;
  readonly reportBug: (error: unknown) => void;
}

export interface CrashDrills {
  /** Answered when the instance is there; its process is killed once it runs. */
  begin(): Promise<Result<undefined>>;
  /** Leaves nothing of it. */
  remove(): Promise<Result<undefined>>;
  /** At launch: one that an earlier life of the app has left goes. */
  recover(): Promise<void>;
  /** When every process has ended: it goes with the app. */
  quit(): Promise<void>;
}

/** It goes the way of every other instance: creation, start, supervision, removal. Only the kill is its own. */
export function createCrashDrills(parts: CrashDrillParts): CrashDrills {
  const { store, instances, creation, traces, file, reportBug } = parts;
  let creating: Promise<unknown> = Promise.resolve();
  const current = (): CrashDrill | null => store.snapshot().state.drill;
  const tell = (drill: CrashDrill | null): void => store.apply({ type: 'drill-changed', drill });
  const forget = (): void => {
    const forgotten = file.save(null);
    if (!forgotten.ok) parts.log(errorWords(forgotten.error).text);
  };
  /** False where the note could not be changed in time: the folder is now somebody's own. */
  const isStillOurs = ({ folder, instanceId }: DrillNote): boolean => {
    const { instances: listed } = store.snapshot().state;
    const there = listed.find((one) => one.folder === folder);
    return instanceId === null || (instanceId === there?.id && listed.some(({ id }) => id === instanceId));
  };
  const instanceOf = (drill: CrashDrill) =>
    store.snapshot().state.instances.find((instance) => isOfDrill(drill, instance));

  // Whoever moves it has made it an instance like others, and whoever takes it off the list was told that its files stay.
  store.subscribe((change) => {
    const drill = current();
    const id = file.load()?.instanceId ?? null;
    if (drill === null || id === null || drill.stage === 'removing') return;
    const isGone = change.type === 'instance-removed' && change.instanceId === id;
    const isMoved =
      change.type === 'instance-changed' && change.instance.id === id && !isOfDrill(drill, change.instance);
    if (isGone || isMoved) forget();
    // After the others have heard of this change.
    if (isGone || isMoved) queueMicrotask(() => tell(null));
  });

  const killOnceItRuns = async (drill: CrashDrill, id: InstanceId): Promise<void> => {
    await untilState(
      store,
      id,
      ({ intent, state }) => state.kind === 'running' || state.kind === 'stopped' || intent.maintenance !== null,
    );
    const state = store.instance(id)?.state;
    if (current()?.stage !== 'starting') return;
    const pid = state?.kind === 'running' ? pidOf(state) : null;
    if (pid === null) {
      tell({ ...drill, stage: 'not-killed' });
      return;
    }
    signalProcess(pid, 'SIGKILL');
    tell({ ...drill, stage: 'killed', killed: { pid, at: parts.now().toISOString() } });
  };

  const create = async (drill: CrashDrill): Promise<Result<undefined>> => {
    const defaults = await newInstanceDefaults(creation);
    if (!defaults.ok) return defaults;
    const noted = file.save({ folder: drill.folder, instanceId: null });
    if (!noted.ok) return noted;
    const name = freeDrillName(store.snapshot().state.instances.map((one) => one.name));
    const port = Number(defaults.value.port);
    const wish = {
      ...defaults.value,
      name,
      port,
      portIsSuggested: true,
      folder: drill.folder,
      folderIsSuggested: false,
    };
    const created = await createInstance(wish, creation);
    if (!created.ok) {
      file.save(null);
      return created;
    }
    const id = created.value;
    const started = { ...drill, stage: 'starting' } as const;
    tell(started);
    const known = file.save({ folder: drill.folder, instanceId: id });
    if (!known.ok) parts.log(errorWords(known.error).text);
    killOnceItRuns(started, id).catch(reportBug);
    return done;
  };

  /** What lies on the disk; the instance is off the list. */
  const clean = async ({ folder, instanceId }: DrillNote): Promise<Result<undefined>> => {
    await parts.copiesSettled();
    try {
      await rm(folder, { recursive: true, force: true, ...RETRIES });
      if (instanceId !== null) {
        await rm(join(parts.backupsFolder, instanceId), { recursive: true, force: true, ...RETRIES });
        traces.remove(instanceId);
      }
    } catch (error) {
      return fail({ code: 'folder-not-usable', path: folder, rule: notRemoved((error as Error).message) });
    }
    tell(null);
    return file.save(null);
  };

  const takeOffList = async (drill: CrashDrill): Promise<Result<undefined>> => {
    const instance = instanceOf(drill);
    if (instance === undefined) return done;
    const operation = operationOn(store.snapshot().state.operations, instance.id);
    if (operation !== undefined) {
      return fail({ code: 'operation-underway', instanceName: instance.name, kind: operation.kind });
    }
    if (isAlive(instance)) {
      const stopped = instances.stop(instance.id);
      if (!stopped.ok) return stopped;
      await untilSettled(store, instance.id);
    }
    return instances.remove(instance.id);
  };

  const remove = async (): Promise<Result<undefined>> => {
    await creating;
    const drill = current();
    const note = file.load();
    if (drill === null || note === null) return done;
    if (drill.stage === 'removing') return fail<AppError>({ code: 'drill-exists' });
    tell({ ...drill, stage: 'removing' });
    const taken = await takeOffList(drill);
    const removed = taken.ok ? await clean(note) : taken;
    if (!removed.ok && current() !== null) tell(drill);
    return removed;
  };

  return {
    begin: () => {
      if (current() !== null) return Promise.resolve(fail<AppError>({ code: 'drill-exists' }));
      const folder = join(realpathSync(tmpdir()), `${DRILL_FOLDER}${creation.newId()}`);
      const drill: CrashDrill = { folder, stage: 'creating', killed: null };
      tell(drill);
      const begun = (async () => {
        const created = await create(drill);
        if (!created.ok) tell(null);
        return created;
      })();
      creating = begun.catch(() => undefined);
      return begun;
    },
    remove,
    recover: async () => {
      const note = file.load();
      if (note === null) return;
      if (!isStillOurs(note)) {
        forget();
        return;
      }
      tell({ folder: note.folder, stage: 'not-killed', killed: null });
      const removed = await remove();
      if (!removed.ok) parts.log(errorWords(removed.error).text);
    },
    quit: async () => {
      await creating;
      const note = file.load();
      if (note === null || !isStillOurs(note)) return;
      const listed = store.snapshot().state.instances.find(({ folder }) => folder === note.folder);
      // What cannot be removed now goes at the next launch.
      const taken = listed === undefined ? done : instances.remove(listed.id);
      const removed = taken.ok ? await clean({ ...note, instanceId: note.instanceId ?? listed?.id ?? null }) : taken;
      if (!removed.ok) parts.log(errorWords(removed.error).text);
    },
  };
}
