import { describe, expect, it } from 'vitest';
import type { Bridge, Push } from '../../shared/ipc';
import type { OutputLine } from '../../shared/output';
import { ok, type Result } from '../../shared/result';
import { append, countLines, createOutput, plainText } from './output';

const lines = (from: number, to: number): OutputLine[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ sequence: from + i, kind: 'output', text: `line ${from + i}` }));

describe('appending output', () => {
  it('drops doubles by sequence', () => {
    const blocks = append(append([], lines(1, 5)), lines(3, 7));
    expect(countLines(blocks)).toBe(7);
    expect(plainText(blocks).split('\n').at(-1)).toBe('line 7');
  });

  it('answers the same blocks when nothing is new', () => {
    const blocks = append([], lines(1, 5));
    expect(append(blocks, lines(1, 5))).toBe(blocks);
  });

  it('touches only the last block', () => {
    const before = append([], lines(0, 249));
    const after = append(before, lines(250, 260));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]?.lines).toHaveLength(61);
  });

  it('keeps the last 2,000 lines', () => {
    const blocks = append(append([], lines(0, 1949)), lines(1950, 4321));
    expect(countLines(blocks)).toBe(2000);
    expect(blocks[0]?.lines[0]?.text).toBe('line 2322');
  });

  it('survives a gap in the sequence', () => {
    const blocks = append(append([], lines(0, 10)), lines(900, 910));
    expect(countLines(blocks)).toBe(22);
  });
});

describe('watching an instance', () => {
  function bridgeByHand() {
    const asked: ((history: Result<readonly OutputLine[]>) => void)[] = [];
    let listener: (push: Push) => void = () => undefined;
    const bridge = {
      call: () => new Promise((resolve) => asked.push(resolve)),
      onPush: (next: (push: Push) => void) => {
        listener = next;
        return () => undefined;
      },
    } as unknown as Bridge;
    const push = (instanceId: string, batch: OutputLine[]): void => {
      listener({ type: 'output', batch: { instanceId, lines: batch } });
    };
    return { bridge, asked, push };
  }

  it('joins what was pushed before the history arrived, without doubles', async () => {
    const { bridge, asked, push } = bridgeByHand();
    const output = createOutput(bridge);
    output.start();
    const watching = output.watch('a');
    push('a', lines(4, 6));
    asked[0]?.(ok(lines(1, 5)));
    await watching;
    expect(plainText(output.get().blocks).split('\n')).toHaveLength(6);
    expect(output.get().loaded).toBe(true);
  });

  it('shows nothing of an instance that is not on screen', async () => {
    const { bridge, asked, push } = bridgeByHand();
    const output = createOutput(bridge);
    output.start();
    const first = output.watch('a');
    const second = output.watch('b');
    asked[1]?.(ok(lines(1, 1)));
    asked[0]?.(ok(lines(1, 9)));
    await Promise.all([first, second]);
    push('a', lines(10, 12));
    expect(output.get().instanceId).toBe('b');
    expect(countLines(output.get().blocks)).toBe(1);
  });
});
