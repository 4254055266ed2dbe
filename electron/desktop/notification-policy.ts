/** When a desktop notification is worth a person's attention. Pure: times are monotonic milliseconds given by the caller. */

const PER_INSTANCE_MS = 60_000;
const WINDOW_MS = 60_000;
const PER_WINDOW = 3;

export interface NotificationHistory {
  /** When each instance was last announced. */
  readonly announcedAt: Readonly<Record<string, number>>;
  /** When anything was announced in the last minute, oldest first. */
  readonly recent: readonly number[];
  readonly summaryAt: number | null;
}

export const NO_NOTIFICATIONS: NotificationHistory = { announcedAt: {}, recent: [], summaryAt: null };

export interface NotificationFacts {
  readonly instanceId: string;
  readonly nowMs: number;
  /** Notifications are off, for all or for this instance. */
  readonly silenced: boolean;
  /** A process that could not be ended: told even shortly after the instance's last announcement. */
  readonly urgent: boolean;
  /** The user is looking at this instance. */
  readonly onScreen: boolean;
}

export type NotificationDecision = 'announce' | 'summarise' | 'stay-silent';

/** At most one for each instance in 60 s and three overall in a minute, then one summary. */
export function decideNotification(
  history: NotificationHistory,
  { instanceId, nowMs, silenced, urgent, onScreen }: NotificationFacts,
): { readonly decision: NotificationDecision; readonly history: NotificationHistory } {
  const stay = { decision: 'stay-silent', history } as const;
  if (silenced || onScreen) return stay;
  const last = history.announcedAt[instanceId];
  if (!urgent && last !== undefined && nowMs - last < PER_INSTANCE_MS) return stay;
  const recent = history.recent.filter((at) => nowMs - at < WINDOW_MS);
  if (recent.length < PER_WINDOW) {
    const announcedAt = { ...history.announcedAt, [instanceId]: nowMs };
    return { decision: 'announce', history: { ...history, announcedAt, recent: [...recent, nowMs] } };
  }
  if (history.summaryAt !== null && nowMs - history.summaryAt < WINDOW_MS) return stay;
  return { decision: 'summarise', history: { ...history, summaryAt: nowMs } };
}
