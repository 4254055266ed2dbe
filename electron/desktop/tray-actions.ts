import { assertNever, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import { showNotice, type AppStore } from '../store/app-store';
import type { Instances } from '../instances/instances';
import type { MainWindow } from './main-window';
import type { TrayAction } from './tray-menu';

export interface TrayActionParts {
  readonly store: AppStore;
  readonly instances: Instances;
  readonly window: MainWindow;
  readonly quit: () => void;
}

/** The tray sends the same commands as the window. What is refused is said in the window, the tray has no place for it. */
export function createTrayActions({ store, instances, window, quit }: TrayActionParts): (action: TrayAction) => void {
  const orTell = (outcome: Result<undefined>): void => {
    if (outcome.ok) return;
    showNotice(store, { id: `tray-${outcome.error.code}`, ...errorWords(outcome.error) });
    window.show();
  };
  return (action) => {
    switch (action.type) {
      case 'open-window':
        window.show();
        return;
      case 'open-instance':
        window.showAnd({ type: 'show-instance', instanceId: action.instanceId, incidentId: null });
        return;
      case 'start':
        orTell(instances.start(action.instanceId));
        return;
      case 'quick-stop':
        orTell(instances.enterMaintenance(action.instanceId, 'tray'));
        return;
      case 'leave-maintenance':
        orTell(instances.leaveMaintenance(action.instanceId));
        return;
      case 'stop-everything':
        orTell(instances.stopEverything('tray'));
        return;
      case 'quit':
        quit();
        return;
      default:
        assertNever(action);
    }
  };
}
