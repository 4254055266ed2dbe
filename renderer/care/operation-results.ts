/** Tells how the operations ended that this window began. */
import type { Operation, OperationId } from '../../shared/operation';
import type { Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { OPERATION_WORDS } from '../../shared/words/operation-words';
import { bridge } from '../app/bridge';
import { showError, showPopup } from '../app/toast-manager';
import { mirror } from '../store/store';

type Begun = Result<{ readonly operationId: OperationId }>;

const begunHere = new Set<OperationId>();

/** The error is for whoever asked; how it ends is told in a popup, wherever a person is by then. */
export async function tellEndOf(command: Promise<Begun>): Promise<Begun> {
  const begun = await command;
  if (begun.ok) {
    begunHere.add(begun.value.operationId);
    // It may have ended before its answer came.
    tellEnded(mirror.getState().state?.operations ?? []);
  }
  return begun;
}

/** For buttons without a form. */
export function beginAndTell(name: 'check-integrity' | 'compact', instanceId: string): void {
  void tellEndOf(bridge.call(name, { instanceId })).then((begun) => {
    if (!begun.ok) showError(begun.error);
  });
}

/** Returns the function that stops telling. */
export const tellOperationResults = (): (() => void) =>
  mirror.subscribe(({ state }, before) => {
    if (state !== null && state.operations !== before.state?.operations) tellEnded(state.operations);
  });

function tellEnded(operations: readonly Operation[]): void {
  for (const { id, instanceName, kind, outcome } of operations) {
    if (outcome === null || !begunHere.delete(id)) continue;
    const title = `${OPERATION_WORDS[kind].title} of ${instanceName}`;
    const popup = { id: `operation-${id}` } as const;
    switch (outcome.kind) {
      case 'done':
        showPopup({ ...popup, type: 'note', title: `${title} is done`, text: outcome.text });
        break;
      case 'cancelled':
        showPopup({ ...popup, type: 'note', title: `${title} was cancelled`, text: 'Nothing was changed.' });
        break;
      case 'failed': {
        const words = errorWords(outcome.error);
        showPopup({ ...popup, type: 'error', title: `${words.title} (${instanceName})`, text: words.text });
        break;
      }
    }
  }
}
