import { closeSync, mkdirSync, openSync } from 'node:fs';
import type { KnownSecrets } from '../pocketbase/redact';
import { readEarlierOutput, type EarlierOutput } from './earlier-output';
import { deleteOldLogs, fileOfRun, listLogFiles, LOG_LIMITS, type LogLimits } from './log-files';
import { cannotBe } from '../../shared/words/folder-words';

/** Files of each run, so that the lines of two lives of a process never mix. Readable by this user only. */
export interface RunLogs {
  readonly folder: string;
  /** Number of the newest run with a file; 0 when there is none. */
  lastRun(): number;
  /** Creates the file for a new run and answers its path; old files beyond the limits are deleted. */
  prepare(run: number): string;
  /** The file a run writes to, or would. */
  fileOf(run: number): string;
  /** The last lines of a run of an earlier session, of the newest unless another is asked for. */
  earlierOutput(run?: number, secrets?: KnownSecrets): EarlierOutput;
}

export function openRunLogs(folder: string, limits: LogLimits = LOG_LIMITS): RunLogs {
  const fileOf = (run: number): string => fileOfRun(folder, run);
  const lastRun = (): number => listLogFiles(folder).at(-1)?.run ?? 0;
  return {
    folder,
    lastRun,
    fileOf,
    prepare: (run) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      deleteOldLogs(folder, limits);
      closeSync(openSync(fileOf(run), 'a', 0o600));
      return fileOf(run);
    },
    earlierOutput: (run = lastRun(), secrets = []) => {
      const nothing = { run, lines: [], place: { position: 0, insideLine: false } };
      if (run === 0) return nothing;
      try {
        return readEarlierOutput(run, fileOf(run), secrets);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return { ...nothing, lines: [`${fileOf(run)} ${cannotBe('read', code ?? message)}`] };
      }
    },
  };
}
