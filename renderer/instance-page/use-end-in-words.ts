import type { Maintenance } from '../../shared/instance';
import { endOf } from '../../shared/timed-maintenance';
import { endInWords } from '../../shared/words/moment-words';
import { durationInWords } from '../../shared/words/status-words';
import { useNow } from '../components/clock';

/** `at 15:20 (in 12 min)`, counted down; empty where a person ends it. */
export function useEndInWords(maintenance: Maintenance): string {
  const now = useNow(endOf(maintenance) !== null);
  return endInWords(maintenance, new Date(now), durationInWords);
}
