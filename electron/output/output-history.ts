import { OUTPUT_LINES_KEPT, type OutputLine } from '../../shared/output';

/** The last lines of one instance in memory, bounded by count. */
export class OutputHistory {
  #lines: OutputLine[] = [];
  #sequence = 0;
  readonly #listeners = new Set<(added: readonly OutputLine[]) => void>();

  get lines(): readonly OutputLine[] {
    return this.#lines;
  }

  add(kind: OutputLine['kind'], texts: readonly string[]): void {
    if (texts.length === 0) return;
    const added = texts.slice(-OUTPUT_LINES_KEPT).map((text) => ({ kind, text, sequence: ++this.#sequence }));
    this.#lines.push(...added);
    // Trimmed in large steps: a flood must not move the whole array for every line.
    if (this.#lines.length > 2 * OUTPUT_LINES_KEPT) this.#lines = this.#lines.slice(-OUTPUT_LINES_KEPT);
    for (const listener of this.#listeners) listener(added);
  }

  /** The newest lines, oldest first. */
  last(count: number): readonly OutputLine[] {
    return this.#lines.slice(-count);
  }

  /** Returns the function that stops listening. */
  subscribe(listener: (added: readonly OutputLine[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
