/** What a place that hands out PocketBase executables has to offer. */
import type { Result } from '../../../shared/result';
import type { AvailableVersion, InstallStep, SourceName } from '../../../shared/versions';

/** The machine an executable has to run on, in Node's words (`process.platform`, `process.arch`). */
export interface Target {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

export interface InstallProgress {
  readonly step: InstallStep;
  readonly receivedBytes: number;
  /** Null while the size is unknown. */
  readonly totalBytes: number | null;
}

export interface SourceRequest {
  /** Already checked: a plain semantic version. */
  readonly version: string;
  readonly target: Target;
  /** An empty folder of this request's own. It is removed afterwards, whatever is left in it. */
  readonly folder: string;
  readonly onProgress: (progress: InstallProgress) => void;
  readonly signal: AbortSignal;
}

export interface ListRequest {
  readonly target: Target;
  /** As for `SourceRequest`. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export interface VersionSource {
  readonly name: SourceName;
  /**
   * Puts the executable somewhere below `folder` and returns its path, after comparing it with what the publisher
   * says its checksum is. `offline` means that the source could not be reached at all: only then is the next one asked.
   */
  readonly fetchExecutable: (request: SourceRequest) => Promise<Result<string>>;
  /** What it has for this machine, in any order; whoever asks leaves out what Basekeeper cannot keep. */
  readonly available: (request: ListRequest) => Promise<Result<readonly AvailableVersion[]>>;
}

/** `pocketbase`, or `pocketbase.exe` on Windows. */
export const executableName = (platform: NodeJS.Platform): string =>
  platform === 'win32' ? 'pocketbase.exe' : 'pocketbase';
