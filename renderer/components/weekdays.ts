/** To choose from; the number of each as `Date` counts, as text. */
export const WEEKDAYS = [
  ['1', 'Mon'],
  ['2', 'Tue'],
  ['3', 'Wed'],
  ['4', 'Thu'],
  ['5', 'Fri'],
  ['6', 'Sat'],
  ['0', 'Sun'],
] as const;

export type Weekday = (typeof WEEKDAYS)[number][0];
