import { useEffect, useState } from 'react';
import type { ActivityEntry } from '../../shared/activity';
import type { AppError } from '../../shared/errors';
import type { Instance } from '../../shared/instance';
import { isUnderway } from '../../shared/operation';
import { bridge } from '../store/bridge';
import { useAppState } from '../store/store';

interface Activity {
  /** The last answer stays while another is asked for; null before the first. */
  readonly entries: readonly ActivityEntry[] | null;
  readonly problem: AppError | null;
}

/** Asked again whenever the instance changes or a task of it has ended: from these the journal is made. */
export function useActivity(instance: Instance): Activity {
  const [activity, setActivity] = useState<Activity>({ entries: null, problem: null });
  const { id: instanceId } = instance;
  const ended = useAppState(({ operations }) =>
    operations.flatMap((one) => (one.instanceId === instanceId && !isUnderway(one) ? one.id : [])).join(' '),
  );
  useEffect(() => {
    let asked = true;
    void bridge.call('get-activity', { instanceId }).then((answer) => {
      if (!asked) return;
      setActivity(({ entries }) =>
        answer.ok ? { entries: answer.value, problem: null } : { entries, problem: answer.error },
      );
    });
    return () => {
      asked = false;
    };
  }, [instanceId, instance, ended]);
  return activity;
}
