/** What is typed for the backups of one instance. */
import type { BackupOptions, LeftBackups } from '../../shared/backup';
import type { AppError } from '../../shared/errors';
import type { InstanceId } from '../../shared/ids';
import type { Bridge, CommandInput } from '../../shared/ipc';
import { createForm, problemsOf, type Form, type FormState, type Problems } from '../forms/form';

/** Fields of one group are sent together. */
export const BACKUP_FIELDS = {
  schedule: ['at'],
  retention: ['last', 'daily', 'weekly'],
  folder: ['folder'],
} as const;
export type BackupGroup = keyof typeof BACKUP_FIELDS;
export type BackupField = (typeof BACKUP_FIELDS)[BackupGroup][number];

type Texts = Readonly<Record<BackupField, string>>;
export type BackupWish = Omit<CommandInput<'set-backup-options'>, 'instanceId'>;

interface Left {
  /** Where backups stayed when the folder was changed last. */
  readonly left: LeftBackups | null;
}

export type BackupFormState = FormState<Texts> & Left;

export interface BackupForm extends Form<Texts, Left> {
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

export function createBackupForm(bridge: Bridge, instanceId: InstanceId): BackupForm {
  const form = createForm<Texts, Left>({ left: null });

  async function send(group: BackupGroup, wish: BackupWish): Promise<AppError | null> {
    const fields = BACKUP_FIELDS[group];
    const sent = await form.send(JSON.stringify(wish), fields, () =>
      bridge.call('set-backup-options', { instanceId, ...wish }),
    );
    if (sent === null) return null;
    const { answer } = sent;
    if (answer.ok && group === 'folder') form.setState({ left: answer.value.left });
    // Whoever went on typing meanwhile is not interrupted.
    if (sent.isStale) return null;
    if (answer.ok) {
      form.revert(fields);
      return null;
    }
    const problems = problemsIn(group, wish, answer.error);
    form.refuse(fields, problems, answer.error);
    return Object.keys(problems).length === 0 ? answer.error : null;
  }

  return Object.assign(form, {
    commit: (group: BackupGroup, saved: BackupOptions) => {
      const { typed } = form.getState();
      const text = (field: BackupField): string => (typed[field] ?? savedText(field, saved)).trim();
      if (BACKUP_FIELDS[group].every((field) => text(field) === savedText(field, saved))) {
        form.revert(BACKUP_FIELDS[group]);
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

function problemsIn(group: BackupGroup, { schedule }: BackupWish, error: AppError): Problems<BackupField> {
  const fields: readonly BackupField[] = BACKUP_FIELDS[group];
  const problems = problemsOf(fields, error, (field) => (field === 'folder' ? field : `${group}.${field}`));
  const isMinute = problems.at !== undefined && schedule?.every === 'hour';
  return isMinute ? { ...problems, at: 'Minute must be a whole number from 0 to 59.' } : problems;
}
