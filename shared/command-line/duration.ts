const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `15m`, `2h`, `1d`; a bare number is seconds. Milliseconds, or null for what is none. */
export function durationMs(text: string): number | null {
  const [, count = '', unit = 's'] = /^(\d{1,7})([smhd])?$/.exec(text.trim()) ?? [];
  return count === '' ? null : Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
