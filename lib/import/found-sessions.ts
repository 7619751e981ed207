import type { InterfaceIntent, PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { InterfaceAddress } from '../model/interface-address';
import { IpAddress } from '../model/ip-address';
import { findSessionOptions } from '../render/session-options';
import { attempt } from './attempt';
import type { FoundFilter } from './found-policies';
import { foundFilter, isToServers } from './found-policies';

/**
 * The EBGP sessions of a VRF whose neighbors are on its ports. A group that holds several servers is not the library's
 * shape and is left to whoever wrote it.
 */
export function foundSessions(
  effective: Configuration,
  vrf: string,
  interfaces: readonly InterfaceIntent[],
): PeeringIntent[] {
  return effective.entries('routing-instances', vrf, 'protocols', 'bgp', 'group').flatMap(({ keys: [group = ''] }) => {
    const path = ['routing-instances', vrf, 'protocols', 'bgp', 'group', group];
    const neighbors = effective.entries(...path, 'neighbor').map(({ keys: [address = ''] }) => address);
    const sessions = neighbors.flatMap((neighbor) => sessionTo(effective, vrf, group, neighbor, interfaces));
    const [first, ...others] = sessions;
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(group)) return [];
    const isOneServer = others.every(({ family, peerAsn }) => family === first?.family && peerAsn === first.peerAsn);
    return isOneServer && sessions.length === neighbors.length ? sessions : [];
  });
}

function sessionTo(
  effective: Configuration,
  vrf: string,
  group: string,
  neighbor: string,
  interfaces: readonly InterfaceIntent[],
): PeeringIntent[] {
  const path = ['routing-instances', vrf, 'protocols', 'bgp', 'group', group];
  const value = (...words: string[]): string | undefined =>
    effective.value(...path, 'neighbor', neighbor, ...words) ?? effective.value(...path, ...words);
  const address = attempt(() => IpAddress.parse(neighbor));
  const peerAsn = Number(value('peer-as'));
  if (address === undefined || !Number.isInteger(peerAsn) || effective.value(...path, 'type') !== 'external') return [];
  const localAddress = addressFacing(address, vrf, interfaces);
  if (localAddress === undefined) return [];
  const { family } = address;
  const filter = foundFilter(effective, policies(effective, path, neighbor, 'import'), family);
  return [
    {
      constructPath: '',
      vrf,
      group,
      family,
      neighbor: address.toString(),
      localAddress: localAddress.address.toString(),
      peerAsn,
      description: effective.value(...path, 'neighbor', neighbor, 'description') ?? group,
      ...acceptedBy(filter),
      ...findSessionOptions(effective, { path, family }),
      ...exportOf(effective, path, neighbor),
      expect: 'UP',
    },
  ];
}

/** The leaf's address on the link to a neighbor; undefined where the neighbor is none that a server can be. */
function addressFacing(
  neighbor: IpAddress,
  vrf: string,
  interfaces: readonly InterfaceIntent[],
): InterfaceAddress | undefined {
  const own = interfaces
    .filter((one) => one.vrf === vrf)
    .flatMap(({ addresses }) => addresses.map((one) => InterfaceAddress.parse(one.address)));
  const facing = own.find(({ prefix }) => prefix.contains(neighbor));
  if (facing === undefined || own.some(({ address }) => address.equals(neighbor))) return undefined;
  const { prefixLength } = facing;
  return attempt(() => InterfaceAddress.of({ address: neighbor, prefixLength })) === undefined ? undefined : facing;
}

/** Policies of the neighbor, which replace those of its group. */
function policies(
  effective: Configuration,
  group: readonly string[],
  neighbor: string,
  direction: 'import' | 'export',
): string[] {
  const own = effective.values(...group, 'neighbor', neighbor, direction);
  return own.length > 0 ? own : effective.values(...group, direction);
}

function acceptedBy({
  prefixes,
  before,
}: FoundFilter): Partial<PeeringIntent> & Pick<PeeringIntent, 'acceptedPrefixes'> {
  const importPolicies = before.length === 0 ? {} : { importPolicies: before };
  if (prefixes !== undefined) return { acceptedPrefixes: prefixes, ...importPolicies };
  const reason =
    before.length === 0
      ? 'imported: the device accepts whatever the server announces'
      : `imported: what ${before.join(', ')} accepts is not a plain list of prefixes`;
  return { acceptedPrefixes: null, acceptAnythingReason: reason, ...importPolicies };
}

function exportOf(effective: Configuration, group: readonly string[], neighbor: string): Partial<PeeringIntent> {
  const others = policies(effective, group, neighbor, 'export').filter((name) => !isToServers(effective, name));
  return others.length === 0 ? {} : { exportPolicies: others };
}
