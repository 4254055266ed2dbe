import { EXIT } from '../../../shared/command-line/exit-codes';
import { instanceOf, operationOf, type WatchShape } from '../../../shared/command-line/shapes';
import type { Change } from '../../../shared/app-state';
import type { CommandContext } from '../context';

/** Of a slow reader. */
const WAITING_MAX = 1000;

/** First everything as it is, then each change: one JSON object for each line. */
export async function watch(context: CommandContext): Promise<number> {
  const { source, call, terminal } = context;
  let waiting: WatchShape[] = [];
  let left = 0;
  let wake = (): void => undefined;
  for (const signal of [call.interrupted, call.gone]) signal.addEventListener('abort', () => wake(), { once: true });
  const add = (shapes: readonly WatchShape[]): void => {
    waiting.push(...shapes);
    if (waiting.length > WAITING_MAX) {
      left += waiting.length;
      waiting = [];
    }
    wake();
  };
  const stop = source.subscribe((change) => add(shapesOf(change, context)));
  const { instances, operations, notices } = source.state();
  add(instances.map((instance) => ({ type: 'instance', instance: instanceOf(instance, operations) })));
  add(notices.map(({ title, text }) => ({ type: 'notice', title, text })));
  const isOver = (): boolean => call.interrupted.aborted || call.gone.aborted;
  const isQuiet = (): boolean => waiting.length === 0 && left === 0 && !isOver();
  try {
    while (!isOver()) {
      if (left > 0) await terminal.json({ type: 'gap', left } satisfies WatchShape);
      left = 0;
      for (const shape of waiting.splice(0)) await terminal.json(shape);
      if (isQuiet()) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
  }
  return EXIT.interrupted;
}

function shapesOf(change: Change, { source }: CommandContext): readonly WatchShape[] {
  switch (change.type) {
    case 'instance-changed':
      return [{ type: 'instance', instance: instanceOf(change.instance, source.state().operations) }];
    case 'instance-removed':
      return [{ type: 'removed', id: change.instanceId }];
    case 'operations-changed':
      return change.operations
        .slice(0, 1)
        .map((operation) => ({ type: 'operation', operation: operationOf(operation) }));
    case 'notices-changed':
      return change.notices.slice(-1).map(({ title, text }) => ({ type: 'notice', title, text }));
    default:
      return [];
  }
}
