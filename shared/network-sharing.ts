/** Being reachable from other devices for a while: it ends by itself. What a person leaves on without an end is not touched. */
import { z } from 'zod';
import type { LaunchOptions } from './launch-options';
import { wholeNumber } from './whole-number';

/** What is offered to choose from, in minutes. */
export const OFFERED_SHARING_MINUTES = [15, 60] as const;
const SHARING_MINUTES_MAX = 24 * 60;

export const sharingMinutes = wholeNumber(1, SHARING_MINUTES_MAX);

/** When it ends, and the network it is for. Persisted with the launch options. */
export const sharing = z.object({ until: z.iso.datetime(), network: z.string().max(2000) });
export type Sharing = Readonly<z.infer<typeof sharing>>;

/** Why it has ended. */
export type SharingEnd = 'time' | 'network' | 'sleep' | 'away';

/** An address of this computer at which others may reach it. */
export interface NetworkAddress {
  /** As the system calls the device, e.g. `wlan0`. */
  readonly device: string;
  readonly address: string;
}

/** What Node says of a device, as far as it matters. */
export interface DeviceAddress {
  readonly address: string;
  readonly family: string;
  readonly internal: boolean;
}

/** Networks of containers and virtual machines on this computer itself: they come and go, and no other device is in them. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|vEthernet|utun|awdl|llw|anpi|bridge)/;
/** An address that a computer gives itself when nobody gave it one. */
const SELF_GIVEN = /^169\.254\./;

export function addressesOfNetworks(
  devices: Readonly<Record<string, readonly DeviceAddress[] | undefined>>,
): readonly NetworkAddress[] {
  return Object.entries(devices).flatMap(([device, addresses = []]) =>
    VIRTUAL.test(device)
      ? []
      : addresses
          .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !SELF_GIVEN.test(address))
          .map(({ address }) => ({ device, address })),
  );
}

/** The same text for the same networks, in whatever order the system names them. */
export const networkOf = (addresses: readonly NetworkAddress[]): string =>
  addresses
    .map(({ device, address }) => `${device} ${address}`)
    .sort()
    .join(', ');

/** Null: it goes on, or has no end. A clock that was set back does not make it longer. */
export function dueSharingEnd(
  { networkAccess, sharing: now }: Pick<LaunchOptions, 'networkAccess' | 'sharing'>,
  moment: Date,
  network: string,
): 'time' | 'network' | null {
  if (networkAccess !== 'network' || now === undefined) return null;
  const leftMs = Date.parse(now.until) - moment.getTime();
  if (!(leftMs > 0 && leftMs <= SHARING_MINUTES_MAX * 60_000)) return 'time';
  return now.network === network ? null : 'network';
}

/** For this computer only, from the next start on. */
export function withoutNetworkAccess({ sharing: _ended, ...launchOptions }: LaunchOptions): LaunchOptions {
  return { ...launchOptions, networkAccess: 'this-computer' };
}

export const addressInNetwork = (address: string, port: number): string => `http://${address}:${String(port)}`;
