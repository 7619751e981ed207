import type { Family } from '../intent/fabric-intent';
import { readRoutingPrefix } from '../model/address-with-length';
import { IpPrefix } from '../model/ip-prefix';
import { PrefixRange } from '../model/prefix-range';
import type { CheckBase, CheckKind } from './check';
import type { PrefixOfHome } from './fabric-facts';
import { prefixesOf } from './fabric-facts';
import { groupedBy, indexed } from './indexed';
import type { Observation } from './observation';
import type { RouteEntry, RouteTable } from './replies/route-information';
import { isActive, ROUTE_SUMMARY, routesOf, routingTable } from './replies/route-information';
import type { Verdict } from './verdict';
import { whenAnswered } from './verdict';

/** What is said of a prefix on a device that its server has a session with. */
export interface PrefixCheck extends CheckBase {
  readonly vrf: string;
  readonly group: string;
  readonly family: Family;
  readonly prefix: string;
}

/** A server's prefix on one of its attachments. */
export interface PrefixActiveByBgp extends PrefixCheck {
  readonly kind: 'prefixActiveByBgp';
}

/** The server's prefix is active by BGP in the VRF's table of this attachment, so that the attachment announces it to the fabric. */
export const prefixActiveByBgp: CheckKind<PrefixActiveByBgp> = {
  kind: 'prefixActiveByBgp',
  describe: ({ family, prefix, vrf }) => `${prefix} active by BGP in ${routingTable(vrf, family)}`,
  queries: ({ family, vrf }) => [routesOf(routingTable(vrf, family), 'bgp')],
  judge: (check, _, observation) => bgpRoute(check, observation, 'active'),
  dependsOn: ({ group, vrf }) => [{ on: 'bgpGroup', instance: vrf, group }],
  judgeTwin: ({ prefix, vrf }, _, node) => {
    const hops = node.nextHops(vrf, prefix);
    return {
      holds: hops !== undefined && hops.length > 0,
      seen: hops === undefined ? 'no route' : `via ${hops.join(', ')}`,
    };
  },
  demanded: (facts, asked) =>
    facts
      .prefixesOfHomes(asked)
      .filter(({ leftTo }) => leftTo.length === 0)
      .map((one) => ({ kind: 'prefixActiveByBgp', ...usedByHome(one) })),
};

/** Prefixes of a range that a server must announce on a session. */
export interface RangeAccepted extends CheckBase {
  readonly kind: 'rangeAccepted';
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
  readonly family: Family;
  /** As `PrefixRange` writes it. */
  readonly range: string;
  readonly atLeast: number;
  /** Prefixes of every kind that must come over the session: all that a twin can count. */
  readonly demanded: number;
}

/** As many prefixes of the range as the program demands have come over the session and are in the VRF's table. */
export const rangeAccepted: CheckKind<RangeAccepted> = {
  kind: 'rangeAccepted',
  describe: ({ atLeast, family, neighbor, range, vrf }) =>
    `at least ${atLeast} of ${range} from ${neighbor} in ${routingTable(vrf, family)}`,
  queries: ({ family, vrf }) => [routesOf(routingTable(vrf, family), 'bgp')],
  judge: ({ atLeast, family, neighbor, range, vrf }, _, observation) => {
    const table = routingTable(vrf, family);
    return whenAnswered(observation.answer(routesOf(table, 'bgp')), (tables) => {
      const found = prefixesFrom(tables).get(keyOf(table, neighbor)) ?? [];
      const wanted = PrefixRange.parse(range);
      const count = found.filter((prefix) => wanted.contains(prefix)).length;
      return { holds: count >= atLeast, seen: `${count} of the range` };
    });
  },
  dependsOn: ({ group, vrf }) => [{ on: 'bgpGroup', instance: vrf, group }],
  judgeTwin: ({ demanded, neighbor, vrf }, _, node) => {
    const received = node.session(vrf, neighbor)?.prefixesReceived ?? 0;
    return { holds: received >= demanded, seen: `${received} accepted` };
  },
  demanded: (_, asked) =>
    asked.flatMap(({ hostname, peerings }) =>
      peerings.flatMap((peering) => {
        const { atLeast = {}, constructPath, expect, family, group, neighbor, vrf } = peering;
        const all = Object.values(atLeast).reduce((sum, count) => sum + count, prefixesOf(peering).length);
        return Object.entries(atLeast).map(([range, count]): RangeAccepted => ({
          kind: 'rangeAccepted',
          hostnames: [hostname],
          constructPath,
          expect,
          vrf,
          group,
          neighbor,
          family,
          range,
          atLeast: count,
          demanded: all,
        }));
      }),
    ),
};

/** A server's prefix on an attachment that is drained. */
export interface PrefixLeftToOtherHomes extends PrefixCheck {
  readonly kind: 'prefixLeftToOtherAttachments';
}

/** This attachment is drained: it has the server's prefix and leaves it to the other attachments, so that no traffic comes to it. */
export const prefixLeftToOtherAttachments: CheckKind<PrefixLeftToOtherHomes> = {
  kind: 'prefixLeftToOtherAttachments',
  describe: ({ prefix, vrf }) => `${prefix} in ${vrf} left to other attachments`,
  queries: ({ family, vrf }) => [routesOf(routingTable(vrf, family), 'bgp')],
  judge: (check, _, observation) => bgpRoute(check, observation, 'unused'),
  dependsOn: ({ group, vrf }) => [{ on: 'bgpGroup', instance: vrf, group }],
  // It makes no type-5 route, and forwards through the fabric.
  judgeTwin: ({ prefix, vrf }, _, node) => {
    const own = node.typeFives(vrf, prefix).filter((route) => route.own);
    const hops = node.nextHops(vrf, prefix) ?? [];
    const seen = own.map(({ routeDistinguisher }) => `a type-5 route of its own (${routeDistinguisher})`);
    return {
      holds: own.length === 0 && hops.length > 0,
      seen: seen.join(', ') || `via ${hops.join(', ') || 'nothing'}`,
    };
  },
  demanded: (facts, asked) =>
    facts
      .prefixesOfHomes(asked)
      .filter(({ leftTo }) => leftTo.length > 0)
      .map((one) => ({
        kind: 'prefixLeftToOtherAttachments',
        ...ofHome(one),
        others: [...new Set([...facts.carriers, ...one.leftTo])].sort(),
      })),
};

/** A routing table and what it hid. */
export interface HiddenRoutesNotMore extends CheckBase {
  readonly kind: 'hiddenRoutesNotMore';
  /** For example `VRF_5.inet.0`. */
  readonly table: string;
  /** Hidden routes before the change. */
  readonly count: number;
}

/** A routing table hides no more routes than before the change; one that is gone hides nothing. */
export const hiddenRoutesNotMore: CheckKind<HiddenRoutesNotMore> = {
  kind: 'hiddenRoutesNotMore',
  describe: ({ count, table }) =>
    `at most ${count} hidden ${count === 1 ? 'route' : 'routes'} in ${table}, as before the change`,
  queries: () => [ROUTE_SUMMARY],
  judge: ({ count, table }, _, observation) =>
    whenAnswered(observation.answer(ROUTE_SUMMARY), (tables) => {
      const hidden = tables.find(({ name }) => name === table)?.hiddenRouteCount ?? 0;
      return { holds: hidden <= count, seen: `${hidden} hidden` };
    }),
  dependsOn: ({ table }) => [{ on: 'table', table }],
  before: {
    query: ROUTE_SUMMARY,
    isCount: true,
    look: (observation, common) => {
      const tables = observation.valuesOf(ROUTE_SUMMARY);
      return {
        checks: tables.map(({ hiddenRouteCount: count, name: table }): HiddenRoutesNotMore => ({
          kind: 'hiddenRoutesNotMore',
          ...common,
          table,
          count,
        })),
        notWell: tables
          .filter(({ hiddenRouteCount }) => hiddenRouteCount > 0)
          .map(({ hiddenRouteCount, name }) => `hidden in ${name}: ${hiddenRouteCount}`),
      };
    },
  },
};

function ofHome({ device, peering, prefix }: PrefixOfHome): Omit<PrefixCheck, 'kind'> {
  const { constructPath, expect, family, group, vrf } = peering;
  return { hostnames: [device.hostname], constructPath, expect, vrf, group, family, prefix };
}

/** A backup may follow the other attachments as well: what it makes of the prefix is reported only. */
export function usedByHome(one: PrefixOfHome): Omit<PrefixCheck, 'kind'> {
  return one.peering.backup === undefined ? ofHome(one) : { ...ofHome(one), expect: 'PROVISIONED' };
}

/** A route by BGP that is there, and active or not. */
function bgpRoute(
  { family, prefix, vrf }: PrefixCheck,
  observation: Observation,
  expected: 'active' | 'unused',
): Verdict {
  const table = routingTable(vrf, family);
  return whenAnswered(observation.answer(routesOf(table, 'bgp')), (tables) => {
    const entries = bgpEntries(tables).get(keyOf(table, prefix)) ?? [];
    if (entries.length === 0) return { holds: false, seen: `no BGP route in ${table}` };
    const active = entries.some(isActive);
    return {
      holds: active === (expected === 'active'),
      seen: active ? 'active by BGP' : `a BGP route in ${table} that is not active`,
    };
  });
}

const bgpEntries = indexed((tables: readonly RouteTable[]): ReadonlyMap<string, readonly RouteEntry[]> => {
  const routes = tables.flatMap(({ name, routes: all }) =>
    all.map((route) => ({ ...route, key: keyOf(name, route.destination) })),
  );
  const byKey = groupedBy(routes, ({ key }) => key);
  return new Map(
    [...byKey].map(([key, same]) => [
      key,
      same.flatMap(({ entries }) => entries).filter(({ protocol }) => protocol === 'BGP'),
    ]),
  );
});

/** The prefixes of BGP routes by table and neighbor: the one that said so, or that they lead to, as a server on a link has it. */
const prefixesFrom = indexed((tables: readonly RouteTable[]): ReadonlyMap<string, readonly IpPrefix[]> => {
  const found = new Map<string, IpPrefix[]>();
  for (const { name, routes } of tables) {
    for (const { destination, entries } of routes) {
      const bgp = entries.filter(({ protocol }) => protocol === 'BGP');
      const from = new Set(bgp.flatMap(({ learnedFrom, nextHops }) => learnedFrom ?? nextHops));
      const read = readRoutingPrefix(destination);
      if (from.size === 0 || read === undefined) continue;
      const prefix = IpPrefix.containing({ address: read.address, prefixLength: read.length });
      for (const neighbor of from) {
        const key = keyOf(name, neighbor);
        const known = found.get(key);
        if (known === undefined) found.set(key, [prefix]);
        else known.push(prefix);
      }
    }
  }
  return found;
});

function keyOf(table: string, destination: string): string {
  return `${table} ${destination}`;
}
