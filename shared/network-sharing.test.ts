import { expect, test } from 'vitest';
import { NO_LAUNCH_OPTIONS } from './launch-options';
import { addressesOfNetworks, dueSharingEnd, networkOf, withoutNetworkAccess } from './network-sharing';

const HOME = 'wlan0 192.168.1.20';
const shared = { networkAccess: 'network', sharing: { until: '2026-05-05T12:15:00.000Z', network: HOME } } as const;
const due = (clock: string, network = HOME, options: Parameters<typeof dueSharingEnd>[0] = shared) =>
  dueSharingEnd(options, new Date(`2026-05-05T${clock}:00.000Z`), network);

test('it ends when its time is over, and not before', () => {
  expect(due('12:00')).toBeNull();
  expect(due('12:14')).toBeNull();
  expect(due('12:15')).toBe('time');
});

test('it ends in another network, in a further one, and in none', () => {
  expect(due('12:00', 'wlan0 10.0.0.7')).toBe('network');
  expect(due('12:00', `${HOME}, wlan1 10.0.0.7`)).toBe('network');
  expect(due('12:00', '')).toBe('network');
});

test('a clock that was set back, or an end that is no time, does not keep it open', () => {
  expect(dueSharingEnd(shared, new Date('2026-05-01T12:00:00.000Z'), HOME)).toBe('time');
  expect(due('12:00', HOME, { ...shared, sharing: { until: 'soon', network: HOME } })).toBe('time');
});

test('what has no end is not ended, whatever happens', () => {
  expect(due('23:00', 'elsewhere', { networkAccess: 'network' })).toBeNull();
  expect(due('23:00', 'elsewhere', { networkAccess: 'this-computer' })).toBeNull();
  expect(withoutNetworkAccess({ ...NO_LAUNCH_OPTIONS, ...shared })).toEqual(NO_LAUNCH_OPTIONS);
});

test('networks are those that other devices are in, in any order', () => {
  const v4 = (address: string, internal = false) => ({ address, family: 'IPv4', internal });
  const devices = {
    lo: [v4('127.0.0.1', true)],
    wlan0: [v4('192.168.1.20'), { address: 'fe80::1', family: 'IPv6', internal: false }],
    docker0: [v4('172.17.0.1')],
    'br-12ab': [v4('172.18.0.1')],
    eth0: [v4('10.0.0.7')],
    eth1: [v4('169.254.3.4')],
  };
  expect(addressesOfNetworks(devices)).toEqual([
    { device: 'wlan0', address: '192.168.1.20' },
    { device: 'eth0', address: '10.0.0.7' },
  ]);
  const found = addressesOfNetworks(devices);
  expect(networkOf(found)).toBe(networkOf([...found].reverse()));
  expect(networkOf([])).toBe('');
});
