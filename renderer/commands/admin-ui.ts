/** The admin UI of an instance, which is served only while it runs: whoever wants it has the instance started first. */
import { create } from 'zustand';
import { displayStatus, type DisplayKind } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { canSignIn } from '../../shared/sign-in';
import { bridge } from '../store/bridge';
import { hasNewKeys } from '../store/new-keys';
import { findInstance, mirror } from '../store/store';
import type { MirrorStore } from '../store/mirror';
import { isDialogOpen, openDialog } from '../store/ui';
import { begin, perform } from './commands';
import { run } from './run';

/** Those whose admin UI opens as soon as they run. */
const useWanted = create<{ readonly ids: readonly InstanceId[] }>(() => ({ ids: [] }));

export const useIsAdminUiWanted = (id: InstanceId): boolean => useWanted(({ ids }) => ids.includes(id));

const want = (id: InstanceId): void => {
  useWanted.setState(({ ids }) => ({ ids: [...ids.filter((one) => one !== id), id] }));
};
const forget = (id: InstanceId): void => {
  useWanted.setState(({ ids }) => ({ ids: ids.filter((one) => one !== id) }));
};

/** In maintenance it asks first, because that has to end. */
export function openAdminUi(instance: Instance): void {
  const { id } = instance;
  const { kind } = displayStatus(instance);
  switch (kind) {
    case 'running':
      void openRunning(instance);
      return;
    case 'maintenance':
    case 'entering-maintenance':
      openDialog({ kind: 'ask-admin-ui', instanceId: id });
      return;
    case 'starting':
    case 'restarting':
      want(id);
      return;
    case 'stopped':
    case 'stopping':
    case 'waiting':
      void startAndOpen(id);
  }
}

/** The answer to that question. */
export async function endMaintenanceAndOpen(id: InstanceId): Promise<void> {
  want(id);
  if (!(await begin('leave-maintenance', id))) {
    forget(id);
    return;
  }
  const now = findInstance(mirror.getState().state, id);
  // What had been stopped before maintenance stays stopped after it.
  if (now?.state.kind === 'stopped' && now.intent.maintenance === null) await startAndOpen(id);
}

/**
 * Whether Basekeeper signs in is asked once for each instance, and only of those whose superusers can be told. Who has just
 * created it has the keys, and the choice, on the page.
 */
async function openRunning({ id: instanceId, signInAs, version }: Instance): Promise<void> {
  const isAsked = signInAs === null && !hasNewKeys(instanceId) && canSignIn(version);
  if (isAsked && (await askToSignIn(instanceId))) return;
  perform('open-admin-ui', instanceId);
}

/** False: there is nothing to ask. */
async function askToSignIn(instanceId: InstanceId): Promise<boolean> {
  const listed = await bridge.call('list-superusers', { instanceId });
  if (!listed.ok || listed.value.emails.length === 0 || isDialogOpen()) return false;
  openDialog({ kind: 'ask-sign-in', instanceId, emails: listed.value.emails });
  return true;
}

/** The answer: as whom, or empty for the browser. */
export async function answerSignIn(instanceId: InstanceId, signInAs: string): Promise<void> {
  const saved = await run('set-instance-options', { instanceId, signInAs });
  if (saved.ok) perform('open-admin-ui', instanceId);
}

async function startAndOpen(id: InstanceId): Promise<void> {
  want(id);
  if (!(await begin('start', id))) forget(id);
}

/** It did not come to run: why, the page of the instance says. */
const GIVEN_UP: ReadonlySet<DisplayKind> = new Set([
  'maintenance',
  'entering-maintenance',
  'stopped',
  'stopping',
  'waiting',
]);

/** Opens what was wanted once it runs. Returns the function that stops. */
export const followAdminUi = (store: MirrorStore): (() => void) =>
  store.subscribe(({ state: now }, { state: before }) => {
    for (const id of useWanted.getState().ids) {
      const [was, is] = [before, now].map((state) => findInstance(state, id)) as [Instance | null, Instance | null];
      if (is === null) forget(id);
      else if (was !== is) follow(is, was === null ? null : displayStatus(was).kind);
    }
  });

function follow(instance: Instance, was: DisplayKind | null): void {
  const { id } = instance;
  const { kind: is } = displayStatus(instance);
  if (is === 'running') {
    forget(id);
    void openRunning(instance);
  } else if ((was === 'starting' || was === 'restarting') && GIVEN_UP.has(is)) forget(id);
}
