/** The one mirror of the running window, and the questions screens ask it. */
import { useStore } from 'zustand';
import type { AppState } from '../../shared/app-state';
import { isOfDrill } from '../../shared/crash-drill';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { operationOn, type Operation } from '../../shared/operation';
import { bridge } from './bridge';
import { createMirror, type Mirror } from './mirror';
import { useUi, type Page } from './ui';

export const mirror = createMirror(bridge);

export const useMirror = <Value>(select: (mirror: Mirror) => Value): Value => useStore(mirror, select);

/** Only below the frame, which is drawn once a first snapshot is there. */
export function useAppState<Value>(select: (state: AppState) => Value): Value {
  return useMirror(({ state }) => {
    if (state === null) throw new Error('The state is read before the first snapshot');
    return select(state);
  });
}

export const findInstance = (state: AppState | null, id: InstanceId | null): Instance | null =>
  state?.instances.find((instance) => instance.id === id) ?? null;

export function useInstance(id: InstanceId | null): Instance | null {
  return useMirror(({ state }) => findInstance(state, id));
}

/** What is at work on the data of an instance now. */
export const useOperationOn = (id: InstanceId): Operation | undefined =>
  useMirror(({ state }) => operationOn(state?.operations ?? [], id));

/** The instance on screen: the chosen one, or the first while none is; null while another page is shown. */
export function useSelectedInstance(): Instance | null {
  const { page, selectedId } = useUi();
  return useMirror(({ state }) => shownInstance(state, page, selectedId));
}

/** The same, outside React. */
export function selectedInstance(): Instance | null {
  const { page, selectedId } = useUi.getState();
  return shownInstance(mirror.getState().state, page, selectedId);
}

function shownInstance(state: AppState | null, page: Page, chosen: InstanceId | null): Instance | null {
  if (page !== 'instance' || state === null) return null;
  // What a crash drill shows is told of instances that nobody looks at.
  return findInstance(state, chosen) ?? state.instances.find((one) => !isOfDrill(state.drill, one)) ?? null;
}
