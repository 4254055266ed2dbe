import { z } from 'zod';
import type { FileProblem } from '../../shared/words/storage-words';
import { ruleInWords, WHY_NOT_WRITTEN } from '../../shared/words/own-file-words';

/** Thrown while a file is read, with a reason that has words. */
export class UnusableFileError extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem.kind);
  }
}

/** What stands behind an error that came up while a file was read. */
export function fileProblemOf(error: unknown): FileProblem {
  if (error instanceof UnusableFileError) return error.problem;
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return { kind: 'does-not-fit', where: issue?.path.join('.') ?? '', rule: ruleInWords(issue?.message) };
  }
  const { name, code = '', message } = error as NodeJS.ErrnoException;
  if (name === 'SyntaxError') return { kind: 'not-json' };
  if (code === 'EISDIR') return { kind: 'not-a-file' };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'no-permission' };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return { kind: 'unreadable', detail: message };
}

/** `__proto__` and its like never come from us, and have no place in what is handed on. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];
/** Deeper than anything we write; what lies below is dropped by the schema anyway. */
const DEPTH_LOOKED_AT = 5;

export function refuseForbiddenKeys(value: unknown, depth = DEPTH_LOOKED_AT): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  const key = FORBIDDEN_KEYS.find((each) => Object.hasOwn(value, each));
  if (key !== undefined) throw new UnusableFileError({ kind: 'forbidden-key', key });
  for (const inner of Object.values(value)) refuseForbiddenKeys(inner, depth - 1);
}

/** Only the version of ours that this program knows; a higher one is called what it is. */
export function refuseOtherVersion(value: unknown, known: number): void {
  const version =
    typeof value === 'object' && value !== null ? (value as { schemaVersion?: unknown }).schemaVersion : 0;
  if (typeof version === 'number' && version > known) throw new UnusableFileError({ kind: 'newer-version' });
  if (version !== known) throw new UnusableFileError({ kind: 'not-ours' });
}

/** Why a file of ours could not be written or removed, as the end of a sentence. The system's own words name temporary files. */
export function whyNotWritten(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WHY_NOT_WRITTEN[code] ?? message;
}
