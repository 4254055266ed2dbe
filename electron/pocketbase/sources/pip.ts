/** Runs pip of whichever Python 3 is there. */
import { execa } from 'execa';
import { fail, ok, type Result } from '../../../shared/result';

export type PipProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed-out'; readonly timeoutMs: number }
  | { readonly kind: 'failed'; readonly stderr: string };

export interface PythonOptions {
  /** Commands that may start Python 3, in the order they are tried. */
  readonly pythons?: readonly string[];
  /** Added to the environment, e.g. another `PIP_INDEX_URL`. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface PipRequest extends PythonOptions {
  /** pip's command and what it is given. */
  readonly command: readonly string[];
  /** Empty: Python runs modules that lie in its working folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

const ALWAYS = ['--no-input', '--no-color', '--disable-pip-version-check', '--retries', '1', '--timeout', '15'];
const OUTPUT_MAX_CHARACTERS = 20_000_000;
const USUAL = process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python'];

/** What pip wrote to its standard output. */
export async function runPip(request: PipRequest): Promise<Result<string, PipProblem>> {
  const { pythons = USUAL, env = {}, command, folder, signal, timeoutMs } = request;
  for (const python of pythons) {
    const run = await execa(python, ['-m', 'pip', ...command, ...ALWAYS], {
      cwd: folder,
      env,
      stdin: 'ignore',
      timeout: timeoutMs,
      cancelSignal: signal,
      maxBuffer: OUTPUT_MAX_CHARACTERS,
      reject: false,
    });
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (!run.failed) return ok(run.stdout);
    if (run.timedOut) return fail({ kind: 'timed-out', timeoutMs });
    const noSuchCommand = run.code === 'ENOENT' || run.code === 'EACCES' || /No module named pip/.test(run.stderr);
    if (!noSuchCommand) return fail({ kind: 'failed', stderr: run.stderr });
  }
  return fail({ kind: 'missing' });
}
