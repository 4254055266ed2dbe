import { z } from 'zod';
import type { FileProblem } from '../../shared/words/storage-words';

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
    return { kind: 'does-not-fit', where: issue?.path.join('.') ?? '', rule: ruleOf(issue?.message) };
  }
  const { name, code = '', message } = error as NodeJS.ErrnoException;
  if (name === 'SyntaxError') return { kind: 'not-json' };
  if (code === 'EISDIR') return { kind: 'not-a-file' };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'no-permission' };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return { kind: 'unreadable', detail: message };
}

/** Our own rules read as the end of a sentence; those of the schema library are no words for people. */
const ruleOf = (message = ''): string => (message.startsWith('must ') ? message : 'is not what it should be');

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

const WHY_NOT_WRITTEN: Readonly<Record<string, string>> = {
  ENOENT: 'the folder is not there',
  ENOTDIR: 'the folder is not there',
  EROFS: 'the drive is read-only',
  ENOSPC: 'the drive is full',
  EDQUOT: 'your user may not use more space there',
  EACCES: 'your user may not write there',
  EPERM: 'your user may not write there',
  EMFILE: 'Basekeeper has as many files open as the system allows it',
  ENFILE: 'the system has as many files open as it can',
};

/** Why a file of ours could not be written or removed, as the end of a sentence. The system's own words name temporary files. */
export function whyNotWritten(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WHY_NOT_WRITTEN[code] ?? message;
}
