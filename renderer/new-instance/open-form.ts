/** The state of “Open a folder”: what is typed, and what was found in the folder. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors';
import type { AddedInstance, Bridge, CommandInput } from '../../shared/ipc';
import type { FolderInspection } from '../../shared/open-folder';
import type { Result } from '../../shared/result';
import { problemsOf, withoutProblem, type Problems } from './draft';

/** In the order of the dialog, named as main names them in a refusal. */
export const OPEN_FIELDS = ['folder', 'name', 'port', 'version'] as const;
export type OpenField = (typeof OPEN_FIELDS)[number];
export type OpenDraft = Readonly<Record<OpenField, string>>;

export interface OpenFormState {
  readonly draft: OpenDraft;
  readonly problems: Problems<OpenField>;
  /** An error that belongs to no field in sight. */
  readonly error: AppError | null;
  /** Always about the folder in the draft; null until that was looked at, and when it cannot be used. */
  readonly found: FolderInspection | null;
  readonly looking: boolean;
  readonly opening: boolean;
  /** Counts the refusals, so that the focus goes to the first problem each time. */
  readonly refusals: number;
}

export interface OpenForm extends StoreApi<OpenFormState> {
  readonly change: (field: OpenField, value: string) => void;
  /** Looks at the folder in the draft, unless that has been done. A problem with it moves no focus. */
  readonly look: () => Promise<void>;
  /** Null when nothing was sent: it is on its way already, or there is something new to read first. */
  readonly open: () => Promise<Result<AddedInstance> | null>;
}

const EMPTY: OpenFormState = {
  draft: { folder: '', name: '', port: '', version: '' },
  problems: {},
  error: null,
  found: null,
  looking: false,
  opening: false,
  refusals: 0,
};

const asInput = (
  { folder, name, port, version }: OpenDraft,
  touched: ReadonlySet<OpenField>,
): CommandInput<'open-folder-as-instance'> => ({
  folder,
  name,
  port: port.trim(),
  portIsSuggested: !touched.has('port'),
  version: version.trim(),
});

const hasProblem = ({ problems, error }: OpenFormState): boolean => error !== null || Object.keys(problems).length > 0;

export function createOpenForm(bridge: Bridge): OpenForm {
  const store = createStore<OpenFormState>(() => EMPTY);
  const touched = new Set<OpenField>();
  let look: { readonly folder: string; readonly ended: Promise<void> } | null = null;

  function refuse(fields: readonly OpenField[], error: AppError): void {
    const problems = problemsOf(fields, error);
    store.setState({ problems, error: Object.keys(problems).length === 0 ? error : null });
  }

  const focusOnProblem = (): void => store.setState(({ refusals }) => ({ refusals: refusals + 1 }));

  function fill(found: FolderInspection): void {
    const suggested = { name: found.name, port: String(found.port), version: found.version };
    store.setState(({ draft }) => {
      const kept = Object.entries(draft).filter(([field]) => touched.has(field as OpenField));
      return { found, problems: {}, error: null, draft: { ...draft, ...suggested, ...Object.fromEntries(kept) } };
    });
  }

  async function lookAt(folder: string): Promise<void> {
    store.setState({ looking: true });
    const inspected = await bridge.call('inspect-folder', { folder });
    // The answer may be about a folder that is no longer asked about.
    if (store.getState().draft.folder !== folder) return;
    store.setState({ looking: false });
    if (inspected.ok) fill(inspected.value);
    else refuse(['folder'], inspected.error);
  }

  function lookOnce(): Promise<void> {
    const { folder } = store.getState().draft;
    if (look?.folder !== folder) look = { folder, ended: lookAt(folder) };
    return look.ended;
  }

  function change(field: OpenField, value: string): void {
    const { draft, problems } = store.getState();
    if (draft[field] === value) return;
    touched.add(field);
    store.setState({ draft: { ...draft, [field]: value }, problems: withoutProblem(problems, field), error: null });
    if (field !== 'folder') return;
    look = null;
    store.setState({ found: null, looking: false });
  }

  /** Nothing is opened of which the warnings have not been in sight. */
  async function lookFirst(): Promise<'go on' | 'read first'> {
    if (store.getState().found !== null) return 'go on';
    // What kept the folder from being used before may be over.
    if (!store.getState().looking) look = null;
    await lookOnce();
    const state = store.getState();
    if (hasProblem(state)) focusOnProblem();
    return state.found !== null && state.found.warnings.length === 0 ? 'go on' : 'read first';
  }

  async function open(): Promise<Result<AddedInstance> | null> {
    if (store.getState().opening) return null;
    if ((await lookFirst()) === 'read first' || store.getState().opening) return null;
    store.setState({ opening: true, problems: {}, error: null });
    const opened = await bridge.call('open-folder-as-instance', asInput(store.getState().draft, touched));
    store.setState({ opening: false });
    if (!opened.ok) {
      refuse(OPEN_FIELDS, opened.error);
      focusOnProblem();
    }
    return opened;
  }

  return Object.assign(store, {
    change,
    look: () => (store.getState().draft.folder === '' ? Promise.resolve() : lookOnce()),
    open,
  });
}
