import { EXIT } from '../../shared/command-line/exit-codes';
import { exitOf } from '../../shared/command-line/problems';
import { operationOf } from '../../shared/command-line/shapes';
import { inert } from '../../shared/inert';
import type { OperationId } from '../../shared/ids';
import type { Operation } from '../../shared/operation';
import type { Result } from '../../shared/result';
import { problemWords } from '../../shared/words/command-line-words';
import { OPERATION_WORDS } from '../../shared/words/operation-words';
import { taskWords } from '../../shared/words/task-words';
import type { CommandContext } from './context';

export type BegunTask = Result<{ readonly operationId: OperationId }>;

/** Waits for tasks that have begun, shows how far they are, and says how they ended. Ctrl+C cancels what can be cancelled. */
export async function seeThrough(
  context: CommandContext,
  ids: readonly OperationId[],
  worst: number = EXIT.done,
): Promise<number> {
  const ended: Operation[] = [];
  let code = worst;
  for (const id of ids) {
    const operation = await ending(context, id);
    if (operation === null)
      return context.call.interrupted.aborted ? context.refuse({ code: 'interrupted' }) : EXIT.failed;
    ended.push(operation);
    if (operation.outcome?.kind !== 'done') code = codeOf(operation);
  }
  if (ids.length === 0) return code;
  await context.answer({ operations: ended.map(operationOf) }, async () => {
    for (const one of ended) {
      const text = `${inert(one.instanceName)}: ${taskWords(one).text}`;
      if (one.outcome?.kind === 'done') await context.terminal.line(text);
      else await context.terminal.note(text);
    }
  });
  return code;
}

const codeOf = ({ outcome }: Operation): number => {
  if (outcome?.kind === 'failed') return exitOf(outcome.error);
  return outcome?.kind === 'cancelled' ? EXIT.interrupted : EXIT.failed;
};

/** Null: nobody is there any more, and it goes on; or it is not on the list any more. */
async function ending(context: CommandContext, id: OperationId): Promise<Operation | null> {
  const { source, terminal, call } = context;
  const now = (): Operation | undefined => source.state().operations.find((one) => one.id === id);
  let last: Operation | undefined;
  const show = (): void => {
    const operation = now();
    if (operation === undefined || operation === last) return;
    last = operation;
    if (operation.outcome === null) void terminal.progress(progressOf(operation));
  };
  const stop = source.subscribe(show);
  show();
  try {
    const how = await context.until(() => now()?.outcome !== null);
    if (how === 'interrupted') {
      const cancelled = await source.give('cancel-operation', { operationId: id });
      if (!cancelled.ok) {
        const { title, text } = problemWords(cancelled.error);
        await terminal.note(`${title}. ${text}`);
      }
      await untilEnded(() => now()?.outcome !== null, call.gone, source.subscribe);
    }
  } finally {
    stop();
    await terminal.endProgress();
  }
  const operation = now();
  return operation?.outcome == null ? null : operation;
}

function untilEnded(
  holds: () => boolean,
  gone: AbortSignal,
  subscribe: (listener: () => void) => () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds() && !gone.aborted) return;
      stop();
      resolve();
    };
    const stop = subscribe(look);
    gone.addEventListener('abort', look, { once: true });
    look();
  });
}

function progressOf({ kind, instanceName, step, doneBytes, totalBytes }: Operation): string {
  const share =
    totalBytes === null || totalBytes === 0 ? '' : ` ${String(Math.floor((doneBytes / totalBytes) * 100))} %`;
  return `${OPERATION_WORDS[kind].underway} ${instanceName}: ${step}${share}`;
}
