import type { AppState } from '../../shared/app-state';
import type { IncidentSummary } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import { incidentPopupText, incidentPopupsInOne } from '../../shared/words/incident-popup-words';
import { showPopup, toastManager } from '../popups/toast-manager';
import type { MirrorStore } from '../store/mirror';
import { selectedInstance } from '../store/store';
import { showIncident, useUi } from '../store/ui';

/** One for all of them: with many failures at once the newest is named, and the others are counted. */
const POPUP = 'incidents';

/**
 * Tells each incident of an instance that is not on screen in one popup, which stays until its instances were looked at or
 * are out of maintenance. Returns the function that stops.
 */
export function tellNewIncidents(mirror: MirrorStore): () => void {
  /** The newest of each instance, the newest instance last. */
  const told = new Map<InstanceId, IncidentSummary>();
  let shownText = '';

  const show = (state: AppState | null): void => {
    const still = [...told].flatMap(([id, incident]) => {
      const instance = state?.instances.find((one) => one.id === id);
      const text = instance === undefined ? null : incidentPopupText(incident, instance);
      return instance === undefined || text === null || isOnScreen(id) ? [] : [{ instance, incident, text }];
    });
    for (const id of [...told.keys()]) if (!still.some(({ instance }) => instance.id === id)) told.delete(id);
    const newest = still.at(-1);
    if (newest === undefined) {
      if (shownText !== '') toastManager.close(POPUP);
      shownText = '';
      return;
    }
    const { title, text } = incidentPopupsInOne(
      newest,
      still.slice(0, -1).map(({ instance }) => instance.name),
    );
    if (`${title}\n${text}` === shownText) return;
    shownText = `${title}\n${text}`;
    showPopup({
      id: POPUP,
      type: 'incident',
      title,
      text,
      stays: true,
      onClose: () => {
        told.clear();
        shownText = '';
      },
      action: {
        label: 'Show',
        perform: () => {
          showIncident(newest.instance.id, newest.incident.id);
        },
      },
    });
  };

  const stopMirror = mirror.subscribe((now, before) => {
    if (now.state?.instances === before.state?.instances) return;
    for (const { instance, incident } of now.recorded === before.recorded ? [] : now.recorded) {
      told.delete(instance.id);
      if (incidentPopupText(incident, instance) !== null && !isOnScreen(instance.id)) told.set(instance.id, incident);
    }
    show(now.state);
  });
  // Whoever looks at an instance sees the whole of it there.
  const stopUi = useUi.subscribe(() => show(mirror.getState().state));
  return () => {
    stopMirror();
    stopUi();
  };
}

/** Its page tells it. Also while the window is hidden: it is there when somebody comes back. */
const isOnScreen = (id: InstanceId): boolean => selectedInstance()?.id === id;
