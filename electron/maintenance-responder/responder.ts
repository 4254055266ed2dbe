import type { PortAnswer } from '../../shared/maintenance-answer';
import type { NetworkAccess } from '../../shared/launch-options';
import { listenersOnPort } from '../process/listening-socket';
import { answerTo, type AnsweredInstance } from './answer';
import { LIMITS, listenAndAnswer, type AnsweringServer, type Limits } from './server';

/** Whose maintenance is answered, and for whom. */
export interface HeldFor extends AnsweredInstance {
  readonly networkAccess: NetworkAccess;
}

/** Holds ports and answers every request on them with 503. */
export interface Responder {
  /**
   * Answers on a port from now on, or for another instance than before. `tell` hears what became of it, never before this
   * returns; where the port is somebody else's, it is tried again until it is released.
   */
  hold(port: number, instance: HeldFor, tell: (answer: PortAnswer) => void): void;
  /** Resolves when nothing of ours listens on the port any more and no client is connected to it. */
  release(port: number): Promise<void>;
  /** Releases every port; nothing can be held afterwards. */
  close(): Promise<void>;
  /** Connections to a port that were closed at once because too many were open. */
  dropped(port: number): number;
}

export interface ResponderOptions {
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
  readonly limits?: Limits;
  /** How soon a port that was somebody else's is tried again. */
  readonly retryMs?: number;
}

const RETRY_MS = 2000;
/** For what holds a port only for a moment. */
const SOON_MS = 20;
const SOON_RETRIES = 5;

export function createResponder({ reportBug, limits = LIMITS, retryMs = RETRY_MS }: ResponderOptions): Responder {
  const holds = new Map<number, Hold>();
  const endings = new Map<number, Promise<void>>();
  let closed = false;

  const release = (port: number): Promise<void> => {
    const hold = holds.get(port);
    if (hold === undefined) return endings.get(port) ?? Promise.resolve();
    holds.delete(port);
    const ending = hold.end().finally(() => {
      if (endings.get(port) === ending) endings.delete(port);
    });
    endings.set(port, ending);
    return ending;
  };

  return {
    hold: (port, instance, tell) => {
      if (closed) return;
      const held = holds.get(port);
      if (held !== undefined && held.instance.networkAccess !== instance.networkAccess) {
        // Other addresses: the new hold begins when the old one has ended.
        void release(port);
      } else if (held !== undefined) {
        held.instance = instance;
        held.tell = tell;
        return;
      }
      const hold = new Hold(port, instance, tell, { reportBug, limits, retryMs });
      holds.set(port, hold);
      hold.begin(endings.get(port));
    },
    release,
    close: async () => {
      closed = true;
      await Promise.all([...[...holds.keys()].map(release), ...endings.values()]);
    },
    dropped: (port) => holds.get(port)?.dropped ?? 0,
  };
}

/** Where other devices reach the instance, they get the answer too. */
const HOSTS = {
  'this-computer': ['127.0.0.1', '::1'],
  network: ['0.0.0.0', '::'],
} as const satisfies Record<NetworkAccess, readonly [string, string]>;

type Attempt = AnsweringServer | NodeJS.ErrnoException;

/** One port for as long as it is wished. */
class Hold {
  instance: HeldFor;
  tell: (answer: PortAnswer) => void;
  readonly #port: number;
  readonly #options: Required<ResponderOptions>;
  readonly #servers = new Map<string, AnsweringServer>();
  #ended = false;
  #retry: NodeJS.Timeout | undefined;
  #soonRetries = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(
    port: number,
    instance: HeldFor,
    tell: (answer: PortAnswer) => void,
    options: Required<ResponderOptions>,
  ) {
    this.#port = port;
    this.instance = instance;
    this.tell = tell;
    this.#options = options;
  }

  get dropped(): number {
    return [...this.#servers.values()].reduce((sum, { dropped }) => sum + dropped, 0);
  }

  begin(before: Promise<void> = Promise.resolve()): void {
    this.#work = before.then(() => this.#listen()).catch(this.#options.reportBug);
  }

  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#retry);
    await this.#work;
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
  }

  /** IPv4 is what the instance serves on, so what becomes of it is what is told. IPv6 comes along where it is free. */
  async #listen(): Promise<void> {
    const [first, second] = HOSTS[this.instance.networkAccess];
    const problem = await this.#listenOn(first);
    if (problem !== null) {
      await this.#tellProblem(problem);
      return;
    }
    if (!this.#ended) this.tell({ kind: 'answering' });
    const { code } = (await this.#listenOn(second)) ?? {};
    // A machine without IPv6 will not get it while we wait.
    if (code === 'EADDRINUSE') this.#tryAgain(this.#options.retryMs);
  }

  async #listenOn(host: string): Promise<NodeJS.ErrnoException | null> {
    if (this.#ended || this.#servers.has(host)) return null;
    const attempt: Attempt = await listenAndAnswer({
      host,
      port: this.#port,
      answer: (request) => answerTo(request, this.instance),
      limits: this.#options.limits,
      reportBug: this.#options.reportBug,
    });
    if (attempt instanceof Error) return attempt;
    this.#servers.set(host, attempt);
    return null;
  }

  async #tellProblem({ code, message }: NodeJS.ErrnoException): Promise<void> {
    const { retryMs } = this.#options;
    if (code !== 'EADDRINUSE') {
      if (!this.#ended) this.tell({ kind: 'port-refused', detail: code ?? message });
      this.#tryAgain(retryMs);
      return;
    }
    const owners = await listenersOnPort(this.#port);
    // Our own looking whether a port is free holds it for a moment.
    const isOurs = owners.length === 0 || owners.some(({ pid }) => pid === process.pid);
    if (isOurs && this.#soonRetries < SOON_RETRIES) {
      this.#soonRetries += 1;
      this.#tryAgain(SOON_MS);
      return;
    }
    this.#soonRetries = 0;
    if (!this.#ended) this.tell({ kind: 'port-in-use', owner: owners[0] ?? null });
    this.#tryAgain(retryMs);
  }

  #tryAgain(delayMs: number): void {
    if (!this.#ended) this.#retry = setTimeout(() => this.begin(), delayMs);
  }
}
