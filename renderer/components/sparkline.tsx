import styles from './sparkline.module.css';

const WIDTH = 60;
const HEIGHT = 16;

interface SparklineProps {
  /** Oldest first; the newest one is at the right end. */
  readonly values: readonly number[];
  /** How many there can be. */
  readonly length: number;
  /** The top of the line, unless a value is higher. */
  readonly scale: number;
}

/** How a figure went lately. Whoever cannot see it misses nothing: the figure stands beside it. */
export function Sparkline({ values, length, scale }: SparklineProps) {
  const top = Math.max(scale, ...values);
  const first = length - values.length;
  const points = values.map((value, index) => {
    const x = ((first + index) / (length - 1)) * WIDTH;
    const y = HEIGHT - 1 - (value / top) * (HEIGHT - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className={styles.sparkline} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
