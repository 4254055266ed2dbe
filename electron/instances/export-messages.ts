import { withoutUserFolder } from '../../shared/diagnostics';
import { messagesOf, type Message, type MessageFilter, type MessageFormat } from '../../shared/messages';
import { done, fail, ok, type Result } from '../../shared/result';
import { exportedMessages } from '../../shared/words/message-words';
import { withoutOwnPaths } from '../../shared/words/incident-report';
import { presentable } from '../pocketbase/redact';
import type { AppStore } from '../store/app-store';
import type { Instances } from './instances';
import type { ActivityJournals } from './keep-activity';

export interface MessageParts {
  readonly store: AppStore;
  readonly activity: Pick<ActivityJournals, 'load'>;
}

/** Newest first; `unknown-instance` where the filter names one that is gone. */
export function listMessages(filter: MessageFilter, { store, activity }: MessageParts): Result<readonly Message[]> {
  const { instanceId } = filter;
  if (instanceId !== null && store.instance(instanceId) === undefined) {
    return fail({ code: 'unknown-instance', instanceId });
  }
  return ok(messagesOf(store.snapshot().state.instances, (id) => activity.load(id), filter));
}

export interface ExportParts extends MessageParts {
  readonly instances: Pick<Instances, 'keptOutput'>;
  readonly now: () => Date;
  /** The folder of the user; files may have been written to anywhere in it. */
  readonly userFolder: string;
  /** Of this user only; either whole or not there. Throws what the system says. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/** All that are kept, without secrets and without paths that would name the user. */
export async function exportMessages(
  filter: MessageFilter,
  format: MessageFormat,
  path: string,
  parts: ExportParts,
): Promise<Result<undefined>> {
  const listed = listMessages(filter, parts);
  if (!listed.ok) return listed;
  const { facts } = parts.store.snapshot().state;
  const clean = (message: Message): Message => {
    const kept = parts.instances.keptOutput(message.instanceId);
    const text = presentable(message.text, kept.ok ? kept.value.secrets() : []);
    const folder = parts.store.instance(message.instanceId)?.folder ?? '';
    return { ...message, text: withoutUserFolder(withoutOwnPaths(text, folder, facts), parts.userFolder) };
  };
  const text = exportedMessages(listed.value.map(clean), format, {
    appVersion: facts.appVersion,
    exportedAt: parts.now().toISOString(),
    kind: filter.kind,
    instanceName: filter.instanceId === null ? null : (parts.store.instance(filter.instanceId)?.name ?? null),
  });
  try {
    await parts.writeFile(path, text);
    return done;
  } catch (error) {
    return fail({ code: 'file-not-written', path, detail: (error as Error).message });
  }
}
