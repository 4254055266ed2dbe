import { useId, useSyncExternalStore } from 'react';
import { pidOf, type Instance } from '../../shared/instance';
import type { UsageHistory, UsageSlot, UsageSpan } from '../../shared/usage-history';
import { bytesInWords } from '../../shared/words/bytes-in-words';
import { processorInWords } from '../../shared/words/usage-words';
import { Chart } from '../components/chart';
import { Segments } from '../components/segments';
import { liveUsage } from '../store/live-usage';
import { useOverviewUi } from '../store/overview-ui';
import styles from './overview.module.css';

const NONE = '–';
const SPANS: readonly (readonly [UsageSpan, string])[] = [
  ['hour', 'Hour'],
  ['week', 'Week'],
];

interface Shown {
  readonly name: string;
  readonly now: string;
  readonly valueOf: (slot: UsageSlot) => number | null;
  readonly inWords: (value: number) => string;
  /** What is far below looks like rest. */
  readonly scale: number;
}

/** What its process takes now, and what was measured of it and of earlier ones. */
export function UsageCharts({
  instance,
  history,
}: {
  readonly instance: Instance;
  readonly history: UsageHistory | null;
}) {
  const headingId = useId();
  const span = useOverviewUi((ui) => ui.span);
  const live = useSyncExternalStore(liveUsage.subscribe, liveUsage.get);
  // Nothing of another instance, and nothing of an earlier process.
  const usage = live?.instanceId === instance.id && live.pid === pidOf(instance.state) ? live : null;
  const lastSlot = history?.hour.slots.filter((slot) => slot !== null).at(-1);
  const percent = usage?.processorPercent ?? null;
  const all: readonly Shown[] = [
    {
      name: 'CPU',
      now: percent === null ? NONE : processorInWords(percent),
      valueOf: (slot) => slot.processorPercent,
      inWords: processorInWords,
      scale: 10,
    },
    {
      name: 'Memory',
      now: usage === null ? NONE : bytesInWords(usage.memoryBytes),
      valueOf: (slot) => slot.memoryBytes,
      inWords: bytesInWords,
      scale: 50e6,
    },
    {
      name: 'Databases',
      now: usage === null || lastSlot === undefined ? NONE : bytesInWords(lastSlot.databaseBytes),
      valueOf: (slot) => slot.databaseBytes,
      inWords: bytesInWords,
      scale: 1e6,
    },
  ];
  return (
    <section aria-labelledby={headingId}>
      <div className={styles.head}>
        <h2 id={headingId} className={styles.heading}>
          Usage
        </h2>
        <Segments
          legend="Time span"
          legendHidden
          choices={SPANS}
          value={span}
          onChange={(chosen) => useOverviewUi.setState({ span: chosen })}
        />
      </div>
      <div className={styles.charts}>
        {all.map(({ name, now, valueOf, inWords, scale }) => (
          <div key={name} className={styles.chart}>
            <dl className={styles.now}>
              <div>
                <dt>{name}</dt>
                <dd>{now}</dd>
              </div>
            </dl>
            {history !== null && (
              <Chart
                name={`${name}, last ${span}`}
                values={history[span].slots.map((slot) => (slot === null ? null : valueOf(slot)))}
                fromMs={history[span].fromMs}
                slotMs={history[span].slotMs}
                inWords={inWords}
                scale={scale}
              />
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
