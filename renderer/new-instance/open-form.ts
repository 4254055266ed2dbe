/** The state of “Open a folder”: what is typed, and what was found in the folder. */
import type { AppError } from '../../shared/errors';
import type { AddedInstance, Bridge, CommandInput } from '../../shared/ipc';
import type { FolderInspection } from '../../shared/open-folder';
import type { Result } from '../../shared/result';
import { createForm, problemsOf, type Form, type FormState } from '../forms/form';

/** In the order of the dialog, named as main names them in a refusal. */
export const OPEN_FIELDS = ['folder', 'name', 'port', 'version'] as const;
export type OpenField = (typeof OPEN_FIELDS)[number];
export type OpenDraft = Readonly<Record<OpenField, string>>;

interface Found {
  /** What was found in the folder; what a person typed stays. */
  readonly suggested: OpenDraft;
  /** Always about the folder in the draft; null until that was looked at, and when it cannot be used. */
  readonly found: FolderInspection | null;
  readonly looking: boolean;
}

type OpenFormState = FormState<OpenDraft> & Found;

export interface OpenForm extends Omit<Form<OpenDraft, Found>, 'change'> {
  readonly change: (field: OpenField, value: string) => void;
  /** Looks at the folder in the draft, unless that has been done. A problem with it moves no focus. */
  readonly look: () => Promise<void>;
  /** Null when nothing was sent: it is on its way already, or there is something new to read first. */
  readonly open: () => Promise<Result<AddedInstance> | null>;
}

const EMPTY: Found = { suggested: { folder: '', name: '', port: '', version: '' }, found: null, looking: false };

export const draftIn = ({ suggested, typed }: OpenFormState): OpenDraft => ({ ...suggested, ...typed });

const asInput = (
  { folder, name, port, version }: OpenDraft,
  typed: Partial<OpenDraft>,
): CommandInput<'open-folder-as-instance'> => ({
  folder,
  name,
  port: port.trim(),
  portIsSuggested: typed.port === undefined,
  version: version.trim(),
});

const hasProblem = ({ problems, error }: OpenFormState): boolean => error !== null || Object.keys(problems).length > 0;

export function createOpenForm(bridge: Bridge): OpenForm {
  const form = createForm<OpenDraft, Found>(EMPTY);
  const { change: type } = form;
  let look: { readonly folder: string; readonly ended: Promise<void> } | null = null;

  function refuse(fields: readonly OpenField[], error: AppError): void {
    form.refuse(OPEN_FIELDS, problemsOf(fields, error), error);
  }

  function fill(found: FolderInspection): void {
    const { name, port, version } = found;
    form.forgive();
    form.setState({ found, suggested: { folder: '', name, port: String(port), version } });
  }

  async function lookAt(folder: string): Promise<void> {
    form.setState({ looking: true });
    const inspected = await bridge.call('inspect-folder', { folder });
    // The answer may be about a folder that is no longer asked about.
    if (draftIn(form.getState()).folder !== folder) return;
    form.setState({ looking: false });
    if (inspected.ok) fill(inspected.value);
    else refuse(['folder'], inspected.error);
  }

  function lookOnce(): Promise<void> {
    const { folder } = draftIn(form.getState());
    if (look?.folder !== folder) look = { folder, ended: lookAt(folder) };
    return look.ended;
  }

  function change(field: OpenField, value: string): void {
    if (draftIn(form.getState())[field] === value) return;
    type({ [field]: value });
    form.setState({ error: null });
    if (field !== 'folder') return;
    look = null;
    form.setState({ found: null, looking: false });
  }

  /** Nothing is opened of which the warnings have not been in sight. */
  async function lookFirst(): Promise<'go on' | 'read first'> {
    if (form.getState().found !== null) return 'go on';
    // What kept the folder from being used before may be over.
    if (!form.getState().looking) look = null;
    await lookOnce();
    const state = form.getState();
    if (hasProblem(state)) form.focusOnProblem();
    return state.found !== null && state.found.warnings.length === 0 ? 'go on' : 'read first';
  }

  async function open(): Promise<Result<AddedInstance> | null> {
    if (form.getState().busy) return null;
    if ((await lookFirst()) === 'read first') return null;
    const sent = await form.send('open', OPEN_FIELDS, () => {
      form.forgive();
      const { typed } = form.getState();
      return bridge.call('open-folder-as-instance', asInput(draftIn(form.getState()), typed));
    });
    if (sent === null) return null;
    if (!sent.answer.ok) {
      refuse(OPEN_FIELDS, sent.answer.error);
      form.focusOnProblem();
    }
    return sent.answer;
  }

  return Object.assign(form, {
    change,
    look: () => (draftIn(form.getState()).folder === '' ? Promise.resolve() : lookOnce()),
    open,
  });
}
