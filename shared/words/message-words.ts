import type { Message, MessageFilter, MessageFormat, MessageKind } from '../messages';

export const MESSAGE_KIND_WORDS: Readonly<Record<MessageKind, string>> = {
  incidents: 'Incidents',
  warnings: 'Warnings',
  maintenance: 'Maintenance',
  tasks: 'Tasks',
  runs: 'Starts and stops',
  changes: 'Changes',
  all: 'Everything',
};

/** Where the list is empty. */
export const noMessages = ({ instanceId, kind }: MessageFilter): string => {
  if (kind !== 'incidents') return 'No messages of this kind.';
  return instanceId === null
    ? 'No incidents. No instance has stopped unexpectedly.'
    : 'No incidents. It has never stopped unexpectedly.';
};

export const EXPORT_TITLE = 'Export messages';
export const exportName = (format: MessageFormat): string =>
  `basekeeper-messages.${format === 'text' ? 'txt' : 'json'}`;

interface Exported {
  readonly appVersion: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly kind: MessageKind;
  /** Null: of all. */
  readonly instanceName: string | null;
}

/** The file; secrets and paths that would name the user have been removed. Times are UTC. */
export function exportedMessages(messages: readonly Message[], format: MessageFormat, about: Exported): string {
  const { appVersion, exportedAt, kind, instanceName } = about;
  if (format === 'json') {
    const listed = messages.map(({ at, instanceName: instance, kind: of, text }) => ({ at, instance, kind: of, text }));
    const content = { basekeeper: appVersion, exportedAt, filter: { kind, instance: instanceName }, messages: listed };
    return `${JSON.stringify(content, null, 2)}\n`;
  }
  const head = `Messages of Basekeeper ${appVersion}, exported ${exportedAt}\n${MESSAGE_KIND_WORDS[kind]} of ${
    instanceName === null ? 'all instances' : `“${instanceName}”`
  }, newest first\n`;
  const lines = messages.map(({ at, instanceName: name, text }) => `${at}  ${name}  ${text}\n`);
  return `${head}\n${lines.join('')}`;
}
