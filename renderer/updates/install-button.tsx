import { whyNotInstalled } from '../../shared/updates';
import { whyNotInstalledWords } from '../../shared/words/update-words';
import { run } from '../commands/run';
import { CommandButton } from '../components/button';
import { useAppState } from '../store/store';

/** While something would be cut off it stays, and says by what. */
export function InstallButton() {
  const step = useAppState(({ updates }) => updates.step);
  const operations = useAppState((state) => state.operations);
  const installations = useAppState((state) => state.installations);
  const why = whyNotInstalled({ step, operations, installations });
  return (
    <CommandButton
      variant="primary"
      busy={step.kind === 'installing'}
      allowed={
        why === null || step.kind === 'installing'
          ? { allowed: true }
          : { allowed: false, why: whyNotInstalledWords(why) }
      }
      onClick={() => void run('install-update', undefined)}
    >
      Restart and update
    </CommandButton>
  );
}
