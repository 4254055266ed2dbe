/**
 * What a person chooses for one instance. Each setting stands here once: the contract with the window, what is recorded,
 * the defaults, the words of its fields and the journal are derived from these tables.
 */
import { z } from 'zod';
import { ASSISTANT_LEVELS } from './assistants';
import { RETENTION_MAX } from './backup';
import { filePath } from './input';
import { RESTART_TRIES_MAX, RESTART_WINDOW_MINUTES_MAX } from './restart-policy';
import { recordedTags, sentTags } from './tags';
import { recordedNumber, wholeNumber } from './whole-number';

export interface Setting<Rule extends z.ZodType> {
  /** What may be sent for it. */
  readonly rule: Rule;
  /** How it is recorded, where that is another rule: numbers are not text there, and a newer version may know more of it. */
  readonly recorded?: z.ZodType<z.output<Rule>>;
  /** Of a new instance, of a folder opened without a record, and of a record from before there was such a setting. */
  readonly initial: z.output<Rule>;
  /** What a person calls it. */
  readonly field: string;
  /** What a person calls its parts, where it has any that are typed. */
  readonly parts?: Readonly<Record<string, string>>;
  /** What the journal says when it was changed; null: it concerns only the window and its popups. */
  readonly journal: string | null;
}

export const setting = <Rule extends z.ZodType>(one: Setting<Rule>): Setting<Rule> => one;

const yesOrNo = z.boolean('must be true or false');
const OPTIONS_CHANGED = 'Its options were changed.';

type NumberRule = typeof recordedNumber | typeof wholeNumber;

/** Local time; 0 is Sunday, and counts for weekly ones only. */
const timeOfWeek = (number: NumberRule) => ({
  at: z.string('must be text').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time from 00:00 to 23:59, such as 03:00'),
  weekday: number(0, 6),
});

/** Of an e-mail address. */
const SIGN_IN_MAX = 254;

const MAINTENANCE_SCHEDULE_MINUTES_MAX = 12 * 60;

const maintenanceTimes = (number: NumberRule) => ({
  every: z.enum(['day', 'week'], 'must be “day” or “week”'),
  ...timeOfWeek(number),
  minutes: number(1, MAINTENANCE_SCHEDULE_MINUTES_MAX),
});

export const SETTINGS = {
  /** Ask before maintenance cuts requests? */
  askBeforeMaintenance: setting({
    rule: yesOrNo,
    initial: true,
    field: 'Ask before maintenance',
    journal: null,
  }),
  /** True: no desktop notifications for this instance. Incidents are still kept and shown in the window. */
  muted: setting({ rule: yesOrNo, initial: false, field: 'Notifications off', journal: null }),
  /** Answer 503 on its port while it is in maintenance? Otherwise connections are refused. */
  answerInMaintenance: setting({
    rule: yesOrNo,
    initial: true,
    field: 'Answer 503 during maintenance',
    journal: OPTIONS_CHANGED,
  }),
  /** What follows when the process no longer answers: maintenance, or only a warning beside “Running”. */
  whenUnresponsive: setting({
    rule: z.enum(['maintenance', 'warning'], 'must be “maintenance” or “warning”'),
    initial: 'maintenance',
    field: 'When PocketBase stops answering',
    journal: OPTIONS_CHANGED,
  }),
  /** Null: maintenance at once when it ends by itself. */
  restartPolicy: setting({
    rule: z
      .strictObject(
        { tries: wholeNumber(1, RESTART_TRIES_MAX), windowMinutes: wholeNumber(1, RESTART_WINDOW_MINUTES_MAX) },
        'must be null or say how many tries within how many minutes',
      )
      .nullable(),
    initial: null,
    field: 'Restart automatically',
    parts: { tries: 'Tries', windowMinutes: 'Minutes' },
    journal: OPTIONS_CHANGED,
  }),
  /** What a person sorts instances by; nothing follows from them. */
  tags: setting({
    rule: sentTags,
    recorded: recordedTags,
    initial: [],
    field: 'Tags',
    journal: null,
  }),
  /** Begins by itself at this time of day, and ends by itself. Null: never. */
  maintenanceSchedule: setting({
    rule: z.strictObject(maintenanceTimes(wholeNumber), 'must be null or say when and for how long').nullable(),
    recorded: z.object(maintenanceTimes(recordedNumber)).nullable(),
    initial: null,
    field: 'Scheduled maintenance',
    parts: { every: 'How often', at: 'Time', weekday: 'Day of the week', minutes: 'Minutes' },
    journal: OPTIONS_CHANGED,
  }),
  /** As whom _Open admin UI_ signs in. Empty: as nobody; null: a person has not been asked yet. */
  signInAs: setting({
    rule: z
      .string('must be text')
      .max(SIGN_IN_MAX, `must have at most ${String(SIGN_IN_MAX)} characters`)
      .nullable(),
    initial: null,
    field: 'Sign in to the admin UI',
    journal: 'Whether Basekeeper signs in to its admin UI was changed.',
  }),
  /** What coding assistants may do with it; what they ask for besides, a person answers in the window. */
  assistants: setting({
    rule: z.enum(ASSISTANT_LEVELS, 'must be “off”, “read” or “operate”'),
    initial: 'off',
    field: 'Coding assistants',
    journal: 'What coding assistants may do with it was changed.',
  }),
} as const;

const schedule = (number: NumberRule) => ({
  every: z.enum(['hour', 'day', 'week'], 'must be “hour”, “day” or “week”'),
  ...timeOfWeek(number),
});

const retention = (number: NumberRule) => ({
  last: number(1, RETENTION_MAX),
  daily: number(0, RETENTION_MAX),
  weekly: number(0, RETENTION_MAX),
});

const BACKUPS_CHANGED = 'When its backups are made, where and how many are kept was changed.';

/** Have a command of their own: a folder has to be looked at first. */
export const BACKUP_SETTINGS = {
  schedule: setting({
    rule: z.strictObject(schedule(wholeNumber), 'must be null or say how often and when').nullable(),
    recorded: z.object(schedule(recordedNumber)).nullable(),
    initial: null,
    field: 'Schedule',
    parts: { every: 'How often', at: 'Time', weekday: 'Day of the week' },
    journal: BACKUPS_CHANGED,
  }),
  retention: setting({
    rule: z.strictObject(retention(wholeNumber), 'must be null or say how many backups are kept').nullable(),
    recorded: z.object(retention(recordedNumber)).nullable(),
    initial: null,
    field: 'Keep',
    parts: { last: 'Newest', daily: 'Days', weekly: 'Weeks' },
    journal: BACKUPS_CHANGED,
  }),
  /** Whether it is absolute depends on the system, and is for main to tell. */
  folder: setting({
    rule: filePath.nullable(),
    initial: null,
    field: 'Folder',
    journal: BACKUPS_CHANGED,
  }),
} as const;

type Table = Readonly<Record<string, Setting<z.ZodType>>>;

/** What a person may change while the instance runs. */
export type InstanceSettings = { readonly [Name in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Name]['rule']> };

/** What it begins with when a person turns it on. */
export const DEFAULT_MAINTENANCE_SCHEDULE: NonNullable<InstanceSettings['maintenanceSchedule']> = {
  every: 'week',
  at: '03:00',
  weekday: 0,
  minutes: 20,
};

export type BackupSettings = {
  readonly [Name in keyof typeof BACKUP_SETTINGS]: z.output<(typeof BACKUP_SETTINGS)[Name]['rule']>;
};

export const initialOf = (table: Table): object =>
  Object.fromEntries(Object.entries(table).map(([name, { initial }]) => [name, initial]));

export const INITIAL_SETTINGS = initialOf(SETTINGS) as InstanceSettings;

/** For a command that leaves out what is to stay as it is. */
export const anyOf = <Settings extends Table>(table: Settings) =>
  Object.fromEntries(Object.entries(table).map(([name, { rule }]) => [name, rule.optional()])) as {
    [Name in keyof Settings]: z.ZodOptional<Settings[Name]['rule']>;
  };

/** For a record; what it lacks, because it was written before there was such a setting, is as it was then. */
export const recorded = <Settings extends Table>(table: Settings) =>
  Object.fromEntries(
    Object.entries(table).map(([name, one]) => [name, (one.recorded ?? one.rule).default(one.initial as never)]),
  ) as unknown as { [Name in keyof Settings]: z.ZodDefault<z.ZodType<z.output<Settings[Name]['rule']>>> };

/** What a person calls each field of a setting, by the name in a refusal, e.g. `restartPolicy.tries`. */
export const fieldsOf = (table: Table): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, { field, parts = {} }]): readonly (readonly [string, string])[] => [
      [name, field],
      ...Object.entries(parts).map(([part, words]) => [`${name}.${part}`, words] as const),
    ]),
  );

export const SETTING_FIELDS = fieldsOf({ ...SETTINGS, ...BACKUP_SETTINGS });
