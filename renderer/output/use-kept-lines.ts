import { useEffect, useRef, useState } from 'react';
import type { InstanceId } from '../../shared/ids';
import { bridge } from '../store/bridge';

/** While lines arrive, they are counted no more often. */
const INTERVAL_MS = 1000;

/** How many lines are kept of the output, as of a second ago at most; null while it is not known. */
export function useKeptLines(instanceId: InstanceId, lastSequence: number): number | null {
  const [counted, setCounted] = useState<{ readonly instanceId: InstanceId; readonly lines: number } | null>(null);
  const newest = useRef(lastSequence);
  useEffect(() => {
    newest.current = lastSequence;
  }, [lastSequence]);
  useEffect(() => {
    let countedAt = Number.NaN;
    let wanted = true;
    const count = (): void => {
      if (countedAt === newest.current) return;
      countedAt = newest.current;
      void bridge.call('measure-output', { instanceId }).then((result) => {
        if (wanted && result.ok) setCounted({ instanceId, lines: result.value.lines });
      });
    };
    count();
    const timer = setInterval(count, INTERVAL_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [instanceId]);
  return counted?.instanceId === instanceId ? counted.lines : null;
}
