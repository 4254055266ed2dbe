import { incidentNotice } from '../../shared/words/incident-words';
import { newIncidents } from '../incidents/new-incidents';
import type { MirrorStore } from '../store/mirror';
import { showIncident } from '../store/ui';
import { showPopup } from './toast-manager';

/** Shows a popup for each incident that was not there before. Returns the function that stops. */
export const tellNewIncidents = (mirror: MirrorStore): (() => void) =>
  mirror.subscribe((now, before) => {
    for (const { instance, incident } of newIncidents(before.state, now.state)) {
      showPopup({
        // One live popup per instance: the newest replaces the one before.
        id: `incident-${instance.id}`,
        type: 'incident',
        title: instance.name,
        text: incidentNotice(incident),
        action: {
          label: 'Show',
          perform: () => {
            showIncident(instance.id, incident.id);
          },
        },
      });
    }
  });
