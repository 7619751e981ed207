import { readAsNumber } from './as-number';
import { importedRouteTargets } from '../junos/tree/imported-route-targets';
import type { Statement } from '../junos/tree/configuration';
import type { Family } from '../model/family';
import { MAIN_INSTANCE } from '../model/junos-defaults';
import type { Martian } from '../model/martians';
import { rangeOfRouteFilter, readRouteFilter } from './route-filter';
import type { Place } from './place';
import type { UsedStatement, Uses } from './reader';
import { Reader } from './reader';
import type { TunnelSource } from './tunnel-source';
import { readTunnelSource } from './tunnel-source';

/** `protocols evpn ip-prefix-routes` of an instance. */
export interface IpPrefixRoutes {
  readonly advertise?: string;
  readonly encapsulation?: string;
  readonly vni?: number;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly rejectAsymmetricVni: boolean;
  /** Whether local preference goes along (`route-attributes preference`), in what it takes and in what it makes. */
  readonly importsPreference: boolean;
  readonly exportsPreference: boolean;
  /** Names of the statements directly there, and of those below `route-attributes`. */
  readonly said: readonly string[];
  readonly attributesSaid: readonly string[];
  readonly used: readonly UsedStatement[];
}

/** A route that the configuration makes. */
interface ConfiguredRoute {
  readonly kind: 'static' | 'aggregate' | 'generate';
  /** Routing table where one is named (`rib VRF_5.inet6.0`). */
  readonly rib?: string;
  readonly prefix: string;
  /** Of a static route that drops what it attracts. */
  readonly action?: 'discard' | 'reject';
  /** Of an aggregate or generated route: which routes may contribute. None means all. */
  readonly policies: readonly string[];
  readonly place: Place;
}

/** A routing instance. */
export interface Instance {
  /** The main one is called `master`, as Junos does. */
  readonly name: string;
  readonly isMain: boolean;
  /** `instance-type`, as it is written. */
  readonly type?: string;
  /** Logical interfaces; of the main instance none, as it has all that no other has. */
  readonly interfaces: readonly string[];
  readonly routeDistinguisher?: string;
  /** `vrf-target` without a direction. */
  readonly vrfTarget?: string;
  /** Route targets of `vrf-target`: of both directions first, then of the one. */
  readonly importTargets: readonly string[];
  readonly exportTargets: readonly string[];
  readonly vrfImports: readonly string[];
  readonly vrfExports: readonly string[];
  /**
   * The route targets that it lets in: `vrf-import` counts in place of `vrf-target`. Undefined where its policies look at
   * something else, too.
   */
  readonly importedTargets?: readonly string[];
  readonly routerId?: string;
  /** Its own AS number; the main instance's where it has none. */
  readonly asn?: number;
  readonly multipath: Readonly<Record<Family, boolean>>;
  /** Its martian addresses, beside those of every table. */
  readonly martians: readonly Martian[];
  /** Where it leaks routes to other instances of the device (`auto-export`). */
  readonly autoExport?: Place;
  /** `protocols evpn encapsulation`. */
  readonly evpnEncapsulation?: string;
  /** Of a MAC-VRF: where its tunnels end. */
  readonly tunnelSource?: TunnelSource;
  readonly ipPrefixRoutes?: IpPrefixRoutes;
  /** Where it is connected to another site (`protocols evpn interconnect`). */
  readonly interconnect?: Place;
  readonly routes: readonly ConfiguredRoute[];
  /** Ranges of OSPF areas. */
  readonly areaRanges: readonly AreaRange[];
  /** Names of the statements directly there. */
  readonly said: readonly string[];
  readonly used: readonly UsedStatement[];
  /** What holds its `protocols` and `routing-options`. */
  readonly place: Place;
}

/** `area-range` of OSPF. */
interface AreaRange {
  readonly protocol: 'ospf' | 'ospf3';
  readonly area: string;
  readonly prefix: string;
}

/** What the model makes of statements of an instance. */
export type InstanceField =
  | Exclude<keyof Instance, 'name' | 'isMain' | 'interconnect' | 'routes' | 'said' | 'used' | 'place'>
  | ConfiguredRoute['kind'];
export type IpPrefixRoutesField = Exclude<keyof IpPrefixRoutes, 'said' | 'attributesSaid' | 'used'>;

type InstanceReader = Reader<'main' | 'instance', InstanceField>;

/** Reads every instance, the main one first, whose AS number is `asn` where it gives none. */
export function readInstances(uses: Uses, root: Place, asn: number | undefined): Instance[] {
  const main = readMain(uses, root, asn);
  const policyOptions = root.down('policy-options')?.statement;
  const others = root.down('routing-instances')?.all('instance') ?? [];
  return [main, ...others.map((place) => readInstance(uses, place, main.asn, policyOptions))];
}

function readMain(uses: Uses, place: Place, asn: number | undefined): Instance {
  const reader: InstanceReader = new Reader(uses, 'main', place);
  const options = readOptions(reader, 'inet6.0');
  return {
    name: MAIN_INSTANCE,
    isMain: true,
    interfaces: [],
    importTargets: [],
    exportTargets: [],
    vrfImports: [],
    vrfExports: [],
    importedTargets: [],
    ...options,
    asn: options.asn ?? asn,
    evpnEncapsulation: reader.value('evpnEncapsulation', 'protocols', 'evpn', 'encapsulation'),
    routes: readRoutes(uses, 'main', place),
    areaRanges: readAreaRanges(reader),
    said: reader.said,
    used: reader.used,
    place,
  };
}

function readInstance(
  uses: Uses,
  place: Place,
  mainAsn: number | undefined,
  policyOptions: Statement | undefined,
): Instance {
  const reader: InstanceReader = new Reader(uses, 'instance', place);
  const vrfTarget = reader.value('vrfTarget', 'vrf-target');
  const targets = (field: 'importTargets' | 'exportTargets', direction: string): string[] =>
    [vrfTarget, reader.value(field, 'vrf-target', direction)].filter((one) => one !== undefined);
  const importTargets = targets('importTargets', 'import');
  const vrfImports = reader.values('vrfImports', 'vrf-import');
  const { asn, ...options } = readOptions(reader, `${place.key}.inet6.0`);
  return {
    name: place.key,
    isMain: false,
    type: reader.value('type', 'instance-type'),
    interfaces: reader.all('interfaces', 'interface').map(({ key }) => key),
    routeDistinguisher: reader.value('routeDistinguisher', 'route-distinguisher'),
    vrfTarget,
    importTargets,
    exportTargets: targets('exportTargets', 'export'),
    vrfImports,
    vrfExports: reader.values('vrfExports', 'vrf-export'),
    importedTargets: vrfImports.length === 0 ? importTargets : importedRouteTargets(policyOptions, vrfImports),
    ...options,
    asn: asn ?? mainAsn,
    evpnEncapsulation: reader.value('evpnEncapsulation', 'protocols', 'evpn', 'encapsulation'),
    tunnelSource: readTunnelSource(reader),
    ipPrefixRoutes: readIpPrefixRoutes(uses, place.down('protocols', 'evpn', 'ip-prefix-routes')),
    interconnect: place.down('protocols', 'evpn', 'interconnect'),
    routes: readRoutes(uses, 'instance', place),
    areaRanges: readAreaRanges(reader),
    said: reader.said,
    used: reader.used,
    place,
  };
}

function readOptions(
  reader: InstanceReader,
  inet6Table: string,
): Pick<Instance, 'routerId' | 'asn' | 'multipath' | 'martians' | 'autoExport'> {
  const inet6 = reader.all('multipath', 'routing-options', 'rib').find(({ key }) => key === inet6Table);
  const multipath6 = inet6?.down('multipath');
  if (multipath6?.isLast === true) reader.see('multipath', multipath6);
  return {
    routerId: reader.value('routerId', 'routing-options', 'router-id'),
    asn: reader.parsed('asn', readAsNumber, 'routing-options', 'autonomous-system'),
    multipath: { inet: reader.has('multipath', 'routing-options', 'multipath'), inet6: multipath6 !== undefined },
    martians: readMartians(reader, inet6Table),
    autoExport: reader.all('autoExport', 'routing-options', 'auto-export')[0],
  };
}

/** Those of the IPv4 table, and of the IPv6 table, which is named. What is not understood is left aside. */
function readMartians(reader: InstanceReader, inet6Table: string): Martian[] {
  const inet6 = reader.at('routing-options', 'rib').find(({ key }) => key === inet6Table);
  const entries = [...reader.at('routing-options', 'martians'), ...(inet6?.all('martians') ?? [])];
  return entries.flatMap((entry) => {
    const filter = readRouteFilter(entry.keys);
    const range = filter && rangeOfRouteFilter(filter);
    if (range === undefined) return [];
    reader.seeAll('martians', entry);
    return [{ range, allow: entry.down('allow') !== undefined }];
  });
}

function readIpPrefixRoutes(uses: Uses, place: Place | undefined): IpPrefixRoutes | undefined {
  if (place === undefined) return undefined;
  const reader = new Reader<'ipPrefixRoutes', IpPrefixRoutesField>(uses, 'ipPrefixRoutes', place);
  const allows = (field: IpPrefixRoutesField, direction: string): boolean =>
    reader.value(field, 'route-attributes', 'preference', `${direction}-action`) === 'allow';
  return {
    advertise: reader.value('advertise', 'advertise'),
    encapsulation: reader.value('encapsulation', 'encapsulation'),
    vni: reader.number('vni', 'vni'),
    imports: reader.values('imports', 'import'),
    exports: reader.values('exports', 'export'),
    rejectAsymmetricVni: reader.has('rejectAsymmetricVni', 'reject-asymmetric-vni'),
    importsPreference: allows('importsPreference', 'import'),
    exportsPreference: allows('exportsPreference', 'export'),
    said: reader.said,
    attributesSaid: place.down('route-attributes')?.children.map(({ name }) => name) ?? [],
    used: reader.used,
  };
}

const KINDS = ['static', 'aggregate', 'generate'] as const;

/** Those of the instance's own tables first. */
function readRoutes(uses: Uses, kind: 'main' | 'instance', holder: Place): ConfiguredRoute[] {
  const options = holder.down('routing-options');
  const ribs = options?.all('rib') ?? [];
  const tables = [{ table: options, rib: undefined }, ...ribs.map((table) => ({ table, rib: table.key }))];
  return tables.flatMap(({ table, rib }) =>
    KINDS.flatMap((of) => {
      const reader = new Reader<typeof kind | 'rib', ConfiguredRoute['kind']>(
        uses,
        rib === undefined ? kind : 'rib',
        table?.down(of),
      );
      return reader.all(of, 'route').map((place) => readRoute(uses, of, rib, place));
    }),
  );
}

function readRoute(uses: Uses, kind: ConfiguredRoute['kind'], rib: string | undefined, place: Place): ConfiguredRoute {
  const reader = new Reader<'route' | 'ribRoute', ConfiguredRoute['kind']>(
    uses,
    rib === undefined ? 'route' : 'ribRoute',
    place,
  );
  const action = (['discard', 'reject'] as const).find((one) => kind === 'static' && reader.has(kind, one));
  const policies = kind === 'static' ? [] : reader.values(kind, 'policy');
  return { kind, rib, prefix: place.key, action, policies, place };
}

function readAreaRanges(reader: InstanceReader): AreaRange[] {
  return (['ospf', 'ospf3'] as const).flatMap((protocol) =>
    reader.all('areaRanges', 'protocols', protocol, 'area').flatMap((area) =>
      area.all('area-range').map((range) => {
        if (range.isLast) reader.see('areaRanges', range);
        return { protocol, area: area.key, prefix: range.key };
      }),
    ),
  );
}
