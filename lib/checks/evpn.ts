import type { Family } from '../intent/fabric-intent';
import { DEFAULT_LOCAL_PREFERENCE } from '../model/junos-defaults';
import type { CheckBase, CheckKind } from './check';
import type { AnnouncedPrefix, Announcement } from './fabric-facts';
import { carryingElsewhere, routeDistinguisherOf } from './fabric-facts';
import { groupedBy, indexed } from './indexed';
import type { Observation } from './observation';
import type { IpPrefixContext, PrefixAdvertisement } from './replies/evpn-ip-prefix-database';
import { prefixDatabaseOf } from './replies/evpn-ip-prefix-database';
import type { RouteEntry, RouteTable } from './replies/route-information';
import { evpnTable, routesOf, typeFiveDestination } from './replies/route-information';
import type { PrefixCheck } from './routes';
import { usedByHome } from './routes';
import type { Verdict } from './verdict';
import { whenAnswered } from './verdict';

/** A server's prefix as a type-5 route of one of its attachments. */
export interface TypeFiveRouteCreated extends PrefixCheck {
  readonly kind: 'typeFiveRouteCreated';
  /** Absent for a VRF of others whose route distinguisher the intent does not know. */
  readonly routeDistinguisher?: string;
}

/** This attachment has made a type-5 route of the prefix, with its own route distinguisher. */
export const typeFiveRouteCreated: CheckKind<TypeFiveRouteCreated> = {
  kind: 'typeFiveRouteCreated',
  describe: ({ prefix, routeDistinguisher, vrf }) =>
    `type-5 route for ${prefix} created in ${vrf}${
      routeDistinguisher === undefined ? '' : ` with route distinguisher ${routeDistinguisher}`
    }`,
  queries: ({ routeDistinguisher, vrf }) => [
    prefixDatabaseOf(vrf),
    ...(routeDistinguisher === undefined ? [] : [routesOf(evpnTable(vrf), 'evpn')]),
  ],
  judge: ({ prefix, routeDistinguisher, vrf }, _, observation) =>
    whenAnswered(observation.answer(prefixDatabaseOf(vrf)), (contexts) => {
      const status = prefixesByContext(contexts).get(vrf)?.exported.get(prefix);
      if (status !== 'Created') {
        return { holds: false, seen: status === undefined ? 'not exported' : `route status ${status}` };
      }
      return routeDistinguisher === undefined
        ? { holds: true, seen: 'Created' }
        : ownRouteDistinguisher(vrf, prefix, routeDistinguisher, observation);
    }),
  dependsOn: ({ group, vrf }) => [{ on: 'bgpGroup', instance: vrf, group }],
  judgeTwin: ({ prefix, routeDistinguisher, vrf }, _, node) => {
    const { intended, working } = node.vni(vrf);
    const own = node.typeFives(vrf, prefix).filter((route) => route.own);
    const found = own.find((route) => routeDistinguisher === undefined || route.isFrom(routeDistinguisher));
    const seen = own.map(
      (route) =>
        `${route.routeDistinguisher} with ${route.routeTargets.join(' ') || 'no target'} and VNI ${working ?? 'down'}`,
    );
    return {
      holds: found?.isTargeted === true && (intended === undefined || working === intended),
      seen: seen.join(', ') || 'none of its own',
    };
  },
  demanded: (facts, asked) =>
    facts
      .prefixesOfHomes(asked)
      .filter(({ leftTo }) => leftTo.length === 0)
      .map((one) => ({
        kind: 'typeFiveRouteCreated',
        ...usedByHome(one),
        routeDistinguisher: routeDistinguisherOf(one.device, one.peering.vrf),
      })),
  provides: typeFiveOf,
};

/** One leaf that announces a server's prefix to the fabric. */
interface AnnouncingLeaf {
  readonly hostname: string;
  /** Loopback: the next hop of the attachment's type-5 routes. */
  readonly nextHop: string;
  readonly routeDistinguisher?: string;
  /** Of the session that it comes from. */
  readonly constructPath: string;
}

/** A server's prefix as the devices of its VRF see it. */
export interface PrefixSeenFromAttachments extends CheckBase {
  readonly kind: 'prefixSeenFromAttachments';
  readonly vrf: string;
  readonly family: Family;
  readonly prefix: string;
  /** All attachments; each device looks for those that it is not itself. */
  readonly attachments: readonly AnnouncingLeaf[];
}

/** Every device of the VRF sees the prefix from every other attachment: an attachment is a route distinguisher with its next hop. */
export const prefixSeenFromAttachments: CheckKind<PrefixSeenFromAttachments> = {
  kind: 'prefixSeenFromAttachments',
  describe: ({ attachments, prefix, vrf }, hostname) => {
    const others = otherThan(attachments, hostname);
    const noun = others.length === 1 ? 'attachment' : 'attachments';
    return `${prefix} in ${vrf} seen from ${others.length} other ${noun} (${names(others)})`;
  },
  queries: ({ vrf }) => [prefixDatabaseOf(vrf)],
  judge: ({ attachments, prefix, vrf }, hostname, observation) =>
    whenAnswered(observation.answer(prefixDatabaseOf(vrf)), (contexts) => {
      const advertisements = prefixesByContext(contexts).get(vrf)?.imported.get(prefix) ?? [];
      const missing = otherThan(attachments, hostname).filter(
        (attachment) =>
          !advertisements.some(
            ({ nextHop, routeDistinguisher }) =>
              nextHop === attachment.nextHop &&
              (attachment.routeDistinguisher === undefined || routeDistinguisher === attachment.routeDistinguisher),
          ),
      );
      const seen = new Set(advertisements.map((one) => `${one.routeDistinguisher} ${one.nextHop}`)).size;
      return {
        holds: missing.length === 0,
        seen: `${seen} other ${seen === 1 ? 'attachment' : 'attachments'}${missing.length === 0 ? '' : `, none from ${names(missing)}`}`,
      };
    }),
  dependsOn: () => [{ on: 'device' }],
  judgeTwin: ({ attachments, prefix, vrf }, hostname, node) => {
    const routes = node.typeFives(vrf, prefix).filter((route) => !route.own && route.isTargeted);
    const seen = routes.map(
      (route) => `${route.routeDistinguisher} via ${route.nextHops.join(' ') || 'nothing valid'}`,
    );
    return {
      holds: otherThan(attachments, hostname).every(({ nextHop, routeDistinguisher }) =>
        routes.some(
          (route) =>
            route.nextHops.includes(nextHop) && (routeDistinguisher === undefined || route.isFrom(routeDistinguisher)),
        ),
      ),
      seen: seen.join(', ') || 'no type-5 route',
    };
  },
  demanded: (facts, asked) =>
    facts.prefixes.flatMap((announced) => {
      const { family, prefix, vrf } = announced;
      const { provisioned, up } = attachmentsOfPrefix(announced);
      return [
        { expect: 'UP', attachments: up } as const,
        { expect: 'PROVISIONED', attachments: provisioned } as const,
      ].flatMap(({ expect, attachments }): PrefixSeenFromAttachments[] => {
        const hostnames = facts.hostnamesIn(vrf, asked, soleOf(attachments));
        const [first] = attachments;
        if (first === undefined || hostnames.length === 0) return [];
        const { constructPath } = first;
        const others = facts.carriers.length === 0 ? {} : { others: facts.carriers };
        return [
          {
            kind: 'prefixSeenFromAttachments',
            hostnames,
            constructPath,
            expect,
            ...others,
            vrf,
            family,
            prefix,
            attachments,
          },
        ];
      });
    }),
  constructPathOn: ({ constructPath, attachments }, hostname) =>
    otherThan(attachments, hostname)[0]?.constructPath ?? constructPath,
  sources: ({ attachments }) => attachments.map(({ hostname }) => hostname),
  without: (check, isMissing) => {
    const attachments = check.attachments.filter(({ hostname }) => !isMissing(hostname, typeFiveOf(check)));
    const sole = soleOf(attachments);
    const hostnames = sole.length === 0 ? check.hostnames : check.hostnames.filter((one) => !sole.includes(one));
    return attachments.length === 0 || hostnames.length === 0 ? [] : [{ ...check, hostnames, attachments }];
  },
};

/** A server's prefix of which some attachments are backups. */
export interface BackupsNotPreferred extends CheckBase {
  readonly kind: 'backupsNotPreferred';
  readonly vrf: string;
  readonly family: Family;
  readonly prefix: string;
  /** The attachments that carry traffic; each device looks for those that it is not itself. */
  readonly attachments: readonly AnnouncingLeaf[];
  readonly backups: readonly AnnouncingLeaf[];
}

/**
 * Of the attachments that a device sees the prefix from, it prefers none that is a backup: their type-5 routes have a lower local
 * preference than those of every other attachment. The next hop that it chose stands in no reply of this level, so the attribute
 * by which it chooses is compared, route by route: an attachment is known by its route distinguisher.
 */
export const backupsNotPreferred: CheckKind<BackupsNotPreferred> = {
  kind: 'backupsNotPreferred',
  describe: (check, hostname) => {
    const [attachments, backups] = [otherThan(check.attachments, hostname), otherThan(check.backups, hostname)];
    const noun = backups.length === 1 ? 'the backup' : 'the backups';
    return `${check.prefix} in ${check.vrf} preferred from ${names(attachments)}, not from ${noun} ${names(backups)}`;
  },
  queries: ({ vrf }) => [routesOf(evpnTable(vrf), 'bgp')],
  judge: (check, hostname, observation) =>
    whenAnswered(observation.answer(routesOf(evpnTable(check.vrf), 'bgp')), (tables) => {
      const routes = typeFivesByPrefix(tables).get(check.prefix) ?? [];
      const carrying = preferencesOf(otherThan(check.attachments, hostname), routes);
      const backups = preferencesOf(otherThan(check.backups, hostname), routes);
      if (carrying.length === 0) return { holds: false, seen: 'no route from an attachment that carries traffic' };
      const lowest = Math.min(...carrying.map(({ preference }) => preference));
      return {
        holds: backups.every(({ preference }) => preference < lowest),
        seen: [...carrying, ...backups].map((one) => `${one.hostname} ${one.preference}`).join(', '),
      };
    }),
  dependsOn: () => [{ on: 'device' }],
  judgeTwin: ({ backups, prefix, vrf }, hostname, node) => {
    const hops = node.nextHops(vrf, prefix) ?? [];
    const isPreferred = otherThan(backups, hostname).some(({ nextHop }) => node.leadsTo(vrf, prefix, nextHop));
    return {
      holds: hops.length > 0 && !isPreferred,
      seen: hops.length === 0 ? 'no route' : `via ${hops.join(', ')}`,
    };
  },
  demanded: (facts, asked) =>
    facts.prefixes.flatMap((announced): BackupsNotPreferred[] => {
      const { family, prefix, vrf } = announced;
      const { backups, up: attachments } = attachmentsOfPrefix(announced);
      const [first] = attachments;
      if (first === undefined || backups.length === 0) return [];
      const hostnames = facts.hostnamesIn(vrf, asked, [...soleOf(attachments), ...soleOf(backups)]);
      const others = facts.carriers.length === 0 ? {} : { others: facts.carriers };
      const common = { hostnames, constructPath: first.constructPath, expect: 'UP', ...others } as const;
      return hostnames.length === 0
        ? []
        : [{ kind: 'backupsNotPreferred', ...common, vrf, family, prefix, attachments, backups }];
    }),
  constructPathOn: ({ constructPath, attachments }, hostname) =>
    otherThan(attachments, hostname)[0]?.constructPath ?? constructPath,
  sources: ({ backups, attachments }) => [...attachments, ...backups].map(({ hostname }) => hostname),
};

/** What an attachment makes of a prefix for the others. */
function typeFiveOf({ prefix, vrf }: { readonly prefix: string; readonly vrf: string }): string {
  return `type-5 route for ${prefix} in ${vrf}`;
}

interface AttachmentsOfPrefix {
  readonly up: readonly AnnouncingLeaf[];
  readonly provisioned: readonly AnnouncingLeaf[];
  readonly backups: readonly AnnouncingLeaf[];
}

/** The attachments that make type-5 routes of a prefix: demanded of those that must be up, asked of the rest. */
const attachmentsOfPrefix = indexed(({ announcements, vrf }: AnnouncedPrefix): AttachmentsOfPrefix => {
  // A drained attachment makes none while another attachment carries the prefix.
  const made = announcements.filter(
    ({ device, peering }) => peering.drained === undefined || carryingElsewhere(device, announcements).length === 0,
  );
  const up = made.filter(({ peering }) => peering.expect === 'UP' && peering.backup === undefined);
  const upHostnames = new Set(up.map(({ device }) => device.hostname));
  return {
    up: attachmentsOf(up, vrf),
    provisioned: attachmentsOf(
      made.filter(({ device }) => !upHostnames.has(device.hostname)),
      vrf,
    ),
    backups: attachmentsOf(
      made.filter(({ peering }) => peering.backup !== undefined),
      vrf,
    ),
  };
});

/** One attachment for each device, however many sessions it has. */
function attachmentsOf(announcements: readonly Announcement[], vrf: string): AnnouncingLeaf[] {
  const byHostname = groupedBy(announcements, ({ device }) => device.hostname);
  return [...byHostname.values()].flatMap(([first]) =>
    first === undefined
      ? []
      : [
          {
            hostname: first.device.hostname,
            nextHop: first.device.loopback,
            routeDistinguisher: routeDistinguisherOf(first.device, vrf),
            constructPath: first.peering.constructPath,
          },
        ],
  );
}

/** The attachment that has no other to look for. */
function soleOf(attachments: readonly AnnouncingLeaf[]): string[] {
  const [first] = attachments;
  return attachments.length === 1 && first !== undefined ? [first.hostname] : [];
}

function otherThan(attachments: readonly AnnouncingLeaf[], hostname: string): readonly AnnouncingLeaf[] {
  return attachments.filter((attachment) => attachment.hostname !== hostname);
}

function names(attachments: readonly AnnouncingLeaf[]): string {
  return attachments.map(({ hostname }) => hostname).join(', ');
}

/** The database names no route distinguisher for own routes; the VRF's EVPN table does. */
function ownRouteDistinguisher(vrf: string, prefix: string, expected: string, observation: Observation): Verdict {
  const table = evpnTable(vrf);
  return whenAnswered(observation.answer(routesOf(table, 'evpn')), (tables) => {
    const found = (typeFivesByPrefix(tables).get(prefix) ?? []).map(({ routeDistinguisher }) => routeDistinguisher);
    return {
      holds: found.includes(expected),
      seen: `Created, in ${table} with route distinguisher ${found.join(', ') || 'none'}`,
    };
  });
}

function preferencesOf(
  attachments: readonly AnnouncingLeaf[],
  routes: readonly TypeFiveRoute[],
): { readonly hostname: string; readonly preference: number }[] {
  return attachments.flatMap(({ hostname, routeDistinguisher }) => {
    const own = routes.filter((route) => route.routeDistinguisher === routeDistinguisher);
    const preferences = own.flatMap(({ entries }) =>
      entries.map(({ localPreference }) => localPreference ?? DEFAULT_LOCAL_PREFERENCE),
    );
    return preferences.length === 0 ? [] : [{ hostname, preference: Math.max(...preferences) }];
  });
}

interface TypeFiveRoute {
  readonly prefix: string;
  readonly routeDistinguisher: string;
  readonly entries: readonly RouteEntry[];
}

const typeFivesByPrefix = indexed((tables: readonly RouteTable[]): ReadonlyMap<string, readonly TypeFiveRoute[]> => {
  const routes = tables.flatMap((table) =>
    table.routes.flatMap(({ destination, entries }): TypeFiveRoute[] => {
      const named = typeFiveDestination(destination);
      return named === undefined ? [] : [{ ...named, entries }];
    }),
  );
  return groupedBy(routes, ({ prefix }) => prefix);
});

interface PrefixesOfContext {
  /** Status of the route, by prefix. */
  readonly exported: ReadonlyMap<string, string>;
  readonly imported: ReadonlyMap<string, readonly PrefixAdvertisement[]>;
}

const prefixesByContext = indexed(
  (contexts: readonly IpPrefixContext[]): ReadonlyMap<string, PrefixesOfContext> =>
    new Map(
      contexts.map(({ exported, imported, name }) => [
        name,
        {
          exported: new Map(exported.map(({ prefix, status }) => [prefix, status])),
          imported: new Map(
            [...groupedBy(imported, ({ prefix }) => prefix)].map(([prefix, same]) => [
              prefix,
              same.flatMap(({ advertisements }) => advertisements),
            ]),
          ),
        },
      ]),
    ),
);
