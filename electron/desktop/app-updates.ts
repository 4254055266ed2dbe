/** Updates of Basekeeper itself, from the first look to the moment the app is replaced. What is shown of it is in the store. */
import type { AppError } from '../../shared/errors';
import { done, fail, type Result } from '../../shared/result';
import {
  attemptEnded,
  downloadsItself,
  isBusy,
  looksNow,
  mayLook,
  stillServed,
  updateProblem,
  whyNotInstalled,
  type Release,
  type Updates,
  type UpdateStep,
  type UpdateWay,
} from '../../shared/updates';
import {
  CREATION_RUNNING,
  NOWHERE_TO_LOOK,
  notStopped,
  UPDATE_BUSY,
  updateNotInstalled,
  whyNotInstalledWords,
} from '../../shared/words/update-words';
import type { UpdateFile } from '../storage/update-file';
import { showNotice, type AppStore } from '../store/app-store';

/** How often it is asked whether a day is over. */
const TICK_MS = 15 * 60 * 1000;

/** What finds, fetches and installs: electron-updater in the app. Each rejects, or throws, with what went wrong. */
export interface Updater {
  /** Null: nothing for this copy. */
  look(): Promise<Release | null>;
  download(onProgress: (receivedBytes: number, totalBytes: number) => void, signal: AbortSignal): Promise<void>;
  /** All that can be done, and can fail, while instances still run. */
  prepare(): Promise<void>;
  /** Exchanges the app, which has nothing left to do, ends it, and has the new one start. */
  install(): void;
  /** Ends the app and has the same version start. */
  startAgain(): void;
}

export interface AppUpdateParts {
  readonly store: AppStore;
  readonly file: UpdateFile;
  readonly way: UpdateWay;
  /** Null: no address is known. */
  readonly updater: Updater | null;
  readonly version: string;
  readonly now: () => Date;
  readonly isQuitting: () => boolean;
  /** Instances that are being created are no task of the list. */
  readonly isCreating: () => boolean;
  /** Ends every instance as quitting does; then `last` is all that is left. */
  readonly quitThen: (last: () => void) => void;
  readonly log: (message: string, error?: unknown) => void;
}

export interface AppUpdates {
  /** From now on it looks when it may. */
  begin(): void;
  look(): Promise<Result<undefined>>;
  download(): Result<undefined>;
  /** Answered when everything is prepared and the app ends. */
  install(): Promise<Result<undefined>>;
}

export function createAppUpdates(parts: AppUpdateParts): AppUpdates {
  const { store, file, way, updater, version, now, log } = parts;
  let triedAtMs: number | null = null;
  let downloading: AbortController | null = null;

  const state = (): Updates => store.snapshot().state.updates;
  const choice = () => store.snapshot().state.settings.lookForUpdates;
  const show = (change: Partial<Updates>): void =>
    store.apply({ type: 'updates-changed', updates: { ...state(), ...change } });
  const step = (next: UpdateStep): void => show({ step: next });
  const notNow = (why: string): Result<never> => fail({ code: 'update-not-now', why } satisfies AppError);
  const remember = (change: Parameters<UpdateFile['remember']>[0]): void => {
    const kept = file.remember(change);
    if (!kept.ok) log('What is known of updates could not be written down', kept.error);
  };
  const failed = (release: Release | null, error: unknown): void => {
    log('An update failed', error);
    step({ kind: 'failed', release, problem: updateProblem(error) });
  };

  const fetch = async (release: Release): Promise<void> => {
    if (updater === null) return;
    const controller = new AbortController();
    downloading = controller;
    step({ kind: 'downloading', release, receivedBytes: 0, totalBytes: null });
    try {
      await updater.download((receivedBytes, totalBytes) => {
        if (!controller.signal.aborted) step({ kind: 'downloading', release, receivedBytes, totalBytes });
      }, controller.signal);
      step({ kind: 'ready', release });
    } catch (error) {
      if (controller.signal.aborted) step({ kind: 'found', release });
      else failed(release, error);
    } finally {
      downloading = null;
    }
  };
  const lookNow = async (): Promise<void> => {
    if (updater === null) return;
    triedAtMs = now().getTime();
    step({ kind: 'looking' });
    try {
      const release = await updater.look();
      const lookedAt = now().toISOString();
      remember({ lookedAt, foundVersion: release?.version ?? null });
      show({ lookedAt, step: release === null ? { kind: 'newest' } : { kind: 'found', release } });
      if (release !== null && downloadsItself(way, choice())) await fetch(release);
    } catch (error) {
      failed(null, error);
    }
  };
  const lookIfDue = (): void => {
    const { lookedAt, step: current, canLook } = state();
    const due = looksNow({
      choice: choice(),
      canLook,
      step: current,
      nowMs: now().getTime(),
      lookedAtMs: lookedAt === null ? null : Date.parse(lookedAt),
      triedAtMs,
      isPending: isPending(),
    });
    if (due && !parts.isQuitting()) void lookNow();
  };
  const isPending = (): boolean => {
    const { foundVersion } = file.memory();
    return foundVersion !== null && foundVersion !== version;
  };
  const tellLastAttempt = (): void => {
    const { attempt } = file.memory();
    if (attempt === null) return;
    const ended = attemptEnded(attempt, version);
    log(
      `The update from ${attempt.from} to ${attempt.to}: ${ended}${attempt.problem === null ? '' : `, ${attempt.problem}`}`,
    );
    if (ended === 'not-installed') showNotice(store, updateNotInstalled(attempt));
    remember({ attempt: null });
  };
  /** All instances have been asked to end, and had their time. Nothing that is thrown here would be heard. */
  const exchange = (to: string): void => {
    const attempt = { from: version, to };
    const served = stillServed(store.snapshot().state.instances);
    try {
      if (served.length > 0) throw new Error(notStopped(served));
      updater?.install();
    } catch (error) {
      log('The update was not installed', error);
      remember({ attempt: { ...attempt, problem: error instanceof Error ? error.message : String(error) } });
      updater?.startAgain();
    }
  };

  return {
    begin: () => {
      show({ way, canLook: updater !== null, lookedAt: file.memory().lookedAt });
      tellLastAttempt();
      setInterval(lookIfDue, TICK_MS).unref();
      store.subscribe((change, _after, before) => {
        if (change.type !== 'settings-changed') return;
        if (change.settings.lookForUpdates === before.state.settings.lookForUpdates) return;
        if (change.settings.lookForUpdates === 'yes') lookIfDue();
        else downloading?.abort();
      });
      lookIfDue();
    },
    look: async () => {
      if (updater === null) return notNow(NOWHERE_TO_LOOK);
      if (!mayLook(state())) return notNow(UPDATE_BUSY);
      await lookNow();
      return done;
    },
    download: () => {
      const { step: current } = state();
      const release = 'release' in current ? current.release : null;
      if (way !== 'itself' || release === null || isBusy(current)) return notNow(UPDATE_BUSY);
      void fetch(release);
      return done;
    },
    install: async () => {
      const { operations, installations } = store.snapshot().state;
      const { step: current } = state();
      const why = whyNotInstalled({ step: current, operations, installations });
      if (why !== null) return notNow(whyNotInstalledWords(why));
      if (parts.isCreating()) return notNow(CREATION_RUNNING);
      if (updater === null || current.kind !== 'ready') return notNow(NOWHERE_TO_LOOK);
      const { release } = current;
      step({ kind: 'installing', release });
      try {
        await updater.prepare();
      } catch (error) {
        step({ kind: 'ready', release });
        return notNow(error instanceof Error ? error.message : String(error));
      }
      // Something may have begun while the copy was prepared.
      const again = whyNotInstalled({ ...store.snapshot().state, step: { kind: 'ready', release } });
      if (again !== null || parts.isCreating() || parts.isQuitting()) {
        step({ kind: 'ready', release });
        return notNow(again === null ? CREATION_RUNNING : whyNotInstalledWords(again));
      }
      const noted = file.remember({ attempt: { from: version, to: release.version, problem: null } });
      if (!noted.ok) {
        step({ kind: 'ready', release });
        return noted;
      }
      parts.quitThen(() => exchange(release.version));
      return done;
    },
  };
}
