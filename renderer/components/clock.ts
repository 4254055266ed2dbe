import { useEffect, useState } from 'react';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const TIME_IN_SECONDS = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const IN_FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** `14:02` for today, else `3 Aug, 14:02`. */
export function timeInWords(iso: string, now: Date = new Date()): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return 'an unknown time';
  return (time.toDateString() === now.toDateString() ? TIME : DAY_AND_TIME).format(time);
}

/** `14:02`. */
export function clockInWords(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : TIME.format(time);
}

/** `14:02:11`. */
export function clockInSeconds(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : TIME_IN_SECONDS.format(time);
}

/** `3 Aug 2026`. */
export function dayInWords(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? 'an unknown day' : DAY.format(time);
}

export function timeInFull(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : IN_FULL.format(time);
}

/** The current time in milliseconds, renewed every second, or as often as said, while it is needed. */
export function useNow(needed: boolean, everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!needed) return undefined;
    const renew = (): void => {
      setNow(Date.now());
    };
    renew();
    const timer = setInterval(renew, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [needed, everyMs]);
  return now;
}
