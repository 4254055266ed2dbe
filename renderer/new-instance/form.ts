/** The create dialog's own state, from opening to success; apart from React so that its rules can be tested. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { AddedInstance, Bridge } from '../../shared/ipc';
import type { Result } from '../../shared/result';
import {
  asInput,
  EMPTY_DRAFT,
  fieldProblems,
  filled,
  firstProblem,
  withoutProblem,
  type Draft,
  type Field,
  type Problems,
} from './draft';

export interface FormState {
  readonly draft: Draft;
  readonly problems: Problems;
  /** An error that belongs to no field. */
  readonly error: AppError | null;
  readonly creating: boolean;
  /** Counts the refusals, so that the focus goes to the first problem each time. */
  readonly refusals: number;
}

export interface Form extends StoreApi<FormState> {
  /** Asks for the defaults; later calls share the first answer. */
  readonly fill: () => Promise<void>;
  readonly change: (field: Field, value: string) => void;
  /** Null when it is already on its way. What was typed stays when it is refused. */
  readonly create: () => Promise<Result<AddedInstance> | null>;
}

export function createForm(bridge: Bridge): Form {
  const store = createStore<FormState>(() => ({
    draft: EMPTY_DRAFT,
    problems: {},
    error: null,
    creating: false,
    refusals: 0,
  }));
  const touched = new Set<Field>();
  let filling: Promise<void> | null = null;

  function refuse(error: AppError): void {
    const problems = fieldProblems(error);
    store.setState(({ refusals }) => ({
      problems,
      error: firstProblem(problems) === null ? error : null,
      refusals: refusals + 1,
    }));
  }

  async function askForDefaults(): Promise<void> {
    const defaults = await bridge.call('get-new-instance-defaults', undefined);
    if (defaults.ok) store.setState(({ draft }) => ({ draft: filled(draft, touched, defaults.value) }));
    else refuse(defaults.error);
  }

  const fill = (): Promise<void> => (filling ??= askForDefaults());

  function change(field: Field, value: string): void {
    touched.add(field);
    store.setState(({ draft, problems }) => ({
      draft: { ...draft, [field]: value },
      problems: withoutProblem(problems, field),
    }));
  }

  async function create(): Promise<Result<AddedInstance> | null> {
    if (store.getState().creating) return null;
    store.setState({ creating: true, problems: {}, error: null });
    // Whoever is faster than the defaults waits for them.
    await fill();
    const created = await bridge.call('create-instance', asInput(store.getState().draft, touched));
    store.setState({ creating: false });
    if (!created.ok) refuse(created.error);
    return created;
  }

  return Object.assign(store, { fill, change, create });
}
