import { Notification } from 'electron';
import { performance } from 'node:perf_hooks';
import { changedInstance, incidentIn } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { incidentNotice, nextTryInWords } from '../../shared/words/incident-words';
import { RUNS_AGAIN } from '../../shared/words/notification-words';
import type { AppStore } from '../store/app-store';
import { decideNotification, NO_NOTIFICATIONS } from './notification-policy';
import { recoveryOf } from './recovery-notice';
import { stillCovered, summaryOf, type Covered, type Summary } from './notification-summary';

const SUMMARY = 'summary';
/** Many changes at once change the summary once. */
const SETTLED_MS = 250;

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

  const show = (key: string, { title, body, urgency }: Summary, onClick: () => void, silent = false): void => {
    withdraw(key);
    const notification = new Notification({ title, body, urgency, silent });
    notification.on('click', onClick);
    // What a person has put away is not brought back by a change of its number.
    notification.on('close', () => {
      if (shown.get(key) === notification) shown.delete(key);
    });
    notification.on('failed', (_event, error) => parts.log(`Notification not shown: ${error}`));
    shown.set(key, notification);
    notification.show();
  };

  /** What a person has seen to stands on the desktop no longer: some desktops keep it until then. */
  const withdraw = (key: string): void => {
    const notification = shown.get(key);
    shown.delete(key);
    notification?.close();
  };

  let covered: Covered = new Set();
  let told = '';
  let following: NodeJS.Timeout | undefined;
  const showSummary = (summary: Summary, silent = false): void => {
    told = JSON.stringify(summary);
    show(SUMMARY, summary, parts.openWindow, silent);
  };
  /** The summary says what is so now, without another sound, or goes. */
  const followSummary = (): void => {
    following = undefined;
    const summary = summaryOf(covered, parts.store.snapshot().state.instances);
    if (summary === null) withdraw(SUMMARY);
    else if (shown.has(SUMMARY) && JSON.stringify(summary) !== told) showSummary(summary, true);
  };

  /** Those that were told to be tried again, and by which incident. */
  const triedAgain = new Map<InstanceId, string>();
  /** Told only where the failure was, and without another sound. */
  const followTries = (instance: Instance): void => {
    const incidentId = triedAgain.get(instance.id);
    const recovery = recoveryOf(instance);
    if (incidentId === undefined || recovery === 'not-yet') return;
    triedAgain.delete(instance.id);
    const isWanted = !instance.muted && parts.store.snapshot().state.settings.notifications;
    if (recovery === 'runs-again' && isWanted && !parts.isOnScreen(instance.id)) {
      const said = { title: instance.name, body: RUNS_AGAIN, urgency: 'normal' } as const;
      show(instance.id, said, () => parts.openInstance(instance.id, incidentId), true);
    } else withdraw(instance.id);
  };

  parts.store.subscribe((change, after, before) => {
    const instance = changedInstance(change);
    if (instance === null && change.type !== 'instance-removed') return;
    covered = stillCovered(covered, before.state.instances, after.state.instances);
    if (shown.has(SUMMARY)) following ??= setTimeout(followSummary, SETTLED_MS);
    if (change.type === 'instance-removed') {
      triedAgain.delete(change.instanceId);
      withdraw(change.instanceId);
      return;
    }
    if (instance === null) return;
    if (isOutOfMaintenance(instance, before.state.instances)) withdraw(instance.id);
    const incident = incidentIn(change);
    if (incident === null) {
      followTries(instance);
      return;
    }
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
      if (inMaintenance) triedAgain.delete(instance.id);
      else triedAgain.set(instance.id, incident.id);
      covered = new Set([...covered].filter((id) => id !== instance.id));
    } else if (decided.decision !== 'stay-silent') {
      covered = new Set([...covered, instance.id]);
      const summary = decided.decision === 'summarise' ? summaryOf(covered, after.state.instances) : null;
      if (summary !== null) showSummary(summary);
    }
  });
}

const isOutOfMaintenance = ({ id, intent }: Instance, before: readonly Instance[]): boolean =>
  intent.maintenance === null && before.find((one) => one.id === id)?.intent.maintenance != null;
