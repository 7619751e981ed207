import { reachabilityStatementUnknown } from '../errors';
import type { Statement } from '../../junos/tree/configuration';
import { importedRouteTargets } from '../../junos/tree/imported-route-targets';
import { IpPrefix } from '../../model/ip-prefix';
import type { BgpNeighbor } from './sessions';
import { readSessions } from './sessions';
import { below, entries, keyOf, readAsNumber, valueOf, valuesOf } from '../../junos/tree/find-statement';

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

const TYPE_FIVE_UNDERSTOOD: ReadonlySet<string> = new Set([
  'advertise',
  'encapsulation',
  'vni',
  'import',
  'export',
  'reject-asymmetric-vni',
  'route-attributes',
]);

const NOT_UNDERSTOOD = ['vrf-export', 'no-vrf-advertise'] as const;

/**
 * The VRFs of a configuration. Other kinds of instances have no part in routed overlays and are left out.
 *
 * @throws FabricError `reachabilityStatementUnknown`
 */
export function readVrfs(hostname: string, root: Statement, autonomousSystem: number | undefined): Vrf[] {
  return entries(below(root, 'routing-instances'), 'instance')
    .filter((instance) => (valueOf(instance, 'instance-type') ?? 'vrf') === 'vrf')
    .map((instance) => readVrf(hostname, root, instance, autonomousSystem));
}

function readVrf(hostname: string, root: Statement, instance: Statement, mainAs: number | undefined): Vrf {
  const name = keyOf(instance);
  for (const statement of NOT_UNDERSTOOD) {
    if (below(instance, statement) === undefined) continue;
    throw reachabilityStatementUnknown(hostname, `routing-instances ${name} ${statement}`);
  }
  const options = below(instance, 'routing-options');
  const ribs = entries(options, 'rib');
  const inet6 = ribs.find((rib) => keyOf(rib) === `${name}.inet6.0`);
  const autonomousSystem = readAsNumber(valueOf(options, 'autonomous-system')) ?? mainAs;
  return {
    name,
    interfaces: entries(instance, 'interface').map(keyOf),
    routeDistinguisher: valueOf(instance, 'route-distinguisher'),
    importTargets: importTargets(hostname, root, instance),
    exportTargets: targets(instance, 'export'),
    multipath: {
      inet: below(options, 'multipath') !== undefined,
      inet6: below(inet6, 'multipath') !== undefined,
    },
    typeFive: readTypeFive(hostname, name, below(instance, 'protocols', 'evpn', 'ip-prefix-routes')),
    sessions: readSessions(hostname, name, below(instance, 'protocols', 'bgp'), autonomousSystem),
    routes: [options, ...ribs].flatMap(configuredRoutes),
  };
}

/** `vrf-import` counts in place of `vrf-target`; it is understood where it looks at nothing but route targets. */
function importTargets(hostname: string, root: Statement, instance: Statement): readonly string[] {
  const policies = valuesOf(instance, 'vrf-import');
  if (policies.length === 0) return targets(instance, 'import');
  const imported = importedRouteTargets(below(root, 'policy-options'), policies);
  if (imported !== undefined) return imported;
  throw reachabilityStatementUnknown(hostname, `routing-instances ${keyOf(instance)} vrf-import`);
}

function targets(instance: Statement, direction: 'import' | 'export'): string[] {
  const target = below(instance, 'vrf-target');
  const given = [
    target?.children.find(({ words, value }) => words.length === 1 && value !== undefined)?.value,
    valueOf(target, direction),
  ];
  return given.filter((one) => one !== undefined);
}

function readTypeFive(hostname: string, vrf: string, statement: Statement | undefined): TypeFive | undefined {
  if (statement === undefined) return undefined;
  const strange = statement.children.find(({ name }) => !TYPE_FIVE_UNDERSTOOD.has(name));
  if (strange !== undefined) {
    const path = `routing-instances ${vrf} protocols evpn ip-prefix-routes ${strange.name}`;
    throw reachabilityStatementUnknown(hostname, path);
  }
  const attributes = below(statement, 'route-attributes');
  const other = attributes?.children.find(({ name }) => name !== 'preference');
  if (other !== undefined) {
    const path = `routing-instances ${vrf} protocols evpn ip-prefix-routes route-attributes ${other.name}`;
    throw reachabilityStatementUnknown(hostname, path);
  }
  const vni = valueOf(statement, 'vni');
  return {
    vni: vni === undefined ? undefined : Number(vni),
    imports: valuesOf(statement, 'import'),
    exports: valuesOf(statement, 'export'),
    localPreference: {
      exported: valueOf(attributes, 'preference', 'export-action') === 'allow',
      imported: valueOf(attributes, 'preference', 'import-action') === 'allow',
    },
  };
}

/** A generated route is an aggregate with next hops of its own: both stand as long as something contributes. */
function configuredRoutes(options: Statement | undefined): ConfiguredRoute[] {
  const of = (kind: string, protocol: ConfiguredRoute['protocol']): ConfiguredRoute[] =>
    entries(below(options, kind), 'route').map((route) => ({
      prefix: IpPrefix.parse(keyOf(route)),
      protocol,
      policies: valuesOf(route, 'policy'),
    }));
  return [...of('static', 'static'), ...of('aggregate', 'aggregate'), ...of('generate', 'aggregate')];
}
