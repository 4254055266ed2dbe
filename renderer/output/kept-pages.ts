/**
 * Pages of everything that is kept of the output of one instance, as a list of any length needs them: only the blocks
 * that are wanted now are held. Kept outside React, like the newest lines.
 */
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import {
  PAGE_LINES_MAX,
  type KeptAmount,
  type KeptLine,
  type OutputFilter,
  type OutputPage,
  type PagePlace,
  type RunFacts,
} from '../../shared/output';

export const BLOCK_ROWS = 50;
/** More are let go of, those that were wanted longest ago first. */
const BLOCKS_HELD = 60;
/** As much comes with each look at the end. */
const NEWEST_ROWS = 4 * BLOCK_ROWS;

export interface Pages {
  readonly filter: OutputFilter;
  /** Nothing is known yet. */
  readonly loaded: boolean;
  readonly error: AppError | null;
  readonly firstRow: number;
  readonly endRow: number;
  readonly kept: KeptAmount;
  readonly lastLine: number;
  readonly ownQuestions: number;
  readonly runs: readonly RunFacts[];
  /** By number: block 0 has the rows 0 to 49. Some of their rows may be missing. */
  readonly blocks: ReadonlyMap<number, readonly KeptLine[]>;
}

export const blockOf = (row: number): number => Math.floor(row / BLOCK_ROWS);

/** Numbers of the blocks there are. */
export function blockRange({ firstRow, endRow }: Pick<Pages, 'firstRow' | 'endRow'>): {
  readonly first: number;
  readonly count: number;
} {
  const first = blockOf(firstRow);
  return { first, count: endRow === firstRow ? 0 : blockOf(endRow - 1) - first + 1 };
}

/** How many rows a block has. */
export const rowsIn = (block: number, { firstRow, endRow }: Pick<Pages, 'firstRow' | 'endRow'>): number =>
  Math.max(0, Math.min(endRow, (block + 1) * BLOCK_ROWS) - Math.max(firstRow, block * BLOCK_ROWS));

export class KeptPages {
  readonly #bridge: Pick<Bridge, 'call'>;
  readonly #instanceId: InstanceId;
  readonly #listeners = new Set<() => void>();
  readonly #asked = new Set<number>();
  #pages: Pages;
  #generation = -1;
  /** Answers to what was asked before another filter was set are dropped. */
  #question = 0;
  #refreshing = false;
  #again = false;
  #wanted: readonly number[] = [];

  constructor(bridge: Pick<Bridge, 'call'>, instanceId: InstanceId, filter: OutputFilter) {
    this.#bridge = bridge;
    this.#instanceId = instanceId;
    this.#pages = nothing(filter);
  }

  get = (): Pages => this.#pages;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Shows other lines. Until they are there, those of before stay. */
  setFilter(filter: OutputFilter): void {
    this.#question += 1;
    this.#generation = -1;
    this.#refreshing = false;
    this.#asked.clear();
    this.#set({ ...this.#pages, filter, loaded: false });
    void this.refresh();
  }

  /** Looks for what has come at the end; one look at a time. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    this.#refreshing = true;
    const question = this.#question;
    await this.#ask({ kind: 'newest' }, NEWEST_ROWS);
    if (question !== this.#question) return;
    this.#refreshing = false;
    const again = this.#again;
    this.#again = false;
    if (again) await this.refresh();
    else this.want(this.#wanted);
  }

  /** These blocks are looked at now, and all they lack is asked for. */
  want(blocks: readonly number[]): void {
    this.#wanted = blocks;
    const lacking = blocks.filter((block) => !this.#asked.has(block) && this.#lacks(block));
    while (lacking.length > 0) {
      // Neighbours come together.
      const run = [lacking.shift() ?? 0];
      while (run.length < PAGE_LINES_MAX / BLOCK_ROWS && lacking[0] === (run.at(-1) ?? 0) + 1)
        run.push(lacking.shift() ?? 0);
      void this.#fetch(run);
    }
  }

  /** The row of a line, or of the next one that the filter lets through; null when it cannot be told. */
  async rowOf(line: number): Promise<number | null> {
    const page = await this.#ask({ kind: 'line', line }, BLOCK_ROWS);
    return page?.lines.find((each) => each.line >= line)?.row ?? page?.lines.at(-1)?.row ?? null;
  }

  /** The newest lines the filter lets through, at most so many. */
  async newest(count: number): Promise<readonly KeptLine[]> {
    const lines: KeptLine[] = [];
    const { firstRow, endRow } = this.#pages;
    for (let row = Math.max(firstRow, endRow - count); row < endRow;) {
      const page = await this.#ask({ kind: 'row', row }, PAGE_LINES_MAX);
      if (page === null || page.lines.length === 0) break;
      lines.push(...page.lines);
      row = (page.lines.at(-1)?.row ?? row) + 1;
    }
    return lines;
  }

  #lacks(block: number): boolean {
    return (this.#pages.blocks.get(block)?.length ?? 0) < rowsIn(block, this.#pages);
  }

  async #fetch(blocks: readonly number[]): Promise<void> {
    const question = this.#question;
    for (const block of blocks) this.#asked.add(block);
    const from = Math.max(this.#pages.firstRow, (blocks[0] ?? 0) * BLOCK_ROWS);
    await this.#ask({ kind: 'row', row: from }, blocks.length * BLOCK_ROWS);
    if (question !== this.#question) return;
    for (const block of blocks) this.#asked.delete(block);
  }

  async #ask(place: PagePlace, count: number): Promise<OutputPage | null> {
    const question = this.#question;
    const { filter } = this.#pages;
    const answer = await this.#bridge.call('read-output', { instanceId: this.#instanceId, filter, place, count });
    if (question !== this.#question) return null;
    if (answer.ok) this.#take(answer.value);
    // It is asked for again as soon as more has been written.
    else if (answer.error.code !== 'output-changing') this.#set({ ...this.#pages, error: answer.error });
    return answer.ok ? answer.value : null;
  }

  #take(page: OutputPage): void {
    // An answer may be overtaken by a later one.
    if (page.generation < this.#generation) return;
    const isSame = page.generation === this.#generation;
    this.#generation = page.generation;
    const before = this.#pages;
    const endRow = isSame ? Math.max(before.endRow, page.endRow) : page.endRow;
    const firstRow = isSame ? Math.max(before.firstRow, page.firstRow) : page.firstRow;
    const blocks = new Map(isSame ? before.blocks : []);
    const came = new Map<number, Map<number, KeptLine>>();
    for (const line of page.lines) {
      const block = blockOf(line.row);
      const lines = came.get(block) ?? new Map<number, KeptLine>();
      came.set(block, lines.set(line.row, line));
    }
    for (const [block, lines] of came) {
      const old = blocks.get(block) ?? [];
      const isNew = old.length < lines.size || [...lines.values()].some((line) => textOf(old, line.row) !== line.text);
      if (!isNew) continue;
      const all = new Map([...old.map((line) => [line.row, line] as const), ...lines]);
      const inOrder = [...all.values()].filter(({ row }) => row >= firstRow).sort((one, other) => one.row - other.row);
      blocks.delete(block);
      blocks.set(block, inOrder);
    }
    for (const block of [...blocks.keys()]) {
      if (blocks.size <= BLOCKS_HELD) break;
      if (!this.#wanted.includes(block) && !came.has(block)) blocks.delete(block);
    }
    const { kept, lastLine, ownQuestions, runs } = page;
    const isLater = page.endRow >= before.endRow || !isSame;
    const facts = isLater ? { kept, lastLine, ownQuestions, runs } : {};
    this.#set({ ...before, ...facts, loaded: true, error: null, firstRow, endRow, blocks });
  }

  #set(pages: Pages): void {
    this.#pages = pages;
    for (const listener of this.#listeners) listener();
  }
}

/** Only the last line of all, while it has no end, may become another text. */
const textOf = (lines: readonly KeptLine[], row: number): string | undefined =>
  lines.find((line) => line.row === row)?.text;

const nothing = (filter: OutputFilter): Pages => ({
  filter,
  loaded: false,
  error: null,
  firstRow: 0,
  endRow: 0,
  kept: { lines: 0, bytes: 0 },
  lastLine: 0,
  ownQuestions: 0,
  runs: [],
  blocks: new Map(),
});
