/** What keeps a download from being had. */

/** By the code of the error: each ends a sentence that begins with the host. */
export const NETWORK_FAILURES: Readonly<Record<string, string>> = {
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

export const couldNotBeReached = (host: string, detail: string): string => `${host} could not be reached: ${detail}.`;
export const serverFailed = (rule: string): string => `The server ${rule}.`;

/** Each ends a sentence that begins with “The server”. */
export const pointsTo = (protocol: string): string => `points to ${protocol}// instead of https://`;
export const redirectedMoreThan = (times: number): string => `was redirected more than ${String(times)} times`;
export const answeredWithStatus = (status: number): string => `answered with status ${String(status)}`;
export const offersMoreThan = (maxBytes: number): string => `offers more than ${String(maxBytes / 1_000_000)} MB`;
export const stoppedInTheMiddle = (reason: string): string => `stopped in the middle: ${reason}`;
export const tookLongerThan = (limitMs: number): string => `took longer than ${String(limitMs / 1000)} s`;
export const sentNothingFor = (limitMs: number): string => `sent nothing for ${String(limitMs / 1000)} s`;
