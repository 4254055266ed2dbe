import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { chartInWords, rangeInWords, valueInWords, type ChartValues } from '../../shared/words/chart-words';
import styles from './chart.module.css';

const WIDTH = 240;
const HEIGHT = 44;

interface ChartProps extends ChartValues {
  /** What it shows, e.g. `CPU`. */
  readonly name: string;
  readonly inWords: (value: number) => string;
  /** The top of the chart, unless a value is higher. */
  readonly scale: number;
  /** For what is counted, not measured. */
  readonly bars?: boolean;
}

/**
 * How a figure went. Gaps stay gaps. Its words stand below it; each value is there under the pointer, and from the keyboard
 * with the arrow keys.
 */
export function Chart({ name, inWords, scale, bars = false, ...chart }: ChartProps) {
  const summaryId = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const { values } = chart;
  const last = values.length - 1;
  const at = pointed === null ? null : Math.min(pointed, last);
  const onPointerMove = ({ clientX, currentTarget }: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setPointed(Math.min(last, Math.max(0, Math.floor(((clientX - left) / width) * values.length))));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = moved(event.key, at ?? last, last);
    if (next === null) return;
    event.preventDefault();
    setPointed(next);
  };
  const range = rangeInWords(chart, inWords);
  const top = Math.max(scale, ...values.map((value) => value ?? 0));
  return (
    <div className={styles.chart}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-readonly
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={valueInWords(chart, at ?? last, inWords)}
        aria-describedby={summaryId}
        className={styles.plot}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPointed(null)}
        onBlur={() => setPointed(null)}
        onKeyDown={onKeyDown}
      >
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {bars ? <Bars values={values} top={top} /> : <Lines values={values} top={top} />}
          {at !== null && <line className={styles.cursor} x1={x(at, values)} x2={x(at, values)} y1={0} y2={HEIGHT} />}
        </svg>
      </div>
      <p className={styles.caption}>
        {at === null ? (range ?? 'no measurement in this time') : valueInWords(chart, at, inWords)}
      </p>
      <span id={summaryId} hidden>
        {chartInWords(chart, inWords)}
      </span>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };

function moved(key: string, at: number, last: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(last, Math.max(0, at + step));
}

interface PlotProps {
  /** Null: not measured. */
  readonly values: readonly (number | null)[];
  readonly top: number;
}

const x = (index: number, { length }: readonly unknown[]): number => ((index + 0.5) / length) * WIDTH;
const y = (value: number, top: number): number => HEIGHT - 1 - (value / top) * (HEIGHT - 3);

/** A line for each stretch that was measured without a gap, as wide as its slots: also one alone is seen. */
function Lines({ values, top }: PlotProps) {
  const half = WIDTH / values.length / 2;
  return stretches(values).map(({ from, stretch }) => {
    const heights = stretch.map((value) => y(value, top).toFixed(1));
    const points = heights.map((height, index) => `${x(from + index, values).toFixed(1)} ${height}`);
    const start = (x(from, values) - half).toFixed(1);
    const end = (x(from + stretch.length - 1, values) + half).toFixed(1);
    const line = `M${[`${start} ${heights[0] ?? ''}`, ...points, `${end} ${heights.at(-1) ?? ''}`].join(' ')}`;
    return (
      <g key={from}>
        <path className={styles.area} d={`${line} L${end} ${HEIGHT} L${start} ${HEIGHT} Z`} />
        <path className={styles.line} d={line} />
      </g>
    );
  });
}

function Bars({ values, top }: PlotProps) {
  const width = WIDTH / values.length;
  return values.map((value, index) =>
    value === null ? null : (
      <rect
        key={index}
        className={styles.bar}
        x={index * width + width * 0.15}
        width={width * 0.7}
        y={y(value, top)}
        height={HEIGHT - y(value, top)}
      />
    ),
  );
}

interface Stretch {
  readonly from: number;
  readonly stretch: number[];
}

function stretches(values: readonly (number | null)[]): readonly Stretch[] {
  const found: Stretch[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const current = found.at(-1);
    if (current !== undefined && current.from + current.stretch.length === index) current.stretch.push(value);
    else found.push({ from: index, stretch: [value] });
  });
  return found;
}
