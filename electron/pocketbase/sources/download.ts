/** Downloads over https with every limit written down. */
import type { ReadableStream } from 'node:stream/web';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../shared/result';
import {
  answeredWithStatus,
  offersMoreThan,
  pointsTo,
  redirectedMoreThan,
  stoppedInTheMiddle,
} from '../../../shared/words/download-words';
import { Deadline } from './deadline';
import { networkFailure } from './network-failure';

/** The part of `fetch` that is needed; main may pass Electron's own, which knows the system's proxy. */
export type Fetch = (
  url: string,
  options: { redirect: 'manual'; signal: AbortSignal; headers?: Record<string, string> },
) => Promise<Response>;

export interface DownloadLimits {
  readonly maxBytes: number;
  /** Until the first byte of an answer, for each of the redirects. */
  readonly answerTimeoutMs: number;
  /** Between two pieces of the body. */
  readonly idleTimeoutMs: number;
  readonly totalTimeoutMs: number;
}

export type DownloadProblem =
  | { readonly kind: 'unreachable'; readonly host: string; readonly detail: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export interface DownloadRequest {
  readonly url: string;
  readonly fetch: Fetch;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
  /** The kind of answer that is wanted. */
  readonly accept?: string;
  readonly onBytes?: (receivedBytes: number, totalBytes: number | null) => void;
  /** https only, unless said otherwise, for the address and for every redirect. */
  readonly protocols?: readonly string[];
}

const MAX_REDIRECTS = 5;

/** Hands every piece of the body to `use`. Redirects are followed to https addresses only. */
async function readBody(
  request: DownloadRequest,
  use: (piece: Uint8Array) => Promise<void> | void,
): Promise<Result<undefined, DownloadProblem>> {
  const { limits, protocols = ['https:'] } = request;
  const deadline = new Deadline(request.signal, limits.totalTimeoutMs);
  let host = '';
  let answered = false;
  try {
    let response: Response | undefined;
    let url = new URL(request.url);
    for (let redirects = 0; response === undefined; redirects++) {
      if (!protocols.includes(url.protocol)) return refused(pointsTo(url.protocol));
      host = url.host;
      deadline.allow(limits.answerTimeoutMs);
      const headers = request.accept === undefined ? {} : { headers: { accept: request.accept } };
      const answer = await request.fetch(url.href, { redirect: 'manual', signal: deadline.signal, ...headers });
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null) response = answer;
      else if (redirects === MAX_REDIRECTS) return refused(redirectedMoreThan(MAX_REDIRECTS));
      else url = new URL(location, url);
    }
    answered = true;
    if (response.status === 404) return fail({ kind: 'not-found' });
    if (!response.ok) return refused(answeredWithStatus(response.status));

    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const totalBytes = Number.isFinite(length) ? length : null;
    const tooLarge = offersMoreThan(limits.maxBytes);
    if (totalBytes !== null && totalBytes > limits.maxBytes) return refused(tooLarge);

    let receivedBytes = 0;
    deadline.allow(limits.idleTimeoutMs);
    const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
      deadline.allow(limits.idleTimeoutMs);
      receivedBytes += part.value.length;
      if (receivedBytes > limits.maxBytes) {
        await reader?.cancel();
        return refused(tooLarge);
      }
      await use(part.value);
      request.onBytes?.(receivedBytes, totalBytes);
    }
    return ok(undefined);
  } catch (error) {
    if (request.signal.aborted) return fail({ kind: 'cancelled' });
    if (deadline.expired !== undefined) {
      return answered ? refused(deadline.expired) : fail({ kind: 'unreachable', host, detail: deadline.expired });
    }
    const reason = networkFailure(error);
    if (reason === undefined) throw error;
    return answered ? refused(stoppedInTheMiddle(reason)) : fail({ kind: 'unreachable', host, detail: reason });
  } finally {
    deadline.stop();
  }
}

const refused = (detail: string): Result<undefined, DownloadProblem> => fail({ kind: 'refused', detail });

/** Downloads a small text. */
export async function downloadText(request: DownloadRequest): Promise<Result<string, DownloadProblem>> {
  const pieces: Uint8Array[] = [];
  const outcome = await readBody(request, (piece) => void pieces.push(piece));
  return outcome.ok ? ok(Buffer.concat(pieces).toString('utf8')) : outcome;
}

/** Downloads into a new file and returns its SHA-256 (hex). */
export async function downloadFile(
  request: DownloadRequest,
  destination: string,
): Promise<Result<string, DownloadProblem>> {
  const hash = createHash('sha256');
  const file = await open(destination, 'wx', 0o600);
  try {
    const outcome = await readBody(request, async (piece) => {
      hash.update(piece);
      await file.writeFile(piece);
    });
    return outcome.ok ? ok(hash.digest('hex')) : outcome;
  } finally {
    await file.close();
  }
}
