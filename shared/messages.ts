/** What the bell lists: what happened in all instances, newest first. Pure. */
import { z } from 'zod';
import type { ActivityEntry, ActivityKind } from './activity';
import type { InstanceId } from './ids';
import { instanceId } from './input';
import type { Instance } from './instance';
import { incidentEntry } from './words/incident-words';

export const MESSAGE_KINDS = ['incidents', 'warnings', 'maintenance', 'tasks', 'runs', 'changes', 'all'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const messageFilter = z.strictObject({
  /** Null: of all instances. */
  instanceId: instanceId.nullable(),
  kind: z.enum(MESSAGE_KINDS, 'must be a kind of message'),
});
export type MessageFilter = z.output<typeof messageFilter>;

/** Are the incidents of this instance among what the filter lets through? */
export const listsIncidentsOf = ({ instanceId: only, kind }: MessageFilter, id: InstanceId): boolean =>
  (kind === 'incidents' || kind === 'all') && (only === null || only === id);

export const messageFormat = z.enum(['text', 'json'], 'must be “text” or “json”');
export type MessageFormat = z.output<typeof messageFormat>;

/** The window gets no more at once; a file has all that are kept. */
export const MESSAGES_SHOWN = 100;

export interface Message {
  readonly instanceId: InstanceId;
  readonly instanceName: string;
  /** ISO 8601, wall clock. */
  readonly at: string;
  readonly kind: ActivityKind;
  readonly text: string;
  /** The incident it tells of; null: none. */
  readonly incidentId: string | null;
}

const ACTIVITIES: Readonly<Record<Exclude<MessageKind, 'incidents' | 'all'>, readonly ActivityKind[]>> = {
  warnings: ['warning'],
  maintenance: ['maintenance'],
  tasks: ['task'],
  runs: ['running', 'stopped'],
  changes: ['change'],
};

/** `journalOf` is asked only where incidents alone do not do. */
export function messagesOf(
  instances: readonly Instance[],
  journalOf: (id: InstanceId) => readonly ActivityEntry[],
  { instanceId: wanted, kind }: MessageFilter,
): readonly Message[] {
  return instances
    .filter(({ id }) => wanted === null || id === wanted)
    .flatMap((instance) => (kind === 'incidents' ? incidentsOf(instance) : entriesOf(instance, journalOf, kind)))
    .sort((one, other) => other.message.at.localeCompare(one.message.at) || other.sequence - one.sequence)
    .map(({ message }) => message);
}

interface Numbered {
  readonly sequence: number;
  readonly message: Message;
}

const incidentsOf = ({ id, name, incidents }: Instance): readonly Numbered[] =>
  incidents.map((incident) => ({
    sequence: incident.sequence,
    message: {
      instanceId: id,
      instanceName: name,
      at: incident.at,
      kind: 'failed',
      text: incidentEntry(incident),
      incidentId: incident.id,
    },
  }));

const entriesOf = (
  { id, name }: Instance,
  journalOf: (id: InstanceId) => readonly ActivityEntry[],
  kind: Exclude<MessageKind, 'incidents'>,
): readonly Numbered[] =>
  journalOf(id)
    .filter((entry) => kind === 'all' || ACTIVITIES[kind].includes(entry.kind))
    .map((entry) => ({
      sequence: entry.sequence,
      message: {
        instanceId: id,
        instanceName: name,
        at: entry.at,
        kind: entry.kind,
        text: entry.text,
        incidentId: entry.incidentId ?? null,
      },
    }));
