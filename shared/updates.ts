/** Updates of Basekeeper itself: who installs them, when it looks, when it may install. Pure. */
import type { Instance } from './instance';
import { isUnderway, type Operation } from './operation';

/** Who replaces the files of this copy. */
export type UpdateWay = 'itself' | 'apt' | 'dnf' | 'by-hand';

/** What is found of this copy. */
export interface FoundCopy {
  readonly platform: string;
  /** Of a package; not of a checkout. */
  readonly isPackaged: boolean;
  /** The file that an AppImage was started from; null: it is none. */
  readonly appImage: string | null;
  /** What `resources/package-type` says; null without one. */
  readonly packageType: string | null;
}

/** An AppImage may hold the note of a package that was built from the same folder, so it is asked first. */
export function updateWay({ platform, isPackaged, appImage, packageType }: FoundCopy): UpdateWay {
  if (platform === 'linux') {
    if (appImage !== null) return 'itself';
    if (packageType === 'deb') return 'apt';
    return packageType === 'rpm' ? 'dnf' : 'by-hand';
  }
  return isPackaged && (platform === 'win32' || platform === 'darwin') ? 'itself' : 'by-hand';
}

/** A version of Basekeeper that is newer than this one. */
export interface Release {
  readonly version: string;
  /** What is new, as Markdown; empty where nobody has said. */
  readonly notes: string;
  /** The file that a person would install, where Basekeeper does not do it; null where the feed names none. */
  readonly file: { readonly name: string; readonly address: string } | null;
}

export type UpdateProblem =
  | { readonly kind: 'no-answer'; readonly detail: string }
  /** The feed answers, but not with what is expected. */
  | { readonly kind: 'not-readable'; readonly detail: string }
  /** The download is not the file that was published. */
  | { readonly kind: 'wrong-hash' }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'other'; readonly detail: string };

export type UpdateStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  /** There is none for this copy: it is the newest one, or a staged rollout has not come to it. */
  | { readonly kind: 'newest' }
  /** Not downloaded: somebody else installs it, or nobody has allowed it yet. */
  | { readonly kind: 'found'; readonly release: Release }
  | {
      readonly kind: 'downloading';
      readonly release: Release;
      readonly receivedBytes: number;
      /** Null while the size is not known. */
      readonly totalBytes: number | null;
    }
  | { readonly kind: 'ready'; readonly release: Release }
  | { readonly kind: 'installing'; readonly release: Release }
  /** `release`: null when it was not known yet. */
  | { readonly kind: 'failed'; readonly release: Release | null; readonly problem: UpdateProblem };

export interface Updates {
  readonly way: UpdateWay;
  /** False: the copy was built without an address to look at. */
  readonly canLook: boolean;
  readonly step: UpdateStep;
  /** When the feed has last answered, ISO 8601; null: never. */
  readonly lookedAt: string | null;
}

export const NO_UPDATES: Updates = { way: 'by-hand', canLook: false, step: { kind: 'idle' }, lookedAt: null };

/** `unasked`: the person has not been asked yet. */
export const UPDATE_CHOICES = ['unasked', 'yes', 'no'] as const;
export type UpdateChoice = (typeof UPDATE_CHOICES)[number];

export const LOOK_EVERY_MS = 24 * 60 * 60 * 1000;
/** A feed that did not answer is asked again no sooner. */
export const TRY_AGAIN_MS = 60 * 60 * 1000;

const BUSY: readonly UpdateStep['kind'][] = ['looking', 'downloading', 'installing'];
export const isBusy = ({ kind }: UpdateStep): boolean => BUSY.includes(kind);

export interface LookFacts extends Pick<Updates, 'canLook' | 'step'> {
  readonly choice: UpdateChoice;
  readonly nowMs: number;
  /** When the feed has last answered; null: never. */
  readonly lookedAtMs: number | null;
  /** When it was last asked in this life of the app; null: not yet. */
  readonly triedAtMs: number | null;
  /** A newer version was found before this life of the app, and is not installed. */
  readonly isPending: boolean;
}

/** May it look without having been asked to? At most once a day; a clock that was put back does not hold it up. */
export function looksNow({ canLook, choice, step, isPending, ...times }: LookFacts): boolean {
  const { nowMs, lookedAtMs, triedAtMs } = times;
  if (choice !== 'yes' || !canLook || isBusy(step) || step.kind === 'ready') return false;
  const isPast = (atMs: number | null, waitMs: number): boolean =>
    atMs === null || nowMs - atMs >= waitMs || nowMs < atMs;
  if (!isPast(triedAtMs, TRY_AGAIN_MS)) return false;
  return (isPending && triedAtMs === null) || isPast(lookedAtMs, LOOK_EVERY_MS);
}

/** Only final versions: no `0.2.0-beta.1`, whoever has put it there. electron-updater refuses what is not newer. */
export const isTakenOver = (version: string): boolean => /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(version);

/** May a person have it look? */
export const mayLook = ({ canLook, step }: Pick<Updates, 'canLook' | 'step'>): boolean => canLook && !isBusy(step);

/** Asked once, and not before there is an instance: who has just arrived has other things to read. */
export const asksToLook = (choice: UpdateChoice, { canLook }: Updates, instances: number): boolean =>
  choice === 'unasked' && canLook && instances > 0;

/** Is it downloaded as soon as it is found? */
export const downloadsItself = (way: UpdateWay, choice: UpdateChoice): boolean => way === 'itself' && choice === 'yes';

export interface InstallFacts {
  readonly step: UpdateStep;
  readonly operations: readonly Pick<Operation, 'kind' | 'instanceName' | 'outcome'>[];
  /** Versions of PocketBase that are being downloaded. */
  readonly installations: readonly { readonly version: string }[];
}

/** What would be cut off by it. */
export type WhyNotInstalled =
  | { readonly kind: 'not-ready' }
  | { readonly kind: 'task'; readonly task: Pick<Operation, 'kind' | 'instanceName'> }
  | { readonly kind: 'download'; readonly version: string };

/** Null: the app may be replaced now. */
export function whyNotInstalled({ step, operations, installations }: InstallFacts): WhyNotInstalled | null {
  const task = operations.find(isUnderway);
  const version = installations[0]?.version;
  if (step.kind !== 'ready') return { kind: 'not-ready' };
  if (task !== undefined) return { kind: 'task', task };
  return version === undefined ? null : { kind: 'download', version };
}

/** Instances that still have a process although everything was asked to end: with one of them nothing is replaced. */
export const stillServed = (instances: readonly Pick<Instance, 'name' | 'state'>[]): readonly string[] =>
  instances.filter(({ state }) => state.kind !== 'stopped').map(({ name }) => name);

/** An installation that was begun, as it is noted on the disk before the first file is touched. */
export interface UpdateAttempt {
  readonly from: string;
  readonly to: string;
  /** Why it did not come to it; null: it ended without a word, or is still to be seen. */
  readonly problem: string | null;
}

/** How an attempt ended, seen by the version that runs now. */
export const attemptEnded = ({ from, to }: UpdateAttempt, version: string): 'installed' | 'not-installed' | 'other' =>
  version === to ? 'installed' : version === from ? 'not-installed' : 'other';

/** What electron-updater throws, as one of ours. Its codes are its own; those of the network are Chromium's. */
export function updateProblem(error: unknown): UpdateProblem {
  const { code = '', message = String(error) } = error as { readonly code?: string; readonly message?: string };
  const [first = ''] = message.split('\n');
  const detail = first.slice(0, DETAIL_MAX);
  if (code === 'ERR_CHECKSUM_MISMATCH' || message.includes('checksum mismatch')) return { kind: 'wrong-hash' };
  if (code === 'ENOSPC' || message.includes('ENOSPC')) return { kind: 'disk-full' };
  if (message.includes('net::') || NO_ANSWER.some((one) => code === one)) return { kind: 'no-answer', detail };
  if (code.startsWith('ERR_UPDATER_') || code.startsWith('HTTP_ERROR_') || message.includes('Cannot parse'))
    return { kind: 'not-readable', detail };
  return { kind: 'other', detail };
}

const DETAIL_MAX = 200;
const NO_ANSWER = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'];
