import { expect, it } from 'vitest';
import type { Maintenance } from '../../shared/instance';
import { maintenanceReason } from './maintenance-reason';

const by = (reason: Maintenance['reason'], setBy: Maintenance['setBy'] = 'basekeeper'): Maintenance => ({
  reason,
  since: '2026-11-26T14:15:30.000Z',
  setBy,
  incidentId: null,
});

it('says which operation holds an instance', () => {
  expect(maintenanceReason(by('operation'), [], { kind: 'restore' })).toBe(
    'Basekeeper is working on its data (restore).',
  );
});

it('says who switched it on', () => {
  expect(maintenanceReason(by('requested', 'tray'), [])).toBe('You switched it on from the tray.');
  expect(maintenanceReason(by('requested', 'window'), [])).toBe('You switched it on.');
});
