import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc';
import { bridge } from './bridge';

/** Nothing is shown for shorter waits. */
const SHOWN_AFTER_MS = 300;

export type Answer<Value> =
  | { readonly kind: 'asking'; readonly takesLong: boolean }
  | { readonly kind: 'answered'; readonly value: Value }
  | { readonly kind: 'refused'; readonly error: AppError };

const ASKING: Answer<never> = { kind: 'asking', takesLong: false };

/** Asks main once for each input; answers to earlier inputs are dropped. Null: nothing to ask. */
export function useAnswer<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name> | null,
): Answer<CommandOutput<Name>> {
  const key = JSON.stringify(input);
  const [last, setLast] = useState<{ readonly key: string; readonly answer: Answer<CommandOutput<Name>> }>();
  useEffect(() => {
    const asked = JSON.parse(key) as CommandInput<Name> | null;
    if (asked === null) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      setLast({ key, answer: { kind: 'asking', takesLong: true } });
    }, SHOWN_AFTER_MS);
    void bridge.call(name, asked).then((result) => {
      clearTimeout(timer);
      if (!wanted) return;
      setLast({
        key,
        answer: result.ok ? { kind: 'answered', value: result.value } : { kind: 'refused', error: result.error },
      });
    });
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [name, key]);
  return last?.key === key ? last.answer : ASKING;
}
