/** Charts in words: what is drawn, for those who do not see it, and each value under the pointer or the cursor. */

/** Oldest first; null where nothing was measured. */
export interface ChartValues {
  readonly values: readonly (number | null)[];
  /** When the first one begins; milliseconds since 1970. */
  readonly fromMs: number;
  readonly slotMs: number;
}

type InWords = (value: number) => string;

const HOUR_MS = 3_600_000;

/** `average 0.6 %, highest 12 %`; of hours, which are means themselves, `highest hour 4 %`. Null where nothing was measured. */
export function rangeInWords(
  { values, slotMs }: Pick<ChartValues, 'values' | 'slotMs'>,
  inWords: InWords,
): string | null {
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0) return null;
  const mean = measured.reduce((sum, value) => sum + value, 0) / measured.length;
  return `average ${inWords(mean)}, highest ${slotMs >= HOUR_MS ? 'hour ' : ''}${inWords(Math.max(...measured))}`;
}

/** `From 13:02 to 14:02: average 0.6 %, highest 12 %. Not measured in 12 of 60 minutes.` */
export function chartInWords(chart: ChartValues, inWords: InWords): string {
  const { values, fromMs, slotMs } = chart;
  const isLong = slotMs >= HOUR_MS;
  const span = `From ${pointInTime(fromMs, isLong)} to ${pointInTime(fromMs + values.length * slotMs, isLong)}`;
  const range = rangeInWords(chart, inWords);
  const unit = isLong ? 'hours' : 'minutes';
  if (range === null) return `${span}: not measured.`;
  const missing = values.filter((value) => value === null).length;
  const gaps = missing === 0 ? '' : ` Not measured in ${String(missing)} of ${String(values.length)} ${unit}.`;
  return `${span}: ${range}.${gaps}`;
}

/** `13:40: 12 %`, `Tue 14:00: not measured`. */
export function valueInWords({ values, fromMs, slotMs }: ChartValues, index: number, inWords: InWords): string {
  const value = values[index] ?? null;
  return `${pointInTime(fromMs + index * slotMs, slotMs >= HOUR_MS)}: ${value === null ? 'not measured' : inWords(value)}`;
}

/** The zone may change while the app runs, so that nothing is kept of it. */
const pointInTime = (ms: number, withDay: boolean): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...(withDay ? { weekday: 'short' } : {}),
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(ms)
    .replace(', ', ' ');
