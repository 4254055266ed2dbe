/**
 * What a person chooses for the whole app. Each setting stands here once: the contract with the window, what is recorded,
 * the defaults and the words of its fields are derived from this table.
 */
import { z } from 'zod';
import { filePath } from './input';
import { EDITOR_IDS, TERMINAL_IDS } from './outside-programs';
import { fieldsOf, INITIAL_SETTINGS, initialOf, setting, SETTINGS, type InstanceSettings } from './settings';
import { UPDATE_CHOICES } from './updates';
import { recordedNumber, wholeNumber } from './whole-number';

const yesOrNo = z.boolean('must be true or false');

/** Below are ports that programs of a user may not have. */
const PORT_MIN = 1024;
const PORT_MAX = 65_535;

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const inOrder = ({ from, to }: PortRange): boolean => from <= to;
const ORDER = { message: 'must not be above the last port', path: ['from'] };

const portRange = z
  .strictObject({ from: wholeNumber(PORT_MIN, PORT_MAX), to: wholeNumber(PORT_MIN, PORT_MAX) }, 'must be two ports')
  .refine(inOrder, ORDER);
const recordedPortRange = z
  .object({ from: recordedNumber(PORT_MIN, PORT_MAX), to: recordedNumber(PORT_MIN, PORT_MAX) })
  .refine(inOrder, ORDER);

/** What is suggested as long as nobody chooses other ports. */
export const SUGGESTED_PORTS: PortRange = { from: 8090, to: 8990 };

export const APP_SETTINGS = {
  theme: setting({
    rule: z.enum(['system', 'light', 'dark'], 'must be “system”, “light” or “dark”'),
    initial: 'system',
    field: 'Theme',
    journal: null,
  }),
  density: setting({
    rule: z.enum(['comfortable', 'compact'], 'must be “comfortable” or “compact”'),
    initial: 'comfortable',
    field: 'Density',
    journal: null,
  }),
  /** False: no desktop notifications at all. Incidents are still kept and shown in the window. */
  notifications: setting({ rule: yesOrNo, initial: true, field: 'Desktop notifications', journal: null }),
  /** May programs of this user give commands, as `basekeeper` does? */
  commandLine: setting({ rule: yesOrNo, initial: true, field: 'Command line', journal: null }),
  /** What closing the window does. Without a tray it asks, unless it quits. */
  whenClosed: setting({
    rule: z.enum(['tray', 'ask', 'quit'], 'must be “tray”, “ask” or “quit”'),
    initial: 'tray',
    field: 'Closing the window',
    journal: null,
  }),
  /** Ask before quitting stops instances? A task that is running is always told of. */
  askBeforeQuitting: setting({ rule: yesOrNo, initial: true, field: 'Ask before quitting', journal: null }),
  /** Look for updates of Basekeeper itself? Off until a person has said yes. */
  lookForUpdates: setting({
    rule: z.enum(UPDATE_CHOICES, 'must be “unasked”, “yes” or “no”'),
    initial: 'unasked',
    field: 'Look for updates',
    journal: null,
  }),
  /** Where folders of new instances are suggested; null: among the data of Basekeeper. */
  newInstancesFolder: setting({
    rule: filePath.nullable(),
    initial: null,
    field: 'Folder for new instances',
    journal: null,
  }),
  /** Ports that are suggested, both ends included. One outside of it can still be typed. */
  portRange: setting({
    rule: portRange,
    recorded: recordedPortRange,
    initial: SUGGESTED_PORTS,
    field: 'Suggested ports',
    parts: { from: 'First port', to: 'Last port' },
    journal: null,
  }),
  newWhenUnresponsive: setting({
    ...SETTINGS.whenUnresponsive,
    field: 'When a new instance stops answering',
    journal: null,
  }),
  newAnswerInMaintenance: setting({
    ...SETTINGS.answerInMaintenance,
    field: 'Answer 503 during maintenance of new instances',
    journal: null,
  }),
  /** Null: the first one that is installed. */
  editor: setting({
    rule: z.enum(EDITOR_IDS, 'must be an editor that Basekeeper knows').nullable(),
    initial: null,
    field: 'Editor',
    journal: null,
  }),
  terminal: setting({
    rule: z.enum(TERMINAL_IDS, 'must be a terminal that Basekeeper knows').nullable(),
    initial: null,
    field: 'Terminal',
    journal: null,
  }),
} as const;

export type AppSettings = {
  readonly [Name in keyof typeof APP_SETTINGS]: z.output<(typeof APP_SETTINGS)[Name]['rule']>;
};

export const INITIAL_APP_SETTINGS = initialOf(APP_SETTINGS) as AppSettings;

export const APP_SETTING_FIELDS = fieldsOf(APP_SETTINGS);

/** The settings that an instance begins with. */
export const settingsForNew = ({ newWhenUnresponsive, newAnswerInMaintenance }: AppSettings): InstanceSettings => ({
  ...INITIAL_SETTINGS,
  whenUnresponsive: newWhenUnresponsive,
  answerInMaintenance: newAnswerInMaintenance,
});
