/** The create dialog's own state, from opening to success. */
import type { InstanceId } from '../../shared/ids';
import type { NewInstanceInput } from '../../shared/input';
import type { AddedInstance, Bridge } from '../../shared/ipc';
import type { AppError } from '../../shared/errors';
import { folderNameOf } from '../../shared/file-name';
import type { Result } from '../../shared/result';
import { createForm, type Form, type FormState } from '../forms/form';
import { asDraft, asInput, EMPTY_DRAFT, fieldProblems, FIELDS, type Draft } from './draft';

interface Suggested {
  /** What main fills in; what a person typed stays, also what was typed before it arrived. */
  readonly suggested: Draft;
}

export interface CreateForm extends Form<Draft, Suggested> {
  /** Asks for the defaults; later calls share the first answer. */
  readonly fill: () => Promise<void>;
  /** Null when it is already on its way. What was typed stays when it is refused. */
  readonly create: () => Promise<Result<AddedInstance> | null>;
}

/** The folder is named after the instance, as long as nobody chose another. */
export const draftIn = ({ suggested, typed }: FormState<Draft> & Suggested): Draft => ({
  ...suggested,
  folder: suggested.folder.replace(/[^/\\]+$/, folderNameOf(typed.name ?? '')),
  ...typed,
});

/** `keepKeys` is told what the first superuser of each new instance signs in with, as it was sent. */
export function createCreateForm(
  bridge: Bridge,
  keepKeys: (id: InstanceId, superuser: NewInstanceInput['superuser']) => void = () => undefined,
): CreateForm {
  const form = createForm<Draft, Suggested>({ suggested: EMPTY_DRAFT });
  let filling: Promise<void> | null = null;

  function refuse(error: AppError): void {
    form.refuse(FIELDS, fieldProblems(error), error);
    form.focusOnProblem();
  }

  async function askForDefaults(): Promise<void> {
    const defaults = await bridge.call('get-new-instance-defaults', undefined);
    if (defaults.ok) form.setState({ suggested: asDraft(defaults.value) });
    else refuse(defaults.error);
  }

  const fill = (): Promise<void> => (filling ??= askForDefaults());

  async function create(): Promise<Result<AddedInstance> | null> {
    const sent = await form.send('create', FIELDS, async () => {
      form.forgive();
      // Whoever is faster than the defaults waits for them.
      await fill();
      const input = asInput(draftIn(form.getState()), form.getState().typed);
      const answer = await bridge.call('create-instance', input);
      if (answer.ok) keepKeys(answer.value.instanceId, input.superuser);
      return answer;
    });
    if (sent === null) return null;
    if (!sent.answer.ok) refuse(sent.answer.error);
    return sent.answer;
  }

  return Object.assign(form, { fill, create });
}
