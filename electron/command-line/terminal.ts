import { styleText } from 'node:util';
import { inert } from '../../shared/inert';
import type { Call } from '../control/conversation';

type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'gray' | 'bold';

/** What a command says, and how it asks. Text for people goes through here; JSON too, so that both have their place. */
export class Terminal {
  readonly #call: Call;
  #progress = false;

  constructor(call: Call) {
    this.#call = call;
  }

  get columns(): number {
    return this.#call.content.terminal.columns || 80;
  }

  /** A question can be asked and be answered. */
  get isInteractive(): boolean {
    const { in: input, err } = this.#call.content.terminal;
    return input && err;
  }

  line(text: string): Promise<void> {
    return this.#call.out(`${text}\n`);
  }

  json(value: object): Promise<void> {
    return this.#call.out(`${JSON.stringify(value)}\n`);
  }

  async note(text: string): Promise<void> {
    await this.endProgress();
    await this.#call.err(`${text}\n`);
  }

  /** One line that is written over by the next; only where somebody looks at it. */
  async progress(text: string): Promise<void> {
    if (!this.#call.content.terminal.err) return;
    this.#progress = true;
    await this.#call.err(`\r\u001b[2K${inert(text, Math.max(20, this.columns - 2))}`);
  }

  async endProgress(): Promise<void> {
    if (!this.#progress) return;
    this.#progress = false;
    await this.#call.err('\r\u001b[2K');
  }

  /** The answer without spaces around it; null when there is none. */
  async ask(question: string): Promise<string | null> {
    await this.endProgress();
    await this.#call.err(`${question} `);
    return (await this.#call.readLine())?.trim() ?? null;
  }

  colour(colour: Colour, text: string): string {
    const { variables, terminal } = this.#call.content;
    const without = !terminal.out || (variables.NO_COLOR ?? '') !== '' || variables.TERM === 'dumb';
    return without ? text : styleText(colour, text, { validateStream: false });
  }

  /** Columns as wide as they need; the last one as it is. */
  async table(head: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(...all.map((row) => visibleLength(row[column] ?? ''))));
    for (const [index, row] of all.entries()) {
      const cells = row.map((cell, column) =>
        column === row.length - 1 ? cell : `${cell}${' '.repeat((widths[column] ?? 0) - visibleLength(cell))}`,
      );
      const text = cells.join('  ');
      await this.line(index === 0 ? this.colour('bold', text) : text);
    }
  }
}

const visibleLength = (text: string): number => text.replace(/\u001b\[\d+m/g, '').length;

const TIME = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
/** Local, e.g. `2026-03-01 14:05`. */
export const localTime = (iso: string): string => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : TIME.format(date);
};
