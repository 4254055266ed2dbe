import type { Instance } from '../../shared/instance';
import { SETTINGS } from '../../shared/settings';
import { canSignIn } from '../../shared/sign-in';
import { NO_SUPERUSER, SIGN_IN_TEXTS } from '../../shared/words/admin-ui-words';
import { run } from '../commands/run';
import { showPopup } from '../popups/toast-manager';
import { Option } from './option';

/** Who is signed in is chosen from those there are. */
export function SignInOption({ instance: { id: instanceId, signInAs, version } }: { readonly instance: Instance }) {
  const isOn = signInAs !== null && signInAs !== '';
  const change = async (on: boolean): Promise<void> => {
    if (!on) {
      await run('set-instance-options', { instanceId, signInAs: '' });
      return;
    }
    const listed = await run('list-superusers', { instanceId });
    if (!listed.ok) return;
    const [first] = listed.value.emails;
    if (first === undefined) showPopup({ id: `sign-in-${instanceId}`, type: 'error', ...NO_SUPERUSER });
    else await run('set-instance-options', { instanceId, signInAs: first });
  };
  if (!canSignIn(version)) return null;
  return (
    <Option
      label={SETTINGS.signInAs.field}
      text={isOn ? SIGN_IN_TEXTS.on(signInAs) : SIGN_IN_TEXTS.off}
      on={isOn}
      onChange={(on) => void change(on)}
    />
  );
}
