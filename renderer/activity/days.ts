import type { ActivityEntry } from '../../shared/activity';
import { dayInWords } from '../components/clock';

export interface Day {
  readonly title: string;
  /** Newest first. */
  readonly entries: readonly ActivityEntry[];
}

/** Newest first, whatever the clock said: in the order in which they were written. */
export function daysOf(entries: readonly ActivityEntry[], now: Date): readonly Day[] {
  const days: { readonly title: string; readonly entries: ActivityEntry[] }[] = [];
  for (const entry of [...entries].reverse()) {
    const title = titleOf(entry.at, now);
    const last = days.at(-1);
    if (last?.title === title) last.entries.push(entry);
    else days.push({ title, entries: [entry] });
  }
  return days;
}

function titleOf(at: string, now: Date): string {
  const day = new Date(at).toDateString();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day === now.toDateString()) return 'Today';
  return day === yesterday.toDateString() ? 'Yesterday' : dayInWords(at);
}
