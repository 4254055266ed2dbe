/** What an instance took over the last hour and the last week, in rings of a fixed size. Pure; times are of the wall clock. */

export type UsageSpan = 'hour' | 'week';

interface Ring {
  readonly slotMs: number;
  readonly slots: number;
}

export const RINGS: Readonly<Record<UsageSpan, Ring>> = {
  hour: { slotMs: 60_000, slots: 60 },
  week: { slotMs: 3_600_000, slots: 7 * 24 },
};

/** Of one look at a process. */
export interface UsageSample {
  /** Of one processor core, since the look before; null at the first one. */
  readonly processorPercent: number | null;
  /** Resident. */
  readonly memoryBytes: number;
  /** What its databases take on the disk. */
  readonly databaseBytes: number;
}

/** The mean of the looks in a minute or an hour. */
export type UsageSlot = UsageSample;

/** Oldest first; null where nothing was measured, because nothing ran or Basekeeper was not there. The last one has ended. */
export interface UsageSeries {
  /** When the first one begins; milliseconds since 1970. */
  readonly fromMs: number;
  readonly slotMs: number;
  readonly slots: readonly (UsageSlot | null)[];
}

export type UsageHistory = Readonly<Record<UsageSpan, UsageSeries>>;

/** Each slot: its number, how many looks, how many of them knew the processor, and the three means. */
const SLOT_BYTES = 24;
const FORMAT = 1;
const HEADER_BYTES = 8;
const STARTS: Readonly<Record<UsageSpan, number>> = {
  hour: HEADER_BYTES,
  week: HEADER_BYTES + RINGS.hour.slots * SLOT_BYTES,
};
export const HISTORY_BYTES = STARTS.week + RINGS.week.slots * SLOT_BYTES;

export function emptyHistory(): DataView<ArrayBuffer> {
  const rings = new DataView(new ArrayBuffer(HISTORY_BYTES));
  rings.setUint32(0, FORMAT);
  return rings;
}

export const isHistory = (rings: DataView): boolean =>
  rings.byteLength === HISTORY_BYTES && rings.getUint32(0) === FORMAT;

/** The number of the minute or hour that has just ended. A timer may be a little early or late. */
export const endedSlot = (atMs: number, { slotMs }: Ring): number => Math.round(atMs / slotMs) - 1;

/** Takes a look at the end of a minute into the rings. */
export function addSample(rings: DataView, atMs: number, sample: UsageSample): void {
  const minute = endedSlot(atMs, RINGS.hour);
  put(rings, 'hour', minute, sample);
  put(rings, 'week', Math.floor((minute * RINGS.hour.slotMs) / RINGS.week.slotMs), sample);
}

function put(rings: DataView, span: UsageSpan, slot: number, sample: UsageSample): void {
  const at = STARTS[span] + (slot % RINGS[span].slots) * SLOT_BYTES;
  const goesOn = rings.getUint32(at) === slot;
  const looks = goesOn ? rings.getUint32(at + 4) : 0;
  const processorLooks = goesOn ? rings.getUint32(at + 8) : 0;
  const mean = (offset: number, count: number, value: number): number =>
    ((count === 0 ? 0 : rings.getFloat32(at + offset)) * count + value) / (count + 1);
  const { processorPercent, memoryBytes, databaseBytes } = sample;
  if (processorPercent !== null) rings.setFloat32(at + 12, mean(12, processorLooks, processorPercent));
  rings.setFloat32(at + 16, mean(16, looks, memoryBytes));
  rings.setFloat32(at + 20, mean(20, looks, databaseBytes));
  rings.setUint32(at, slot);
  rings.setUint32(at + 4, looks + 1);
  rings.setUint32(at + 8, processorLooks + (processorPercent === null ? 0 : 1));
}

/** What of it lies in the last hour and the last week. Slots of a later time, from before the clock was set back, count for nothing. */
export const historyAt = (rings: DataView, nowMs: number): UsageHistory => ({
  hour: seriesOf(rings, 'hour', endedSlot(nowMs, RINGS.hour)),
  // The hour that has not ended yet is shown, too: a week would begin with an empty chart.
  week: seriesOf(rings, 'week', Math.floor(nowMs / RINGS.week.slotMs)),
});

function seriesOf(rings: DataView, span: UsageSpan, last: number): UsageSeries {
  const { slotMs, slots } = RINGS[span];
  const first = last - slots + 1;
  return {
    fromMs: first * slotMs,
    slotMs,
    slots: Array.from({ length: slots }, (_, index) => slotIn(rings, span, first + index)),
  };
}

function slotIn(rings: DataView, span: UsageSpan, slot: number): UsageSlot | null {
  const at = STARTS[span] + (slot % RINGS[span].slots) * SLOT_BYTES;
  if (rings.getUint32(at) !== slot || rings.getUint32(at + 4) === 0) return null;
  return {
    processorPercent: rings.getUint32(at + 8) === 0 ? null : rings.getFloat32(at + 12),
    memoryBytes: rings.getFloat32(at + 16),
    databaseBytes: rings.getFloat32(at + 20),
  };
}
