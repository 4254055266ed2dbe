import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { isUnderway } from '../../shared/operation';
import type { StartCheck } from '../../shared/start-check';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';

/** So long an instance has to stay on screen before it is looked at: walking along the list costs nothing. */
const SETTLED_MS = 250;

export interface ShownCheck {
  /** The last answer stays while another is asked for. */
  readonly check: StartCheck | null;
  readonly problem: AppError | null;
  readonly busy: boolean;
  readonly again: () => void;
}

/**
 * Asked anew when something of the instance changes that a start goes by, when the person comes back to the window (what was
 * in the way may have been cleared elsewhere), and when wanted.
 */
export function useStartCheck({ id, folder, port, version, launchOptions, maintenanceAnswer }: Instance): ShownCheck {
  const [shown, setShown] = useState<Pick<ShownCheck, 'check' | 'problem'>>({ check: null, problem: null });
  const [wanted, setWanted] = useState(0);
  const [busy, setBusy] = useState(false);
  const isInstalled = useAppState(({ versions }) => versions.some((one) => one.version === version));
  const endedLast = useAppState(
    ({ operations }) => operations.find((one) => one.instanceId === id && !isUnderway(one))?.id,
  );
  const goesBy = [folder, port, version, launchOptions.revision, maintenanceAnswer.kind, isInstalled, endedLast].join();
  const again = (): void => {
    setWanted((count) => count + 1);
  };
  useEffect(() => {
    window.addEventListener('focus', again);
    return () => {
      window.removeEventListener('focus', again);
    };
  }, []);
  useEffect(() => {
    let asked = true;
    const timer = setTimeout(() => {
      setBusy(true);
      void bridge.call('check-start', { instanceId: id }).then((answer) => {
        if (!asked) return;
        setBusy(false);
        setShown(
          answer.ok ? { check: answer.value, problem: null } : ({ check }) => ({ check, problem: answer.error }),
        );
      });
    }, SETTLED_MS);
    return () => {
      asked = false;
      clearTimeout(timer);
    };
  }, [id, goesBy, wanted]);
  return { ...shown, busy, again };
}
