import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/errors';
import { fail, type Result } from '../../shared/result';
import { bridge } from '../app/bridge';
import { closeDialog, selectInstance } from '../store/ui';
import {
  asInput,
  EMPTY_DRAFT,
  fieldProblems,
  filled,
  firstProblem,
  type Draft,
  type Field,
  type Problems,
} from './draft';

export interface NewInstance {
  readonly draft: Draft;
  readonly problems: Problems;
  /** An error that belongs to no field. */
  readonly error: AppError | null;
  readonly creating: boolean;
  /** Counts the refusals, so that the focus can go to the first problem each time. */
  readonly refusals: number;
  readonly change: (field: Field, value: string) => void;
  readonly create: () => Promise<void>;
}

const NOTHING_WRONG = { problems: {}, error: null } as const;

export function useNewInstance(): NewInstance {
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [wrong, setWrong] = useState<{ readonly problems: Problems; readonly error: AppError | null }>(NOTHING_WRONG);
  const [creating, setCreating] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const touched = useRef(new Set<Field>());
  const latest = useRef(draft);
  const defaults = useRef<Promise<Result<Draft>> | null>(null);

  const set = (next: Draft): void => {
    latest.current = next;
    setDraft(next);
  };

  /** Asks once; a press of Create that comes earlier waits for the same answer. */
  const fill = (): Promise<Result<Draft>> => {
    defaults.current ??= bridge.call('get-new-instance-defaults', undefined).then((answer): Result<Draft> => {
      if (!answer.ok) return fail(answer.error);
      const next = filled(latest.current, touched.current, answer.value);
      set(next);
      return { ok: true, value: next };
    });
    return defaults.current;
  };

  const refuse = (error: AppError): void => {
    const problems = fieldProblems(error);
    setWrong({ problems, error: firstProblem(problems) === null ? error : null });
    setRefusals((count) => count + 1);
  };

  useEffect(() => {
    void fill().then((answer) => {
      if (!answer.ok) refuse(answer.error);
    });
    // Once, when the dialog opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const change = (field: Field, value: string): void => {
    touched.current.add(field);
    set({ ...latest.current, [field]: value });
    // The problem was about the old value.
    setWrong(({ problems, error }) => ({
      error,
      problems: Object.fromEntries(Object.entries(problems).filter(([name]) => name !== field)),
    }));
  };

  const create = async (): Promise<void> => {
    if (creating) return;
    setCreating(true);
    setWrong(NOTHING_WRONG);
    await fill();
    const created = await bridge.call('create-instance', asInput(latest.current));
    setCreating(false);
    if (!created.ok) {
      refuse(created.error);
      return;
    }
    closeDialog();
    selectInstance(created.value.instanceId);
  };

  return { draft, ...wrong, creating, refusals, change, create };
}
