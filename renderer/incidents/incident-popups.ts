import type { IncidentSummary } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import { incidentPopupText } from '../../shared/words/incident-popup-words';
import { newIncidents } from './new-incidents';
import type { Mirror, MirrorStore } from '../store/mirror';
import { showIncident } from '../store/ui';
import { showPopup, toastManager } from '../popups/toast-manager';

/** One live popup per instance: the newest replaces the one before. */
const popupOf = (id: InstanceId): string => `incident-${id}`;

/**
 * Shows a popup for each incident that was not there before, and keeps it true while it is shown: what it says follows the
 * instance, and it goes once that is out of maintenance. Returns the function that stops.
 */
export function tellNewIncidents(mirror: MirrorStore): () => void {
  const told = new Map<InstanceId, { readonly incident: IncidentSummary; readonly text: string }>();

  const bringUpToDate = ({ state }: Mirror): void => {
    for (const [id, { incident, text }] of told) {
      const instance = state?.instances.find((one) => one.id === id);
      const now = instance === undefined ? null : incidentPopupText(incident, instance);
      if (now === text) continue;
      if (now === null) {
        told.delete(id);
        toastManager.close(popupOf(id));
      } else {
        told.set(id, { incident, text: now });
        toastManager.update(popupOf(id), { description: now });
      }
    }
  };
  return mirror.subscribe((now, before) => {
    if (now.state?.instances === before.state?.instances) return;
    for (const { instance, incident } of newIncidents(before.state, now.state)) {
      const text = incidentPopupText(incident, instance);
      if (text === null) continue;
      told.set(instance.id, { incident, text });
      showPopup({
        id: popupOf(instance.id),
        type: 'incident',
        title: instance.name,
        text,
        action: {
          label: 'Show',
          perform: () => {
            showIncident(instance.id, incident.id);
          },
        },
      });
    }
    bringUpToDate(now);
  });
}
