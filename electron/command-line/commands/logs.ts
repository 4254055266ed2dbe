import { EXIT } from '../../../shared/command-line/exit-codes';
import { inert } from '../../../shared/inert';
import type { InstanceId } from '../../../shared/ids';
import type { OutputLine } from '../../../shared/output';
import { runInWords } from '../../../shared/words/output-words';
import { keptChunks, KeptOutputChanged } from '../../output/kept-chunks';
import type { KeptOutput } from '../../output/kept-output';
import { readable, textsOf } from '../../output/log-text';
import type { CommandContext } from '../context';

interface LogOptions {
  readonly follow?: boolean;
  /** How many of the newest. */
  readonly lines?: string;
  /** Its number, or `last`. */
  readonly run?: string;
}

interface Line {
  readonly run: number | null;
  readonly kind: OutputLine['kind'];
  readonly text: string;
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
  const newest = options.lines === undefined ? LINES_MAX : Number(options.lines);
  if (!Number.isInteger(newest) || newest < 0) {
    return context.refuse({ code: 'usage', detail: `--lines takes a number, not “${inert(options.lines ?? '')}”.` });
  }
  const run = options.run === undefined || options.run === 'last' ? options.run : Number(options.run);
  if (typeof run === 'number' && !Number.isInteger(run)) {
    return context.refuse({
      code: 'usage',
      detail: `--run takes a number or “last”, not “${inert(options.run ?? '')}”.`,
    });
  }
  if (options.follow === true)
    return follow(context, found.value.id, options.lines === undefined ? FOLLOWED_FROM : newest);
  await printKept(context, kept.value, run, newest);
  return context.call.interrupted.aborted ? EXIT.interrupted : EXIT.done;
}

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
async function printKept(
  context: CommandContext,
  kept: KeptOutput,
  wanted: number | 'last' | undefined,
  newest: number,
): Promise<void> {
  let lines: Line[] = [];
  let lastRun = 0;
  try {
    for await (const { bytes, run, insideLine } of keptChunks(kept.folder, context.call.gone)) {
      if (typeof wanted === 'number' && run !== wanted) continue;
      if (wanted === 'last' && run !== lastRun) lines = [];
      if (run !== lastRun) lines.push({ run, kind: 'mark', text: `— ${runInWords(run)} —` });
      lastRun = run;
      const secrets = kept.secrets();
      for (const text of textsOf(bytes.toString(), insideLine))
        lines.push({ run, kind: 'output', text: readable(text, secrets) });
      if (wanted === 'last') continue;
      if (newest < LINES_MAX) lines = lines.slice(-newest || lines.length);
      else for (const line of lines.splice(0)) await print(context, line);
      if (context.call.interrupted.aborted) return;
    }
  } catch (error) {
    if (!(error instanceof KeptOutputChanged) && !context.call.gone.aborted) throw error;
  }
  if (newest === 0) return;
  for (const line of lines.slice(-newest)) await print(context, line);
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
    for (const { kind, text } of lines) this.#lines.push({ run: null, kind, text });
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
    return [{ run: null, kind: 'mark', text: `… ${String(left)} lines left out …` }, ...lines];
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
