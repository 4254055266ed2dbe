import log from 'electron-log/main';
import { join } from 'node:path';
import { presentable } from '../pocketbase/redact';

const LIMIT_BYTES = 1024 * 1024;

/** Basekeeper's own log: a file of at most 1 MiB and its predecessor, without secrets. */
export function openLog(folder: string): (message: string, error?: unknown) => void {
  log.transports.file.resolvePathFn = () => join(folder, 'basekeeper.log');
  log.transports.file.maxSize = LIMIT_BYTES;
  log.transports.console.level = 'warn';
  return (message, error) => {
    const detail =
      error instanceof Error
        ? `\n${error.stack ?? error.message}`
        : error === undefined
          ? ''
          : ` ${JSON.stringify(error)}`;
    const text = `${message}${detail}`
      .split('\n')
      .map((line) => presentable(line))
      .join('\n');
    if (error === undefined) log.info(text);
    else log.error(text);
  };
}
