import { performance } from 'node:perf_hooks';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../shared/incident';
import { restartsInWords } from '../../shared/words/self-restart-words';
import {
  judgeRestarts,
  keptRestarts,
  SELF_RESTART_LIMITS,
  type SelfRestart,
  type SelfRestartLimits,
} from '../../shared/self-restarts';
import type { OutputLine } from '../../shared/output';
import { signOf, changedFileIn } from '../pocketbase/output-signs';
import { imageMark } from '../process/process-image';
import { restartedInARow } from '../../shared/words/evidence-words';

export interface SelfRestartListeners {
  /** It serves anew under its old pid. */
  readonly onRestarted: () => void;
  readonly onShown: (evidence: string) => void;
  readonly onCalm: () => void;
  readonly onLoop: (finding: Finding) => void;
}

/** Counts how often the process of one instance starts itself anew; one for the life of the instance. */
export class SelfRestartWatch {
  readonly #hooksFolder: () => string;
  readonly #listeners: SelfRestartListeners;
  readonly #limits: SelfRestartLimits;
  #pid: number | null = null;
  #mark: string | null = null;
  #restarts: readonly SelfRestart[] = [];
  #changedFile: string | null = null;
  #served = false;
  #calming: NodeJS.Timeout | undefined;

  constructor(hooksFolder: () => string, listeners: SelfRestartListeners, limits = SELF_RESTART_LIMITS) {
    this.#hooksFolder = hooksFolder;
    this.#listeners = listeners;
    this.#limits = limits;
  }

  /** The process to look at from now on; null when there is none. */
  follow(pid: number | null): void {
    if (pid === this.#pid) return;
    clearTimeout(this.#calming);
    this.#pid = pid;
    this.#mark = pid === null ? null : imageMark(pid);
    this.#restarts = [];
    this.#changedFile = null;
    this.#served = false;
  }

  /** What it wrote, as it comes. */
  read(lines: readonly OutputLine[]): void {
    let banners = 0;
    for (const { kind, text } of lines) {
      if (kind !== 'output') continue;
      this.#changedFile = changedFileIn(text) ?? this.#changedFile;
      if (signOf(text) === 'serves') banners += 1;
    }
    if (banners > 0) this.#look(true);
  }

  /** Of a start that has not come to its banner. */
  look(): void {
    this.#look(false);
  }

  #look(hasBanner: boolean): void {
    if (this.#pid === null) return;
    const mark = imageMark(this.#pid);
    const isFirst = hasBanner && !this.#served;
    if (hasBanner) this.#served = true;
    // A hook can print what it likes. Only where the system tells nothing of it, its words are all there is.
    const isAnew = mark === null || this.#mark === null ? hasBanner && !isFirst : mark !== this.#mark;
    this.#mark = mark;
    if (!isAnew) return;
    const atMs = performance.now();
    this.#restarts = keptRestarts([...this.#restarts, { atMs, file: this.#changedFile }], this.#limits);
    this.#listeners.onRestarted();
    this.#judge(this.#pid, atMs).catch(() => undefined);
  }

  async #judge(pid: number, nowMs: number): Promise<void> {
    const verdict = judgeRestarts(this.#restarts, nowMs, this.#limits);
    if (verdict === 'calm') return;
    const count = this.#restarts.length;
    const file = this.#changedFile ?? (await newestFileIn(this.#hooksFolder()));
    if (pid !== this.#pid) return;
    const evidence = restartsInWords(file);
    if (verdict === 'loop') {
      this.#listeners.onLoop({
        cause: 'restart-loop',
        evidence: restartedInARow(evidence, count),
      });
      return;
    }
    this.#listeners.onShown(evidence);
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => this.#listeners.onCalm(), this.#limits.shownWithinMs);
    this.#calming.unref();
  }
}

/** Not for ever, whatever lies there. */
const LOOKED_AT_MOST = 2000;
/** PocketBase does not watch it either. */
const NOT_WATCHED = 'node_modules';

async function newestFileIn(folder: string): Promise<string | null> {
  const folders = [folder];
  let newest: { readonly path: string; readonly mtimeMs: number } | null = null;
  let lookedAt = 0;
  for (const each of folders) {
    for (const entry of await readdir(each, { withFileTypes: true }).catch(() => [])) {
      const path = join(each, entry.name);
      if (entry.isDirectory() && entry.name !== NOT_WATCHED) folders.push(path);
      if (!entry.isFile() || (lookedAt += 1) > LOOKED_AT_MOST) continue;
      const found = await stat(path).catch(() => null);
      if (found !== null && found.mtimeMs > (newest?.mtimeMs ?? 0)) newest = { path, mtimeMs: found.mtimeMs };
    }
  }
  return newest?.path ?? null;
}
