import { readPolicyExpression } from '../junos/tree/policy-expression';
import type { InterfaceIntent, PeeringIntent } from '../intent/fabric-intent';
import { InterfaceAddress } from '../model/interface-address';
import { IpAddress } from '../model/ip-address';
import { findSessionOptions } from '../render/session-options';
import type { BgpGroup, Neighbor } from '../routing-model/bgp';
import type { RoutingModel } from '../routing-model/routing-model';
import { attempt } from './attempt';
import type { FoundFilter } from './found-policies';
import { foundFilter, isToServers } from './found-policies';

/**
 * The EBGP sessions of a VRF whose neighbors are on its ports. A group that holds several servers is not the library's
 * shape and is left to whoever wrote it.
 */
export function foundSessions(
  model: RoutingModel,
  vrf: string,
  interfaces: readonly InterfaceIntent[],
): PeeringIntent[] {
  const groups = model.bgp.find(({ instance }) => instance.name === vrf)?.groups ?? [];
  return groups.flatMap((group) => {
    const neighbors = group.neighbors.filter(({ isRange }) => !isRange);
    const sessions = neighbors.flatMap((neighbor) => sessionTo(model, group, neighbor, interfaces));
    const [first, ...others] = sessions;
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(group.name)) return [];
    const isOneServer = others.every(({ family, peerAsn }) => family === first?.family && peerAsn === first.peerAsn);
    return isOneServer && sessions.length === neighbors.length ? sessions : [];
  });
}

function sessionTo(
  { policies }: RoutingModel,
  group: BgpGroup,
  neighbor: Neighbor,
  interfaces: readonly InterfaceIntent[],
): PeeringIntent[] {
  const { type, peerAsn, imports, exports, levels } = neighbor;
  const vrf = neighbor.instance.name;
  const address = attempt(() => IpAddress.parse(neighbor.address));
  if (address === undefined || peerAsn === undefined || type !== 'external') return [];
  const localAddress = addressFacing(address, vrf, interfaces);
  if (localAddress === undefined) return [];
  const { family } = address;
  const exportPolicies = exports.map(plainName).filter((name) => !isToServers(policies.get(name)));
  return [
    {
      constructPath: '',
      vrf,
      group: group.name,
      family,
      neighbor: address.toString(),
      localAddress: localAddress.address.toString(),
      peerAsn,
      description: levels[0]?.settings.description ?? group.name,
      ...acceptedBy(foundFilter(policies, imports.map(plainName), family)),
      ...findSessionOptions(group.level.settings, family),
      ...(exportPolicies.length > 0 && { exportPolicies }),
      expect: 'UP',
    },
  ];
}

/** `( A )` is policy A. */
function plainName(text: string): string {
  const expression = readPolicyExpression(text);
  return expression?.kind === 'policy' ? expression.name : text;
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
