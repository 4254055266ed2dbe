import type { AppError } from '../../shared/errors';
import { cannotBe } from '../../shared/words/folder-words';
import { DataDamage, DataProblem } from './data-problem';

/** What is expected of files and databases, from what was thrown; everything else is told as a bug. */
export function asAppError(error: unknown): AppError {
  if (error instanceof DataProblem) return { code: 'data-not-usable', path: error.path, rule: error.rule };
  if (error instanceof DataDamage) return { code: 'data-damaged', file: error.file, line: error.line };
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || /database or disk is full/.test(message)) return { code: 'disk-full', path: path ?? '' };
  if (code !== undefined && path !== undefined) {
    return { code: 'data-not-usable', path, rule: cannotBe('used', code) };
  }
  return { code: 'unexpected', detail: message };
}
