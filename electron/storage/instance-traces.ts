import { lstatSync, lutimesSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceId } from '../../shared/ids';
import { syncFolderNow } from '../disk/sync';

/** What we keep of an instance outside of its own folder: its output, incidents and journal, what it took, the record of its process. */
export interface InstanceTraces {
  /** All of it goes, what was set aside too. Answers the paths that could not be removed. */
  remove(id: InstanceId): readonly string[];
  /** It left the list and may come back: from now on it is kept for a while. */
  keepForAWhile(id: InstanceId): void;
  /** At launch: what belongs to none of these goes once nothing has touched it for as long. Never what is named otherwise. */
  sweep(known: ReadonlySet<string>, nowMs: number): void;
}

export interface TracePlaces {
  /** Each holds files or folders that are named by ids. */
  readonly folders: readonly string[];
  /** Called before: nothing may write it again. */
  readonly forget: (id: InstanceId) => void;
}

/** Long enough to open a folder again that was taken off the list by mistake. */
export const KEPT_FOR_MS = 30 * 24 * 3_600_000;

/** A folder, a file, one that was set aside, or one that was left in the middle of a write. */
const TRACE =
  /^([a-z0-9]{15})(?:\.json(?:l(?:\.new)?|\.(?:damaged|newer)-.+|\.tmp-[0-9a-f]{16})?|\.ring(?:\.tmp-[0-9a-f]{16})?)?$/;
const ownerOf = (name: string): string | null => TRACE.exec(name)?.[1] ?? null;

export function createInstanceTraces({ folders, forget }: TracePlaces): InstanceTraces {
  const all = (): readonly { readonly id: string; readonly path: string }[] =>
    folders.flatMap((folder) =>
      namesIn(folder).flatMap((name) => {
        const id = ownerOf(name);
        return id === null ? [] : [{ id, path: join(folder, name) }];
      }),
    );
  const remove = (id: InstanceId): readonly string[] => {
    forget(id);
    const left = all()
      .filter((trace) => trace.id === id)
      .flatMap(({ path }) => (isRemoved(path) ? [] : [path]));
    for (const folder of folders) syncWhereThere(folder);
    return left;
  };
  return {
    remove,
    keepForAWhile: (id) => {
      const now = new Date();
      for (const trace of all()) if (trace.id === id) touch(trace.path, now);
    },
    sweep: (known, nowMs) => {
      const newest = new Map<string, number>();
      for (const { id, path } of all()) {
        if (!known.has(id)) newest.set(id, Math.max(newest.get(id) ?? 0, touchedAtMs(path)));
      }
      for (const [id, touchedMs] of newest) if (nowMs - touchedMs > KEPT_FOR_MS) remove(id);
    },
  };
}

/** Empty where there is none yet, and where it cannot be read: then nothing is known to be left. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function syncWhereThere(folder: string): void {
  try {
    syncFolderNow(folder);
  } catch {
    // Should it come back after the power went, the sweep of a later launch takes it.
  }
}

/** Nothing depends on it but how long it is kept. */
function touch(path: string, at: Date): void {
  try {
    lutimesSync(path, at, at);
  } catch {
    return;
  }
}

const touchedAtMs = (path: string): number => lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
