import { z } from 'zod';

const rangeRule = (from: number, to: number): string => `must be a whole number from ${String(from)} to ${String(to)}`;

/** A number, as it is recorded. */
export function recordedNumber(from: number, to: number) {
  const rule = rangeRule(from, to);
  return z.number(rule).int(rule).min(from, rule).max(to, rule);
}

/** A number, or what stands in a text field. */
export function wholeNumber(from: number, to: number) {
  const rule = rangeRule(from, to);
  const fits = recordedNumber(from, to);
  const typed = z
    .string()
    .regex(from === 0 ? /^(0|[1-9]\d{0,4})$/ : /^[1-9]\d{0,4}$/, rule)
    .transform(Number)
    .pipe(fits);
  return z.union([fits, typed], rule);
}
