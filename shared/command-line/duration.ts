const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `15m`, `2h`, `1d`; a bare number is seconds. Milliseconds, or null for what is none. */
export function durationMs(text: string): number | null {
  const [, count = '', unit = 's'] = /^(\d{1,7})([smhd])?$/.exec(text.trim()) ?? [];
  return count === '' ? null : Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

/**
 * `2026-03-01`, `2026-03-01T09:00`, both of local time, or with a zone: milliseconds since 1970. Null for everything else:
 * `Date.parse` alone takes a date for that of UTC, and finds one in almost any text with a number.
 */
export function momentMs(text: string): number | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}\S*))?$/.exec(text.trim()) ?? [];
  const atMs = date === undefined ? Number.NaN : Date.parse(`${date}T${time ?? '00:00'}`);
  return Number.isNaN(atMs) ? null : atMs;
}
