import { Notification } from 'electron';
import { performance } from 'node:perf_hooks';
import type { IncidentSummary } from '../../shared/incident';
import type { Instance, InstanceId } from '../../shared/instance';
import { incidentNotice, nextTryInWords } from '../../shared/words/incident-words';
import { summaryInWords } from '../../shared/words/notification-words';
import type { AppStore } from '../instances/app-store';
import { decideNotification, NO_NOTIFICATIONS } from './notification-policy';

export interface NotificationParts {
  readonly store: AppStore;
  /** Is the user looking at this instance in a focused window? */
  readonly isOnScreen: (id: InstanceId) => boolean;
  readonly openInstance: (id: InstanceId, incidentId: string) => void;
  readonly openWindow: () => void;
  readonly log: (message: string) => void;
}

/**
 * Announces every end nobody asked for, and what follows: maintenance or another try. A reader of the store: what it
 * announces has been saved.
 */
export function announceIncidents(parts: NotificationParts): void {
  let history = NO_NOTIFICATIONS;
  /** Kept so that a notice is neither collected while it is shown nor shown beside its successor. */
  const shown = new Map<string, Notification>();

  const show = (
    key: string,
    {
      title,
      body,
      urgency,
    }: { readonly title: string; readonly body: string; readonly urgency: 'critical' | 'normal' },
    onClick: () => void,
  ): void => {
    shown.get(key)?.close();
    const notification = new Notification({ title, body, urgency });
    notification.on('click', onClick);
    notification.on('failed', (_event, error) => parts.log(`Notification not shown: ${error}`));
    shown.set(key, notification);
    notification.show();
  };

  /** What a person has seen to stands on the desktop no longer: some desktops keep it until then. */
  const withdraw = (key: string): void => {
    shown.get(key)?.close();
    shown.delete(key);
  };

  parts.store.subscribe((change, after, before) => {
    if (change.type === 'instance-removed') withdraw(change.instanceId);
    if (change.type !== 'instance-changed') return;
    const { instance } = change;
    if (isOutOfMaintenance(instance, before.state.instances)) withdraw(instance.id);
    const incident = newIncident(instance, before.state.instances);
    if (incident === null) return;
    const inMaintenance = nextTryInWords(incident) === null;
    // While it is tried again nothing needs a person, so that notice may pass by itself.
    const urgency = inMaintenance ? 'critical' : 'normal';
    const decided = decideNotification(history, {
      instanceId: instance.id,
      nowMs: performance.now(),
      silenced: instance.muted || !after.state.settings.notifications || !Notification.isSupported(),
      urgent: incident.reason === 'could-not-be-stopped',
      inMaintenance,
      onScreen: parts.isOnScreen(instance.id),
    });
    history = decided.history;
    if (decided.decision === 'announce') {
      const said = { title: instance.name, body: incidentNotice(incident), urgency } as const;
      show(instance.id, said, () => parts.openInstance(instance.id, incident.id));
    } else if (decided.decision === 'summarise') {
      show('summary', { ...summaryInWords(after.state.instances, inMaintenance), urgency }, parts.openWindow);
    }
  });
}

const isOutOfMaintenance = ({ id, intent }: Instance, before: readonly Instance[]): boolean =>
  intent.maintenance === null && before.find((one) => one.id === id)?.intent.maintenance != null;

/** The incident this change brought. An instance that was not on the list before was loaded, not changed. */
function newIncident(instance: Instance, before: readonly Instance[]): IncidentSummary | null {
  const known = before.find(({ id }) => id === instance.id);
  const [latest] = instance.incidents;
  if (known === undefined || latest === undefined) return null;
  return known.incidents.some(({ id }) => id === latest.id) ? null : latest;
}
