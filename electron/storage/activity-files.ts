import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ACTIVITY_KEPT, type Activity, type ActivityEntry } from '../../shared/activity';
import type { InstanceId } from '../../shared/ids';
import { renamePatientlyNow } from '../disk/rename';

/** Loose about the kind, so that what a newer version wrote is still shown. */
const entry = z.custom<ActivityEntry>(
  (value) =>
    z.looseObject({ sequence: z.number(), at: z.string(), kind: z.string(), text: z.string() }).safeParse(value)
      .success,
);

export interface ActivityFiles {
  /** Oldest first. */
  load(id: InstanceId): readonly ActivityEntry[];
  /** What cannot be written now is kept in mind, and written with the next. */
  add(id: InstanceId, activities: readonly Activity[]): void;
  /** Its file is going: nothing of it is kept in mind. */
  forget(id: InstanceId): void;
}

export interface ActivityFilesParts {
  readonly folder: string;
  readonly now: () => Date;
  readonly log: (text: string) => void;
}

interface Journal {
  entries: readonly ActivityEntry[];
  /** Lines in the file that can be had of it. */
  lines: number;
  unwritten: string;
}

/**
 * One file per instance, a line for each entry. Lines are only added, without waiting for the disk: a journal is worth no
 * delay of a stop. A line that is cut short or damaged is left out, and no other.
 */
export function openActivityFiles({ folder, now, log }: ActivityFilesParts): ActivityFiles {
  const journals = new Map<InstanceId, Journal>();
  const pathOf = (id: InstanceId): string => join(folder, `${id}.jsonl`);
  const journalOf = (id: InstanceId): Journal => {
    const known = journals.get(id);
    if (known !== undefined) return known;
    const read = readJournal(pathOf(id));
    journals.set(id, read);
    return read;
  };
  const write = (id: InstanceId, journal: Journal): void => {
    try {
      if (journal.lines > 2 * ACTIVITY_KEPT) shorten(pathOf(id), journal);
      else append(pathOf(id), journal.unwritten);
      journal.unwritten = '';
    } catch (error) {
      log(`The journal of ${id} could not be written: ${(error as Error).message}`);
    }
  };
  return {
    load: (id) => journalOf(id).entries,
    add: (id, activities) => {
      if (activities.length === 0) return;
      const journal = journalOf(id);
      const last = journal.entries.at(-1)?.sequence ?? 0;
      const at = now().toISOString();
      const added = activities.map((activity, index) => ({ sequence: last + index + 1, at, ...activity }));
      journal.entries = [...journal.entries, ...added].slice(-ACTIVITY_KEPT);
      journal.lines += added.length;
      journal.unwritten += added.map((one) => `${JSON.stringify(one)}\n`).join('');
      write(id, journal);
    },
    forget: (id) => void journals.delete(id),
  };
}

function readJournal(path: string): Journal {
  const text = textOf(path);
  const lines = text.split('\n').filter((line) => line !== '');
  return {
    entries: lines.flatMap(entryOf).slice(-ACTIVITY_KEPT),
    lines: lines.length,
    // The last line was cut short: the next one must not be added to it.
    unwritten: text === '' || text.endsWith('\n') ? '' : '\n',
  };
}

/** Empty where there is none yet, or none that can be read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function entryOf(line: string): readonly ActivityEntry[] {
  try {
    const read = entry.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}

function append(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  appendFileSync(path, text, { mode: 0o600 });
}

/** Writes those that are kept beside it, then puts that in its place. */
function shorten(path: string, journal: Journal): void {
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  writeFileSync(beside, journal.entries.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600, flag: 'wx' });
  renamePatientlyNow(beside, path);
  journal.lines = journal.entries.length;
}
