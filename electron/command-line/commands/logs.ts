import { EXIT } from '../../../shared/command-line/exit-codes';
import { durationMs, momentMs } from '../../../shared/command-line/duration';
import type { CommandProblem } from '../../../shared/command-line/problems';
import { fail, ok, type Result } from '../../../shared/result';
import { inert } from '../../../shared/inert';
import type { InstanceId } from '../../../shared/ids';
import type { OutputLine } from '../../../shared/output';
import { runInWords } from '../../../shared/words/output-words';
import { keptChunks, KeptOutputChanged } from '../../output/kept-chunks';
import type { KeptOutput } from '../../output/kept-output';
import { linesOf } from '../../output/chunk-lines';
import { timesReader } from '../../output/line-times';
import { readable } from '../../output/log-text';
import { timeIn } from '../../pocketbase/line-kind';
import type { CommandContext } from '../context';

interface LogOptions {
  readonly follow?: boolean;
  /** How many of the newest. */
  readonly lines?: string;
  /** Its number, or `last`. */
  readonly run?: string;
  /** How long ago, or a moment. */
  readonly since?: string;
}

/** What is printed of what is kept. */
interface Wanted {
  readonly run: number | 'last' | null;
  /** At most so many lines, the newest. */
  readonly newest: number;
  /** From the first line on that was written then or later, in milliseconds since 1970. */
  readonly sinceMs: number | null;
}

interface Line {
  readonly run: number | null;
  readonly kind: OutputLine['kind'];
  readonly text: string;
  /** ISO 8601; null where nobody saw it come, and of a line that has only just come. */
  readonly at: string | null;
}

/** Of a slow reader, so many lines wait; those in the middle are left out, and that is said. */
const WAITING_MAX = 10_000;
const LINES_MAX = 1_000_000;
/** What -f begins with, unless another number is given. */
const FOLLOWED_FROM = 20;

export async function logs(context: CommandContext, name: string, options: LogOptions): Promise<number> {
  const found = context.find(name);
  if (!found.ok) return context.refuse(found.error);
  const kept = context.source.keptOutput(found.value.id);
  if (!kept.ok) return context.refuse(kept.error);
  const wanted = wantedOf(options);
  if (!wanted.ok) return context.refuse(wanted.error);
  if (options.follow === true)
    return follow(context, found.value.id, options.lines === undefined ? FOLLOWED_FROM : wanted.value.newest);
  await printKept(context, kept.value, wanted.value);
  return context.call.interrupted.aborted ? EXIT.interrupted : EXIT.done;
}

function wantedOf({ lines, run, since, follow: goesOn }: LogOptions): Result<Wanted, CommandProblem> {
  const newest = lines === undefined ? LINES_MAX : Number(lines);
  if (!Number.isInteger(newest) || newest < 0) {
    return usage(`--lines takes a number, not “${inert(lines ?? '')}”.`);
  }
  const number = run === undefined ? null : run === 'last' ? run : Number(run);
  if (typeof number === 'number' && !Number.isInteger(number)) {
    return usage(`--run takes a number or “last”, not “${inert(run ?? '')}”.`);
  }
  if (since === undefined) return ok({ run: number, newest, sinceMs: null });
  if (goesOn === true) return usage('--since looks at what is kept, and -f at what comes. Use one of the two.');
  const agoMs = durationMs(since);
  const sinceMs = agoMs === null ? momentMs(since) : Date.now() - agoMs;
  if (sinceMs === null) {
    return usage(`--since takes a time such as 15m, 2h or 2026-03-01T09:00, not “${inert(since)}”.`);
  }
  return ok({ run: number, newest, sinceMs });
}

const usage = (detail: string): Result<never, CommandProblem> => fail({ code: 'usage', detail });

/** From memory: between what was and what comes no line is missed, and none comes twice. */
async function follow(context: CommandContext, id: InstanceId, newest: number): Promise<number> {
  const { interrupted, gone } = context.call;
  const waiting = new Waiting();
  const followed = context.source.followOutput(id, (lines) => waiting.add(lines));
  if (followed === null) return context.refuse({ code: 'app-not-running' });
  try {
    if (newest > 0) waiting.add(followed.newest.slice(-newest));
    while (!interrupted.aborted && !gone.aborted) {
      for (const line of waiting.take()) await print(context, line);
      await waiting.more(interrupted, gone);
    }
    return EXIT.interrupted;
  } finally {
    followed.stop();
  }
}

/** With a number of lines only those are kept in mind; without one each is printed when it is read. */
async function printKept(context: CommandContext, kept: KeptOutput, wanted: Wanted): Promise<void> {
  let lines: Line[] = [];
  let lastRun = 0;
  let hasBegun = wanted.sinceMs === null;
  const timesOf = timesReader();
  try {
    for await (const chunk of keptChunks(kept.folder, context.call.gone)) {
      const { run, path } = chunk;
      if (typeof wanted.run === 'number' && run !== wanted.run) continue;
      if (wanted.run === 'last' && run !== lastRun) lines = [];
      const secrets = kept.secrets();
      const times = timesOf(path);
      for (const line of linesOf(chunk.bytes, chunk, 'plain')) {
        const text = readable(line, secrets);
        const atMs = times.at(line.end) ?? timeIn(text);
        hasBegun ||= wanted.sinceMs !== null && atMs !== null && atMs >= wanted.sinceMs;
        if (!hasBegun) continue;
        if (run !== lastRun) lines.push({ run, kind: 'mark', text: `— ${runInWords(run)} —`, at: null });
        lastRun = run;
        lines.push({ run, kind: 'output', text, at: atMs === null ? null : new Date(atMs).toISOString() });
      }
      if (wanted.run === 'last') continue;
      if (wanted.newest < LINES_MAX) lines = lines.slice(-wanted.newest || lines.length);
      else for (const line of lines.splice(0)) await print(context, line);
      if (context.call.interrupted.aborted) return;
    }
  } catch (error) {
    if (!(error instanceof KeptOutputChanged) && !context.call.gone.aborted) throw error;
  }
  if (wanted.newest === 0) return;
  for (const line of lines.slice(-wanted.newest)) await print(context, line);
}

async function print(context: CommandContext, line: Line): Promise<void> {
  if (context.json) await context.terminal.json(line);
  else await context.terminal.line(line.kind === 'mark' ? context.terminal.colour('gray', line.text) : line.text);
}

/** Lines that came while others were being printed. */
class Waiting {
  #lines: Line[] = [];
  #left = 0;
  #wake = (): void => undefined;

  add(lines: readonly OutputLine[]): void {
    for (const { kind, text } of lines) this.#lines.push({ run: null, kind, text, at: null });
    const over = this.#lines.length - WAITING_MAX;
    if (over > 0) {
      this.#lines.splice(0, over);
      this.#left += over;
    }
    this.#wake();
  }

  take(): readonly Line[] {
    const left = this.#left;
    this.#left = 0;
    const lines = this.#lines.splice(0);
    if (left === 0) return lines;
    return [{ run: null, kind: 'mark', text: `… ${String(left)} lines left out …`, at: null }, ...lines];
  }

  more(...signals: readonly AbortSignal[]): Promise<void> {
    if (this.#lines.length > 0 || signals.some(({ aborted }) => aborted)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        for (const signal of signals) signal.removeEventListener('abort', end);
        resolve();
      };
      this.#wake = end;
      for (const signal of signals) signal.addEventListener('abort', end);
    });
  }
}
