/** What is typed for the backups of one instance, apart from React so that its rules can be tested. Main decides what is valid. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackupOptions, LeftBackups } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge, CommandInput } from '../../shared/ipc';
import { problemsByField } from '../../shared/words/problems-by-field';

/** Fields of one group are sent together. */
export const BACKUP_FIELDS = {
  schedule: ['at'],
  retention: ['last', 'daily', 'weekly'],
  folder: ['folder'],
} as const;
export type BackupGroup = keyof typeof BACKUP_FIELDS;
export type BackupField = (typeof BACKUP_FIELDS)[BackupGroup][number];

type Texts = { readonly [Field in BackupField]?: string };
export type BackupWish = Omit<CommandInput<'set-backup-options'>, 'instanceId'>;

export interface BackupFormState {
  /** Only what differs from what is saved. */
  readonly typed: Texts;
  readonly problems: Texts;
  /** Where backups stayed when the folder was changed last. */
  readonly left: LeftBackups | null;
}

export interface BackupForm extends StoreApi<BackupFormState> {
  readonly change: (field: BackupField, text: string) => void;
  /** Back to what is saved. */
  readonly revert: (group: BackupGroup) => void;
  /** Sends what was typed. Answers an error that belongs to no field. */
  readonly commit: (group: BackupGroup, saved: BackupOptions) => Promise<AppError | null>;
  /** Sends a choice that needs no typing. */
  readonly choose: (group: BackupGroup, wish: BackupWish) => Promise<AppError | null>;
}

/** What stands in a field: of an hourly schedule only the minutes. */
export function savedText(field: BackupField, { schedule, retention, folder }: BackupOptions): string {
  switch (field) {
    case 'at':
      return schedule === null ? '' : schedule.every === 'hour' ? schedule.at.slice(3) : schedule.at;
    case 'folder':
      return folder ?? '';
    default:
      return retention === null ? '' : String(retention[field]);
  }
}

const omit = (texts: Texts, fields: readonly BackupField[]): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([field]) => !fields.includes(field as BackupField)));

export function createBackupForm(bridge: Bridge, instanceId: InstanceId): BackupForm {
  const store = createStore<BackupFormState>(() => ({ typed: {}, problems: {}, left: null }));
  /** What is on its way: leaving a field right after Enter sends nothing twice. */
  let sent = '';

  const revert = (group: BackupGroup): void => {
    store.setState(({ typed, problems }) => ({
      typed: omit(typed, BACKUP_FIELDS[group]),
      problems: omit(problems, BACKUP_FIELDS[group]),
    }));
  };

  async function send(group: BackupGroup, wish: BackupWish): Promise<AppError | null> {
    const typed = typedIn(group);
    const sending = JSON.stringify(wish);
    if (sent === sending) return null;
    sent = sending;
    const answer = await bridge.call('set-backup-options', { instanceId, ...wish });
    sent = '';
    if (answer.ok && group === 'folder') store.setState({ left: answer.value.left });
    // Whoever went on typing meanwhile is not interrupted.
    if (typedIn(group) !== typed) return null;
    if (answer.ok) {
      revert(group);
      return null;
    }
    const problems = problemsIn(group, wish, answer.error);
    store.setState((before) => ({ problems: { ...omit(before.problems, BACKUP_FIELDS[group]), ...problems } }));
    return Object.keys(problems).length === 0 ? answer.error : null;
  }

  const typedIn = (group: BackupGroup): string => {
    const { typed } = store.getState();
    return JSON.stringify(BACKUP_FIELDS[group].map((field) => typed[field] ?? null));
  };

  return Object.assign(store, {
    change: (field: BackupField, text: string) => {
      // The problem was about the old text.
      store.setState(({ typed, problems }) => ({
        typed: { ...typed, [field]: text },
        problems: omit(problems, [field]),
      }));
    },
    revert,
    commit: (group: BackupGroup, saved: BackupOptions) => {
      const { typed } = store.getState();
      const text = (field: BackupField): string => (typed[field] ?? savedText(field, saved)).trim();
      if (BACKUP_FIELDS[group].every((field) => text(field) === savedText(field, saved))) {
        revert(group);
        return Promise.resolve(null);
      }
      return send(group, wishOf(group, text, saved));
    },
    choose: send,
  });
}

function wishOf(group: BackupGroup, text: (field: BackupField) => string, { schedule }: BackupOptions): BackupWish {
  switch (group) {
    case 'schedule':
      return schedule === null ? {} : { schedule: { ...schedule, at: timeFrom(text('at'), schedule) } };
    case 'retention':
      return { retention: { last: text('last'), daily: text('daily'), weekly: text('weekly') } };
    case 'folder':
      return { folder: text('folder') };
  }
}

/** `3:00` and, of an hourly one, `5` are clear enough. */
function timeFrom(text: string, { at, every }: NonNullable<BackupOptions['schedule']>): string {
  if (every === 'hour') return `${at.slice(0, 2)}:${text.padStart(2, '0')}`;
  return /^\d:\d\d$/.test(text) ? `0${text}` : text;
}

function problemsIn(group: BackupGroup, { schedule }: BackupWish, error: AppError): Texts {
  const byField = problemsByField(error);
  return Object.fromEntries(
    BACKUP_FIELDS[group].flatMap((field): readonly (readonly [BackupField, string])[] => {
      const problem = byField[field === 'folder' ? field : `${group}.${field}`];
      if (problem === undefined) return [];
      const isMinute = field === 'at' && schedule?.every === 'hour';
      return [[field, isMinute ? 'Minute must be a whole number from 0 to 59.' : problem]];
    }),
  );
}
