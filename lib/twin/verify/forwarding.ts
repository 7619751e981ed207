/** What the kernel must do with packets: next hops of each prefix, and packets that arrive. */
import type { DeviceIntent, FabricIntent, Family, PeeringIntent } from '../../intent/fabric-intent';
import { PrefixRange } from '../../model/prefix-range';
import { firstHost } from '../server';
import type { NodeObservation } from './observation';
import { kernelPrefix, tunnelEnd } from './node-view';
import { DEFAULT_LOCAL_PREFERENCE } from '../../model/junos-defaults';

/** On a leaf without the server, the kernel spreads packets for its prefix over these tunnel ends. */
export interface ExpectedNextHops {
  readonly node: string;
  readonly vrf: string;
  readonly prefix: string;
  /** Sorted. */
  readonly nextHops: readonly string[];
  readonly constructPath: string;
}

/** A packet and its answer. */
export interface ExpectedPing {
  readonly node: string;
  readonly vrf?: string;
  readonly from: string;
  readonly to: string;
  /** Whom it reaches. */
  readonly server: string;
  readonly constructPath: string;
}

interface Announcement {
  readonly device: DeviceIntent;
  readonly peering: PeeringIntent;
}

/** A drained attachment stays away as long as there is another; of the others those that are preferred most count. */
export function expectedNextHops(fabric: FabricIntent): ExpectedNextHops[] {
  return [...announcements(fabric)].flatMap(([key, all]) => {
    const [vrf = '', prefix = ''] = key.split(' ');
    const homes = new Set(all.map(({ device }) => device.hostname));
    const used = preferred(
      all.filter(({ peering }) => peering.expect === 'UP'),
      fabric,
      vrf,
    );
    const nextHops = [...new Set(used.map(({ device }) => tunnelEnd(device.loopback, prefix)))].sort();
    const others = fabric.devices.filter(
      (device) => !homes.has(device.hostname) && device.vrfs.some(({ name }) => name === vrf),
    );
    if (nextHops.length === 0) return [];
    const constructPath = all[0]?.peering.constructPath ?? '';
    return others.map(({ hostname }) => ({ node: hostname, vrf, prefix, nextHops, constructPath }));
  });
}

/** What is announced for sure: what of a range nobody has said. */
function singlePrefixes(prefixes: readonly string[] | null): readonly string[] {
  return (prefixes ?? []).filter((text) => PrefixRange.isExact(text));
}

function announcements({ devices }: FabricIntent): Map<string, Announcement[]> {
  const found = new Map<string, Announcement[]>();
  for (const device of devices) {
    for (const peering of device.peerings) {
      for (const prefix of singlePrefixes(peering.acceptedPrefixes)) {
        const key = `${peering.vrf} ${prefix}`;
        found.set(key, [...(found.get(key) ?? []), { device, peering }]);
      }
    }
  }
  return found;
}

function preferred(all: readonly Announcement[], { vrfs }: FabricIntent, vrf: string): readonly Announcement[] {
  const serving = all.filter(({ peering }) => peering.drained === undefined);
  if (serving.length === 0) return all;
  if (vrfs.find(({ name }) => name === vrf)?.carriesLocalPreference !== true) return serving;
  const valueOf = ({ peering }: Announcement): number =>
    peering.backup?.localPreference ?? peering.localPreference ?? DEFAULT_LOCAL_PREFERENCE;
  const best = Math.max(...serving.map(valueOf));
  return serving.filter((one) => valueOf(one) === best);
}

/**
 * Packets from every leaf with an address in the VRF, and from every server, to each server that must be up. A server that
 * is told only some routes cannot answer everybody: who it is not told of is left out.
 */
export function expectedPings(
  fabric: FabricIntent,
  observations: ReadonlyMap<string, NodeObservation>,
): ExpectedPing[] {
  return fabric.servers.flatMap((server) => {
    const peerings = fabric.devices.flatMap(({ peerings: all }) => all).filter((one) => one.server === server.name);
    const working = peerings.filter(({ expect }) => expect === 'UP');
    return (['inet', 'inet6'] as const).flatMap((family) => {
      const prefix = singlePrefixes(server.prefixes).find((one) => one.includes(':') === (family === 'inet6'));
      const sessions = working.filter((one) => one.family === family);
      if (prefix === undefined || sessions.length === 0) return [];
      const isTold = (source: string): boolean => sessions.some((peering) => tells(peering, source));
      const to = firstHost(prefix);
      const { constructPath, name, vrf } = server;
      return [...leafSources(fabric, vrf, family, observations), ...serverSources(fabric, server.name, vrf, family)]
        .filter(({ from }) => isTold(from))
        .map((source) => ({ ...source, to, server: name, constructPath }));
    });
  });
}

interface Source {
  readonly node: string;
  readonly vrf?: string;
  readonly from: string;
}

function leafSources(
  { devices }: FabricIntent,
  vrf: string,
  family: Family,
  observations: ReadonlyMap<string, NodeObservation>,
): Source[] {
  const present = devices.filter((device) => device.vrfs.some(({ name }) => name === vrf));
  return present.flatMap(({ hostname }) => {
    const node = observations.get(hostname)?.node;
    const addresses = [
      ...(node?.vrfs.find(({ name }) => name === vrf)?.addresses ?? []),
      ...(node?.interfaces.filter((one) => one.vrf === vrf).flatMap((one) => one.addresses) ?? []),
    ];
    const own = addresses.find((address) => address.includes(':') === (family === 'inet6'));
    return own === undefined ? [] : [{ node: hostname, vrf, from: own.split('/')[0] ?? '' }];
  });
}

function serverSources({ servers }: FabricIntent, but: string, vrf: string, family: Family): Source[] {
  return servers
    .filter((server) => server.name !== but && server.vrf === vrf)
    .filter(({ attachments }) => attachments.some(({ expect }) => expect === 'UP'))
    .flatMap((server) => {
      const prefix = singlePrefixes(server.prefixes).find((one) => one.includes(':') === (family === 'inet6'));
      return prefix === undefined ? [] : [{ node: server.name, from: firstHost(prefix) }];
    });
}

function tells({ advertised }: PeeringIntent, source: string): boolean {
  if (advertised?.kind !== 'prefixes') return true;
  return advertised.prefixes.some((prefix) => firstHost(prefix) === source);
}

/** Next hops that the kernel of a node has for a prefix. */
export function seenNextHops({ routes }: NodeObservation, vrf: string, prefix: string): readonly string[] {
  return routes.get(vrf)?.get(kernelPrefix(prefix)) ?? [];
}
