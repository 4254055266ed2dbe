/** When a desktop notification is worth a person's attention. Pure: times are monotonic milliseconds given by the caller. */

const PER_INSTANCE_MS = 60_000;
const WINDOW_MS = 60_000;
const PER_WINDOW = 3;

export interface NotificationHistory {
  /** When each instance was last announced, and whether as one that is in maintenance now. */
  readonly announced: Readonly<Record<string, { readonly atMs: number; readonly inMaintenance: boolean }>>;
  /** When anything was announced in the last minute, oldest first. */
  readonly recent: readonly number[];
  readonly summaryAt: number | null;
}

export const NO_NOTIFICATIONS: NotificationHistory = { announced: {}, recent: [], summaryAt: null };

export interface NotificationFacts {
  readonly instanceId: string;
  readonly nowMs: number;
  /** Notifications are off, for all or for this instance. */
  readonly silenced: boolean;
  /** A process that could not be ended: told even shortly after the instance's last announcement. */
  readonly urgent: boolean;
  /** It led into maintenance; false where another try follows. */
  readonly inMaintenance: boolean;
  /** The user is looking at this instance. */
  readonly onScreen: boolean;
}

/** `join-summary`: the summary that was shown speaks of it too. */
export type NotificationDecision = 'announce' | 'summarise' | 'join-summary' | 'stay-silent';

/**
 * At most one for each instance in 60 s, except that "starting it again" is never the last word on one that is in
 * maintenance by now; and three overall in a minute, then one summary.
 */
export function decideNotification(
  history: NotificationHistory,
  { instanceId, nowMs, silenced, urgent, inMaintenance, onScreen }: NotificationFacts,
): { readonly decision: NotificationDecision; readonly history: NotificationHistory } {
  const stay = { decision: 'stay-silent', history } as const;
  if (silenced || onScreen) return stay;
  const last = history.announced[instanceId];
  const isRecent = last !== undefined && nowMs - last.atMs < PER_INSTANCE_MS;
  if (isRecent && !urgent && (last.inMaintenance || !inMaintenance)) return stay;
  const recent = history.recent.filter((at) => nowMs - at < WINDOW_MS);
  if (recent.length < PER_WINDOW) {
    const announced = { ...history.announced, [instanceId]: { atMs: nowMs, inMaintenance } };
    return { decision: 'announce', history: { ...history, announced, recent: [...recent, nowMs] } };
  }
  if (history.summaryAt !== null && nowMs - history.summaryAt < WINDOW_MS) return { decision: 'join-summary', history };
  return { decision: 'summarise', history: { ...history, summaryAt: nowMs } };
}
