import { useSyncExternalStore } from 'react';
import { pidOf, type Instance } from '../../shared/instance';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { processorInWords } from '../../shared/words/usage-words';
import { liveUsage } from '../store/live-usage';
import { Sparkline } from '../components/sparkline';
import { USAGES_KEPT } from '../store/usage';
import { Fact } from './fact';
import styles from './instance-page.module.css';

/** In percent of a core: what is below looks like rest. */
const SCALE = 20;
const NONE = '–';

/** What its process takes. Nothing while there is none, and nothing that was measured of an earlier one. */
export function UsageFacts({ instance }: { readonly instance: Instance }) {
  const recent = useSyncExternalStore(liveUsage.subscribe, liveUsage.get);
  const isOfThis = recent?.latest.instanceId === instance.id && recent.latest.pid === pidOf(instance.state);
  const usage = isOfThis ? recent.latest : null;
  const percent = usage?.processorPercent ?? null;
  return (
    <>
      <Fact name="CPU">
        <span className={styles.figure}>{percent === null ? NONE : processorInWords(percent)}</span>
        <Sparkline values={isOfThis ? recent.processor : []} length={USAGES_KEPT} scale={SCALE} />
      </Fact>
      <Fact name="Memory">
        <span className={styles.figure}>{usage === null ? NONE : bytesInWords(usage.memoryBytes)}</span>
      </Fact>
    </>
  );
}
