import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { isUnderway } from '../../shared/operation';
import type { Result } from '../../shared/result';
import { useAppState } from './store';

interface Fresh<Value> {
  /** The last answer stays while another is asked for. */
  readonly value: Value | null;
  readonly problem: AppError | null;
}

/** So long an instance has to stay on screen before anything is asked of it: walking along the list costs nothing. */
const SETTLED_MS = 250;

/**
 * Asked again when the instance starts or stops, when an operation on it has ended, and when `again` changes.
 * `ask` stays the same function. Never while it stops: a reader of a database that is just being closed leaves its log
 * behind, which looks like an end out of order.
 */
export function useFresh<Value>(
  ask: (instanceId: InstanceId) => Promise<Result<Value>>,
  { id, state: { kind }, folder }: Instance,
  again = 0,
): Fresh<Value> {
  const [fresh, setFresh] = useState<Fresh<Value>>({ value: null, problem: null });
  const endedLast = useAppState(
    ({ operations }) => operations.find((one) => one.instanceId === id && !isUnderway(one))?.id,
  );
  useEffect(() => {
    if (kind === 'stopping') return undefined;
    let asked = true;
    const timer = setTimeout(() => {
      void ask(id).then((answer) => {
        if (!asked) return;
        setFresh(
          answer.ok ? { value: answer.value, problem: null } : ({ value }) => ({ value, problem: answer.error }),
        );
      });
    }, SETTLED_MS);
    return () => {
      asked = false;
      clearTimeout(timer);
    };
  }, [ask, id, kind, folder, endedLast, again]);
  return fresh;
}
