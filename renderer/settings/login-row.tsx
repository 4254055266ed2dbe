import { useCallback, useEffect, useState } from 'react';
import type { StartAtLogin } from '../../shared/start-at-login';
import { run } from '../commands/run';
import { SwitchRow } from './row';

const TEXT = 'Basekeeper starts in the tray, and starts the instances that were running when it ended.';
const ANOTHER = 'The entry starts another copy of Basekeeper. Turn it off and on again to start this one.';

/** Shows what the system has recorded; looked at again when the window is, for it may have been changed elsewhere. */
export function LoginRow() {
  const [found, setFound] = useState<StartAtLogin | null>(null);
  const look = useCallback(async (): Promise<void> => {
    const answer = await run('get-start-at-login', undefined);
    if (answer.ok) setFound(answer.value);
  }, []);
  useEffect(() => {
    const again = (): void => void look();
    again();
    window.addEventListener('focus', again);
    return () => {
      window.removeEventListener('focus', again);
    };
  }, [look]);
  return (
    <SwitchRow
      label="Start at login"
      text={found?.startsAnother === true ? ANOTHER : TEXT}
      on={found?.on ?? false}
      pending={found === null}
      onChange={(on) => {
        void run('set-start-at-login', { on }).then(look);
      }}
    />
  );
}
