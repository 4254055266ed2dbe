/** What is typed for the options of one instance that have text fields. */
import type { InstanceId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { RestartPolicy } from '../../shared/restart-policy';
import type { InstanceSettings } from '../../shared/settings';
import { createSavedForm } from '../forms/saved-form';

export type MaintenanceSchedule = NonNullable<InstanceSettings['maintenanceSchedule']>;

export const restartPolicyForm = (bridge: Bridge, instanceId: InstanceId) =>
  createSavedForm<'tries' | 'windowMinutes', RestartPolicy>({
    fields: ['tries', 'windowMinutes'],
    name: 'restartPolicy',
    save: (restartPolicy) => bridge.call('set-instance-options', { instanceId, restartPolicy }),
  });

export const maintenanceScheduleForm = (bridge: Bridge, instanceId: InstanceId) =>
  createSavedForm<'at' | 'minutes', MaintenanceSchedule>({
    fields: ['at', 'minutes'],
    name: 'maintenanceSchedule',
    save: (typed, saved) =>
      bridge.call('set-instance-options', { instanceId, maintenanceSchedule: { ...saved, ...typed } }),
  });
