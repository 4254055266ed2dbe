import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { PortRange } from '../../shared/app-settings';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { done, fail, type Result } from '../../shared/result';
import type { NetworkAccess } from '../../shared/launch-options';
import { listenersOnPort } from './listening-socket';

const LOOPBACK = ['127.0.0.1', '::1'];
/**
 * All addresses are asked about only for an instance that is to have them: to listen there, be it for a moment, makes some
 * systems ask the person for permission.
 */
const HOSTS = {
  'this-computer': LOOPBACK,
  network: [...LOOPBACK, '0.0.0.0', '::'],
} as const satisfies Record<NetworkAccess, readonly string[]>;

/** Free on both loopback addresses, or on all; else the error that names the owner where the system tells. */
export async function checkPortFree(
  port: number,
  networkAccess: NetworkAccess = 'this-computer',
): Promise<Result<undefined>> {
  for (const host of HOSTS[networkAccess]) {
    const problem = await tryToListen(host, port);
    if (problem === 'EACCES') return fail({ code: 'port-not-permitted', port });
    if (problem === 'EADDRINUSE') return fail(await portInUse(port));
    // Anything else, e.g. EADDRNOTAVAIL on a machine without IPv6, does not mean that somebody holds it.
  }
  return done;
}

const PATIENCE_MS = 500;
const LOOK_AGAIN_MS = 20;

/**
 * The same before a start, with some patience: on a busy computer the port on which we answered in maintenance was found
 * taken by nobody for a moment. Probably by a process of ours that was just being made: until it is its own program, it has
 * everything we had open.
 */
export async function checkPortSoonFree(
  port: number,
  networkAccess: NetworkAccess,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<Result<undefined>> {
  const givenUpAtMs = performance.now() + patienceMs;
  for (;;) {
    const free = await checkPortFree(port, networkAccess);
    const isOver = signal.aborted || performance.now() >= givenUpAtMs;
    if (free.ok || free.error.code !== 'port-in-use' || isOver) return free;
    await wait(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** The same for a port that a person chose: our own answer to an instance in maintenance lets go of it for another. */
export function checkPortUsable(
  port: number,
  instances: readonly Instance[],
  networkAccess?: NetworkAccess,
): Promise<Result<undefined>> {
  const answered = instances.some((one) => one.port === port && one.maintenanceAnswer.kind === 'answering');
  return answered ? Promise.resolve(done) : checkPortFree(port, networkAccess);
}

async function portInUse(port: number): Promise<AppError> {
  const [owner = null] = await listenersOnPort(port);
  return { code: 'port-in-use', port, owner };
}

/** The next port of the range that nobody listens on and no instance has been given; after its end comes its beginning. */
export async function chooseFreePort(
  taken: ReadonlySet<number>,
  range: PortRange,
  after = range.to,
): Promise<Result<number>> {
  const { from, to } = range;
  const begin = after >= from && after < to ? after + 1 : from;
  const count = to - from + 1;
  for (let step = 0; step < count; step += 1) {
    const port = from + ((begin - from + step) % count);
    if (!taken.has(port) && (await checkPortFree(port)).ok) return { ok: true, value: port };
  }
  return fail({ code: 'no-free-port', from, to });
}

/** Null when the address could be listened on, else the system's error code. Lets go of it before it resolves. */
function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
