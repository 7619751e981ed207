import { reachabilityStatementUnknown } from '../errors';
import { IpPrefix } from '../../model/ip-prefix';
import type { Martian } from '../../model/martians';
import type { BgpNeighbor } from './sessions';
import { readSessions } from './sessions';
import type { BgpStanza } from '../../routing-model/bgp';
import type { Instance, IpPrefixRoutes } from '../../routing-model/instances';
import type { RoutingModel } from '../../routing-model/routing-model';

/** A route that the configuration itself makes. */
export interface ConfiguredRoute {
  readonly prefix: IpPrefix;
  readonly protocol: 'static' | 'aggregate';
  /** Of an aggregate or generated route: which routes may contribute. None means all. */
  readonly policies: readonly string[];
}

/** A routing instance of type vrf. */
export interface Vrf {
  readonly name: string;
  readonly interfaces: readonly string[];
  readonly routeDistinguisher?: string;
  readonly importTargets: readonly string[];
  readonly exportTargets: readonly string[];
  /** By family: whether equal routes of different route distinguishers are used together. */
  readonly multipath: Readonly<Record<'inet' | 'inet6', boolean>>;
  /** Absent where it neither makes nor takes type-5 routes. */
  readonly typeFive?: TypeFive;
  readonly sessions: readonly BgpNeighbor[];
  /** Its martian addresses, beside those of every table. */
  readonly martians: readonly Martian[];
  readonly routes: readonly ConfiguredRoute[];
}

/** `protocols evpn ip-prefix-routes`. */
interface TypeFive {
  readonly vni?: number;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** Whether local preference goes along, in what it makes and in what it takes (`route-attributes preference`). */
  readonly localPreference: { readonly exported: boolean; readonly imported: boolean };
}

const TYPE_FIVE_EVALUATED: ReadonlySet<string> = new Set([
  'advertise',
  'encapsulation',
  'vni',
  'import',
  'export',
  'reject-asymmetric-vni',
  'route-attributes',
]);

const NOT_EVALUATED = ['vrf-export', 'no-vrf-advertise'] as const;

/**
 * The VRFs of a configuration. Other kinds of instances have no part in routed overlays and are left out.
 *
 * @throws FabricError `reachabilityStatementUnknown`
 */
export function readVrfs(hostname: string, { instances, bgp }: RoutingModel): Vrf[] {
  const stanzas = new Map(bgp.map((stanza) => [stanza.instance, stanza]));
  return instances
    .filter(({ isMain, type = 'vrf' }) => !isMain && type === 'vrf')
    .map((instance) => readVrf(hostname, instance, stanzas.get(instance)));
}

function readVrf(hostname: string, instance: Instance, bgp: BgpStanza | undefined): Vrf {
  const { name, importedTargets, ipPrefixRoutes } = instance;
  const strange = NOT_EVALUATED.find((statement) => instance.said.includes(statement));
  if (strange !== undefined) throw reachabilityStatementUnknown(hostname, `routing-instances ${name} ${strange}`);
  if (importedTargets === undefined) {
    throw reachabilityStatementUnknown(hostname, `routing-instances ${name} vrf-import`);
  }
  return {
    name,
    interfaces: instance.interfaces,
    routeDistinguisher: instance.routeDistinguisher,
    importTargets: importedTargets,
    exportTargets: instance.exportTargets,
    multipath: instance.multipath,
    typeFive: ipPrefixRoutes === undefined ? undefined : readTypeFive(hostname, name, ipPrefixRoutes),
    sessions: readSessions(hostname, bgp),
    martians: instance.martians,
    // A generated route is an aggregate with next hops of its own: both stand as long as something contributes.
    routes: instance.routes.map(({ kind, prefix, policies }) => ({
      prefix: IpPrefix.parse(prefix),
      protocol: kind === 'static' ? 'static' : 'aggregate',
      policies,
    })),
  };
}

function readTypeFive(hostname: string, vrf: string, routes: IpPrefixRoutes): TypeFive {
  const strange = [
    ...routes.said.filter((name) => !TYPE_FIVE_EVALUATED.has(name)),
    ...routes.attributesSaid.filter((name) => name !== 'preference').map((name) => `route-attributes ${name}`),
  ];
  if (strange[0] !== undefined) {
    const path = `routing-instances ${vrf} protocols evpn ip-prefix-routes ${strange[0]}`;
    throw reachabilityStatementUnknown(hostname, path);
  }
  const { vni, imports, exports, importsPreference: imported, exportsPreference: exported } = routes;
  return { vni, imports, exports, localPreference: { exported, imported } };
}
