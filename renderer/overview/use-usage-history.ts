import { useEffect, useState } from 'react';
import type { Instance } from '../../shared/instance';
import type { UsageHistory } from '../../shared/usage-history';
import { bridge } from '../store/bridge';
import { useFresh } from '../store/use-fresh';

const askHistory = (instanceId: string) => bridge.call('get-usage-history', { instanceId });

/** Asked again with each minute that main has added; null until the first answer. */
export function useUsageHistory(instance: Instance): UsageHistory | null {
  const [minutes, setMinutes] = useState(0);
  useEffect(
    () =>
      bridge.onPush((push) => {
        if (push.type === 'usage-kept') setMinutes((count) => count + 1);
      }),
    [],
  );
  return useFresh(askHistory, instance, minutes).value;
}
