import type { Family } from '../../intent/fabric-intent';
import { DEFAULT_MULTIHOP_TTL } from '../../model/junos-defaults';
import { isFrrLine, SESSION_OPTION_ROWS } from '../../render/session-options';
import type { Neighbor } from '../../routing-model/bgp';
import type { Instance } from '../../routing-model/instances';
import type { RoutingModel } from '../../routing-model/routing-model';
import type { FamilyLineModel, NeighborFamily, NeighborModel, PrefixLimitModel } from '../device-model';
import type { Refusals } from './refusals';

const GTSM_TTL = 255;
const UNICAST = ['inet', 'inet6'] as const;
const FAMILIES: Readonly<Record<string, NeighborFamily>> = {
  'inet-unicast': 'inet',
  'inet6-unicast': 'inet6',
  evpn: 'evpn',
};

/** Every BGP neighbor of an instance. */
export function translateNeighbors(
  model: Pick<RoutingModel, 'bgp' | 'keyChains'>,
  instance: Instance,
  refusals: Refusals,
): NeighborModel[] {
  const groups = model.bgp.find((stanza) => stanza.instance === instance)?.groups ?? [];
  return groups
    .flatMap(({ neighbors }) => neighbors)
    .flatMap((neighbor) => translateNeighbor(model, neighbor, refusals) ?? []);
}

function translateNeighbor(
  { keyChains }: Pick<RoutingModel, 'keyChains'>,
  neighbor: Neighbor,
  refusals: Refusals,
): NeighborModel | undefined {
  const { peerAsn, localAsn, ownLocalAs, families, multihop, multihopTtl, levels } = neighbor;
  if (peerAsn === undefined) {
    refusals.refuse(levels[0]?.place, 'no AS number of this neighbor is known');
    return undefined;
  }
  return {
    ...neighbor,
    peerAsn,
    localAsn: ownLocalAs ? localAsn : undefined,
    families: families.flatMap((family) => FAMILIES[family] ?? []),
    prefixLimits: UNICAST.flatMap((family) => prefixLimit(neighbor, family)),
    familyLines: UNICAST.flatMap((family) => familyLines(neighbor, family)),
    evpnLoops: neighbor.loops.evpn ?? 1,
    secret: secretOf(neighbor, keyChains),
    ttlSecurity: neighbor.ttl === GTSM_TTL,
    multihopTtl: multihop ? (multihopTtl ?? DEFAULT_MULTIHOP_TTL) : undefined,
  };
}

function prefixLimit({ prefixLimits }: Neighbor, family: Family): PrefixLimitModel[] {
  const { maximum, action, thresholdPercent, idleTimeoutMin } = prefixLimits[family] ?? {};
  if (maximum === undefined) return [];
  if (action !== 'teardown') return [{ family, maximum, teardown: false }];
  const minutes = idleTimeoutMin === 'forever' ? undefined : idleTimeoutMin;
  return [{ family, maximum, thresholdPercent, teardown: true, idleTimeoutMin: minutes }];
}

/** Options that one line of FRR says. */
function familyLines(neighbor: Neighbor, family: Family): FamilyLineModel[] {
  return SESSION_OPTION_ROWS.flatMap(([, { twin }]) => {
    const line = isFrrLine(twin) ? twin(neighbor, family) : undefined;
    return line === undefined ? [] : [{ family, line }];
  });
}

/** The twin signs with MD5 whatever the algorithm, and with the first key of a chain. */
function secretOf({ authentication }: Neighbor, keyChains: RoutingModel['keyChains']): string | undefined {
  const { key, keyChain } = authentication ?? {};
  if (keyChain === undefined) return key;
  const secrets = keyChains.get(keyChain)?.flatMap(({ secret }) => secret ?? []);
  return secrets?.[0] ?? keyChain;
}
