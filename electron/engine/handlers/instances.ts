import { MESSAGES_SHOWN } from '../../../shared/messages';
import { ok } from '../../../shared/result';
import { changePort, suggestPort } from '../../instances/change-port';
import { listMessages } from '../../instances/export-messages';
import { moveInList } from '../../instances/move-in-list';
import { stopHolderFirst } from '../../instances/stop-holder-first';
import { secretStorage, setLaunchOptions } from '../../instances/set-launch-options';
import { setNetworkAccess } from '../../instances/set-network-access';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';

/** One instance on the list: its process, maintenance, settings, output and incidents. */
export function instanceHandlers({
  store,
  list,
  inInstance,
  instances,
  launchOptions,
  activity,
  usage,
  clock,
  sharing,
}: EngineParts): HandlersOf<
  | 'start-instance'
  | 'stop-instance'
  | 'restart-instance'
  | 'enter-maintenance'
  | 'leave-maintenance'
  | 'start-without-hooks'
  | 'move-in-list'
  | 'suggest-port'
  | 'change-port'
  | 'set-instance-options'
  | 'set-launch-options'
  | 'set-network-access'
  | 'get-network-addresses'
  | 'get-secret-storage'
  | 'get-incident'
  | 'mark-incidents-seen'
  | 'get-activity'
  | 'get-usage-history'
  | 'get-messages'
  | 'search-output'
  | 'read-output'
> {
  return {
    'start-instance': ({ instanceId, stopFirst }) =>
      stopHolderFirst(stopFirst, { store, instances }, () => instances.start(instanceId)),
    'stop-instance': ({ instanceId }) => instances.stop(instanceId),
    'restart-instance': ({ instanceId }) => instances.restart(instanceId),
    'enter-maintenance': ({ instanceId, minutes, note }, { setBy }) =>
      instances.enterMaintenance(instanceId, setBy, { until: endAfter(minutes, clock()), note }),
    'leave-maintenance': ({ instanceId, stopFirst }) =>
      stopHolderFirst(stopFirst, { store, instances }, () => instances.leaveMaintenance(instanceId)),
    'start-without-hooks': ({ instanceId }) => instances.startWithoutHooks(instanceId),
    'move-in-list': ({ instanceId, before }) => moveInList(instanceId, before, { store, list }),
    'suggest-port': ({ instanceId }) => suggestPort(instanceId, store),
    'change-port': ({ instanceId, port }) => changePort(instanceId, port, { store, instances }),
    'set-instance-options': ({ instanceId, ...options }) => instances.setOptions(instanceId, withoutGaps(options)),
    'set-launch-options': ({ instanceId, ...given }) => setLaunchOptions(instanceId, given, launchOptions),
    'set-network-access': ({ instanceId, ...given }) =>
      setNetworkAccess(instanceId, given, { store, instances, now: clock, addresses: sharing.addresses }),
    'get-network-addresses': () => ok(sharing.addresses()),
    'get-secret-storage': () => secretStorage(launchOptions.secrets),
    'get-incident': ({ instanceId, incidentId }) => instances.incident(instanceId, incidentId),
    'mark-incidents-seen': ({ instanceId }) => instances.markIncidentsSeen(instanceId),
    'get-activity': ({ instanceId }) => inInstance(instanceId, () => ok(activity.load(instanceId))),
    'get-usage-history': ({ instanceId }) => inInstance(instanceId, ({ id }) => ok(usage.history(id))),
    'get-messages': (filter) => {
      const listed = listMessages(filter, { store, activity });
      return listed.ok ? ok(listed.value.slice(0, MESSAGES_SHOWN)) : listed;
    },
    'search-output': (wish, { output }) => {
      const kept = instances.keptOutput(wish.instanceId);
      return kept.ok ? output.find(wish, kept.value) : kept;
    },
    'read-output': (wish, { output }) => {
      const kept = instances.keptOutput(wish.instanceId);
      return kept.ok ? output.read(wish, kept.value) : kept;
    },
  };
}

const endAfter = (minutes: number | null | undefined, now: Date): string | null | undefined =>
  typeof minutes === 'number' ? new Date(now.getTime() + minutes * 60_000).toISOString() : minutes;

/** A field that was left out changes nothing; `undefined` would. */
const withoutGaps = <Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
