/** Tells "the host could not be reached" from every other error of a download. */

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** Why the network did not carry the request, as part of a sentence; undefined if something else went wrong. */
export function networkFailure(error: unknown): string | undefined {
  // `fetch` wraps what went wrong below it: "fetch failed" or "terminated", with the socket's own error as the cause.
  if (!(error instanceof TypeError)) {
    const code = codeOf(error);
    return code === undefined ? undefined : WORDS[code];
  }
  const cause: unknown = error.cause;
  const code = codeOf(cause);
  if (code !== undefined) return WORDS[code] ?? code;
  return cause instanceof Error ? cause.message : undefined;
}
