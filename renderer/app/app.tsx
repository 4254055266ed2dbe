import { Toast } from '@base-ui/react/toast';
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { followAdminUi } from '../commands/admin-ui';
import { followClone } from '../tasks/follow-clone';
import { rememberLastInstance } from '../store/last-instance';
import { rememberListSort } from '../store/list-ui';
import { mirror, useMirror } from '../store/store';
import { showIncident } from '../store/ui';
import { bridge } from '../store/bridge';
import { Frame } from './frame';
import { tellNewIncidents } from '../incidents/incident-popups';
import { NoConnection } from './no-connection';
import { fillMenuBar } from '../palette/menu-bar';
import { Popups } from '../popups/popups';
import { liveOutput } from '../store/live-output';
import { liveUsage } from '../store/live-usage';
import { toastManager } from '../popups/toast-manager';

export function App() {
  useEffect(connect, []);
  const { state, problem } = useMirror((current) => current);
  return (
    <Tooltip.Provider delay={400} closeDelay={0}>
      <Toast.Provider toastManager={toastManager} limit={4}>
        {state !== null && <Frame />}
        {state === null && problem !== null && <NoConnection problem={problem} />}
        <Popups />
      </Toast.Provider>
    </Tooltip.Provider>
  );
}

/** Every listener is in place before anything is asked for. */
function connect(): () => void {
  const stop = [
    rememberLastInstance(localStorage),
    rememberListSort(localStorage),
    tellNewIncidents(mirror),
    followClone(mirror),
    followAdminUi(mirror),
    liveOutput.start(),
    liveUsage.start(),
    fillMenuBar(mirror, bridge),
    bridge.onPush((push) => {
      if (push.type === 'show-instance') showIncident(push.instanceId, push.incidentId);
    }),
    mirror.start(),
  ];
  return () => {
    for (const end of stop) end();
  };
}
