/** Tells "the host could not be reached" from every other error of a download. */
import { NETWORK_FAILURES } from '../../../shared/words/download-words';

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Why the network did not carry the request, as part of a sentence; undefined if something else went wrong. */
export function networkFailure(error: unknown): string | undefined {
  // `fetch` wraps what went wrong below it: "fetch failed" or "terminated", with the socket's own error as the cause.
  if (!(error instanceof TypeError)) {
    const code = codeOf(error);
    return code === undefined ? undefined : NETWORK_FAILURES[code];
  }
  const cause: unknown = error.cause;
  const code = codeOf(cause);
  if (code !== undefined) return NETWORK_FAILURES[code] ?? code;
  return cause instanceof Error ? cause.message : undefined;
}
