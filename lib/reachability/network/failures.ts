import { compareText } from '../../model/order';
import type { Network } from './network';

/** What a user can ask to survive. `session` is any BGP session: to servers, in the underlay, in the overlay. */
export type FailureKind = 'link' | 'leaf' | 'spine' | 'session' | 'failureDomain';

/** Something that fails at once. What it takes along is computed. */
export interface Failure {
  readonly kind: FailureKind;
  /** In words: `leaf10`, `link leaf10–spine1`, `session leaf10–server1`. Unique in its fabric. */
  readonly name: string;
  /** Indexes of what fails directly. */
  readonly devices?: readonly number[];
  readonly homes?: readonly number[];
  readonly underlaySessions?: readonly number[];
  readonly overlaySessions?: readonly number[];
  /** It is out of service because it is being changed. */
  readonly isChange?: true;
}

/** Every single failure of these kinds, in a fixed order. */
export function failuresOf(network: Network, kinds: readonly FailureKind[]): Failure[] {
  return [...new Set(kinds)].flatMap((kind) => {
    switch (kind) {
      case 'leaf':
      case 'spine':
        return deviceFailures(network, kind);
      case 'failureDomain':
        return domainFailures(network);
      case 'link':
        return [...fabricLinkFailures(network), ...serverLinkFailures(network)];
      case 'session':
        return sessionFailures(network);
    }
  });
}

function deviceFailures({ devices }: Network, kind: 'leaf' | 'spine'): Failure[] {
  return devices.flatMap((device, index) =>
    device.kind === kind && device.isAssumed !== true ? [{ kind, name: device.hostname, devices: [index] }] : [],
  );
}

function domainFailures({ devices }: Network): Failure[] {
  const members = new Map<string, number[]>();
  devices.forEach(({ failureDomain }, index) => {
    if (failureDomain !== undefined) members.set(failureDomain, [...(members.get(failureDomain) ?? []), index]);
  });
  return [...members]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, held]) => ({ kind: 'failureDomain', name: `failure domain ${name}`, devices: held }));
}

function fabricLinkFailures(network: Network): Failure[] {
  const { links, sessions } = network.underlay;
  const onLink = new Map<number, number[]>();
  for (const { index, link } of sessions) onLink.set(link, [...(onLink.get(link) ?? []), index]);
  const pairs = new Map<string, number>();
  const pairOf = (a: number, b: number): string => `${deviceName(network, a)}–${deviceName(network, b)}`;
  for (const { a, b } of links) pairs.set(pairOf(a, b), (pairs.get(pairOf(a, b)) ?? 0) + 1);
  return links.map(({ index, a, b, unitA }) => {
    const pair = pairOf(a, b);
    const port = (pairs.get(pair) ?? 0) > 1 ? ` (${portOf(unitA)} of ${deviceName(network, a)})` : '';
    return { kind: 'link', name: `link ${pair}${port}`, underlaySessions: onLink.get(index) ?? [] };
  });
}

/** A port with all its units: they hang on one cable. */
function serverLinkFailures(network: Network): Failure[] {
  const cables = new Map<string, { readonly name: string; readonly homes: number[] }>();
  const pairs = new Map<string, Set<string>>();
  const nameOf = (device: number, server: number): string =>
    `link ${deviceName(network, device)}–${network.servers[server]?.name ?? ''}`;
  for (const { device, server, unit } of network.homes) {
    const name = nameOf(device, server);
    const ports = pairs.get(name) ?? new Set();
    pairs.set(name, ports.add(portOf(unit)));
  }
  for (const { index, device, server, unit } of network.homes) {
    const pair = nameOf(device, server);
    const port = portOf(unit);
    const name = (pairs.get(pair)?.size ?? 0) > 1 ? `${pair} (${port})` : pair;
    const cable = cables.get(name) ?? { name, homes: [] };
    cable.homes.push(index);
    cables.set(name, cable);
  }
  return [...cables.values()].map(({ name, homes }) => ({ kind: 'link', name, homes }));
}

function sessionFailures(network: Network): Failure[] {
  const { homes, overlay, servers, underlay } = network;
  const pair = (a: number, b: number): string => `${deviceName(network, a)}–${deviceName(network, b)}`;
  return [
    ...underlay.sessions.map(({ index, a, b, sessionA }): Failure => ({
      kind: 'session',
      name: `underlay session ${pair(a, b)} (${sessionA.neighbor?.toString() ?? ''})`,
      underlaySessions: [index],
    })),
    ...(overlay.isConfigured ? overlay.sessions : []).map(({ index, a, b }): Failure => ({
      kind: 'session',
      name: `overlay session ${pair(a, b)}`,
      overlaySessions: [index],
    })),
    ...homes
      .filter(({ session }) => session !== undefined)
      .map(({ index, device, server, address }): Failure => ({
        kind: 'session',
        name: `session ${deviceName(network, device)}–${servers[server]?.name ?? ''} (${address.toString()})`,
        homes: [index],
      })),
  ];
}

/** Host name, or what stands for everything of others. */
export function deviceName({ devices }: Pick<Network, 'devices'>, index: number): string {
  return devices[index]?.hostname ?? 'outside';
}

function portOf(unit: string): string {
  return unit.replace(/\.\d+$/, '');
}
