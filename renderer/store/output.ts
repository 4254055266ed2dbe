/**
 * The output of the instance on screen, kept outside React: a flood of lines costs one notification per batch.
 * Lines are kept in blocks of a hundred by their sequence, so that a batch touches only the last block and
 * the oldest lines leave as whole blocks; unchanged blocks keep their identity and are never drawn again.
 */
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import { OUTPUT_LINES_KEPT, type OutputBatch, type OutputLine } from '../../shared/output';

export const BLOCK_LINES = 100;

export interface OutputBlock {
  /** Which hundred of the sequence this is. */
  readonly index: number;
  readonly lines: readonly OutputLine[];
}

export interface Output {
  readonly instanceId: InstanceId | null;
  /** False until the history has arrived. */
  readonly loaded: boolean;
  readonly blocks: readonly OutputBlock[];
}

const blockOf = (line: OutputLine): number => Math.floor(line.sequence / BLOCK_LINES);

/** Adds the lines that are new, whatever arrives twice, and lets go of the oldest beyond what is kept. */
export function append(blocks: readonly OutputBlock[], lines: readonly OutputLine[]): readonly OutputBlock[] {
  let last = blocks.at(-1)?.lines.at(-1)?.sequence ?? -1;
  const grown = new Map(blocks.map((block) => [block.index, block]));
  const added = new Map<number, OutputLine[]>();
  for (const line of lines) {
    if (line.sequence <= last) continue;
    last = line.sequence;
    const block = added.get(blockOf(line));
    if (block === undefined) added.set(blockOf(line), [line]);
    else block.push(line);
  }
  if (added.size === 0) return blocks;
  for (const [index, more] of added) grown.set(index, { index, lines: [...(grown.get(index)?.lines ?? []), ...more] });
  return keepLatest([...grown.values()]);
}

function keepLatest(blocks: readonly OutputBlock[]): readonly OutputBlock[] {
  let surplus = countLines(blocks) - OUTPUT_LINES_KEPT;
  const kept: OutputBlock[] = [];
  for (const block of blocks) {
    if (surplus >= block.lines.length) surplus -= block.lines.length;
    else if (surplus > 0) {
      kept.push({ ...block, lines: block.lines.slice(surplus) });
      surplus = 0;
    } else kept.push(block);
  }
  return kept;
}

export const countLines = (blocks: readonly OutputBlock[]): number =>
  blocks.reduce((count, { lines }) => count + lines.length, 0);

/** Without the marks between them. */
export const countOutput = (blocks: readonly OutputBlock[]): number =>
  blocks.reduce((count, { lines }) => count + lines.filter(({ kind }) => kind === 'output').length, 0);

export const plainText = (blocks: readonly OutputBlock[]): string =>
  blocks.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n');

export interface OutputStore {
  readonly get: () => Output;
  readonly subscribe: (listener: () => void) => () => void;
  /** Shows another instance: main pushes its output from now on. */
  readonly watch: (instanceId: InstanceId | null) => Promise<void>;
  /** Begins to listen. Returns the function that stops. */
  readonly start: () => () => void;
}

export function createOutput(bridge: Bridge): OutputStore {
  let output: Output = { instanceId: null, loaded: false, blocks: [] };
  const listeners = new Set<() => void>();

  function set(next: Output): void {
    output = next;
    for (const listener of listeners) listener();
  }

  function receive({ instanceId, lines }: OutputBatch): void {
    if (instanceId !== output.instanceId) return;
    const blocks = append(output.blocks, lines);
    if (blocks !== output.blocks) set({ ...output, blocks });
  }

  async function watch(instanceId: InstanceId | null): Promise<void> {
    if (instanceId === output.instanceId) return;
    set({ instanceId, loaded: false, blocks: [] });
    const history = await bridge.call('watch-instance', { instanceId });
    // Another instance was chosen while this history was on its way.
    if (output.instanceId !== instanceId) return;
    const pushed = output.blocks.flatMap(({ lines }) => lines);
    const before = history.ok ? append([], history.value) : [];
    set({ instanceId, loaded: true, blocks: append(before, pushed) });
  }

  return {
    get: () => output,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    watch,
    start: () =>
      bridge.onPush((push) => {
        if (push.type === 'output') receive(push.batch);
      }),
  };
}
