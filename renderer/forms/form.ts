/**
 * What is typed in a form until main has taken it: the one machine of every form with a memory of its own. Apart from React,
 * so that its rules can be tested, and so that a form can outlive what shows it. Main decides what is valid.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { problemsByField } from '../../shared/words/problems-by-field';

/** The words beside each field. */
export type Problems<Field extends string> = { readonly [Name in Field]?: string };

export interface FormState<Values extends object> {
  /** Only what a person typed, and not what is saved or suggested. */
  readonly typed: Partial<Values>;
  readonly problems: Problems<keyof Values & string>;
  /** An error that belongs to no field. */
  readonly error: AppError | null;
  readonly busy: boolean;
  /** Counts the refusals that move the focus to the first problem. */
  readonly refusals: number;
}

/** `isStale`: something else was typed while it was on its way. */
export interface Sent<Output> {
  readonly answer: Result<Output>;
  readonly isStale: boolean;
}

/** `More` is what one form has to remember beside it. */
export interface Form<Values extends object, More extends object = object> extends StoreApi<FormState<Values> & More> {
  readonly change: (changed: Partial<Values>) => void;
  /** Back to what is saved or suggested; all fields, unless some are named. */
  readonly revert: (fields?: readonly (keyof Values & string)[]) => void;
  /** Says what main refused, in place of what was said of these fields; without a field it is told apart from them. */
  readonly refuse: (
    fields: readonly (keyof Values & string)[],
    problems: Problems<keyof Values & string>,
    error: AppError,
  ) => void;
  readonly forgive: () => void;
  readonly focusOnProblem: () => void;
  /** `fields` are those it is about, `what` tells one wish from another. Null: the same is on its way already. */
  readonly send: <Output>(
    what: string,
    fields: readonly (keyof Values & string)[],
    ask: () => Promise<Result<Output>>,
  ) => Promise<Sent<Output> | null>;
}

/** What main says of the fields of a form. `named`: what main calls them. */
export function problemsOf<Field extends string>(
  fields: readonly Field[],
  error: AppError,
  named: (field: Field) => string = (field) => field,
): Problems<Field> {
  const byField = problemsByField(error);
  const known = fields.filter((field) => named(field) in byField).map((field) => [field, byField[named(field)]]);
  return Object.fromEntries(known) as Problems<Field>;
}

const without = <Some extends object>(record: Some, names: readonly string[]): Some =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))) as Some;

export function createForm<Values extends object, More extends object = object>(more: More): Form<Values, More> {
  type State = FormState<Values> & More;
  const nothing: FormState<Values> = { typed: {}, problems: {}, error: null, busy: false, refusals: 0 };
  const store = createStore<State>(() => ({ ...nothing, ...more }));
  const set = (next: (state: State) => Partial<FormState<Values>>): void => {
    store.setState((state) => next(state) as Partial<State>);
  };
  const underway = new Set<string>();

  return Object.assign(store, {
    change: (changed: Partial<Values>) => {
      // The problem was about the old value.
      set(({ typed, problems }) => ({
        typed: { ...typed, ...changed },
        problems: without(problems, Object.keys(changed)),
      }));
    },
    revert: (fields?: readonly string[]) => {
      set(({ typed, problems }) =>
        fields === undefined
          ? { typed: {}, problems: {}, error: null }
          : { typed: without(typed, fields), problems: without(problems, fields) },
      );
    },
    refuse: (fields: readonly string[], found: Problems<keyof Values & string>, error: AppError) => {
      set(({ problems }) => ({
        problems: { ...without(problems, fields), ...found },
        error: Object.keys(found).length === 0 ? error : null,
      }));
    },
    forgive: () => {
      set(() => ({ problems: {}, error: null }));
    },
    focusOnProblem: () => {
      set(({ refusals }) => ({ refusals: refusals + 1 }));
    },
    send: async <Output>(
      what: string,
      fields: readonly (keyof Values & string)[],
      ask: () => Promise<Result<Output>>,
    ): Promise<Sent<Output> | null> => {
      if (underway.has(what)) return null;
      underway.add(what);
      const before = store.getState().typed;
      set(() => ({ busy: true }));
      try {
        const answer = await ask();
        const { typed } = store.getState();
        return { answer, isStale: fields.some((field) => typed[field] !== before[field]) };
      } finally {
        underway.delete(what);
        set(() => ({ busy: underway.size > 0 }));
      }
    },
  });
}
