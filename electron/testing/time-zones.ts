/** With changes of the clock by an hour, by half an hour, at midnight, by a whole day; without; and of odd minutes. */
export const TIME_ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Apia',
] as const;

/** As if the computer stood there. */
export function inTimeZone<Value>(zone: string, use: () => Value): Value {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    return use();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}
