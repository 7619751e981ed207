import type { Configuration, Statement } from '../../../junos/tree/configuration';
import { entries, readAsNumber, below, keyOf, present, valueOf, valuesOf } from '../../../junos/tree/find-statement';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** `protocols evpn ip-prefix-routes` of an instance. */
interface IpPrefixRoutes {
  readonly advertise?: string;
  readonly encapsulation?: string;
  readonly vni?: number;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly rejectAsymmetricVni: boolean;
}

/** A routing instance; the main one is called `master`, as Junos does. */
export interface ConfiguredInstance {
  readonly name: string;
  /** `vrf`, `virtual-router` … ; `default` for the main instance. */
  readonly type: string;
  /** Logical interfaces. */
  readonly interfaces: readonly string[];
  readonly routeDistinguisher?: string;
  /** Route targets, as `target:62273:16776000`. */
  readonly importTargets: readonly string[];
  readonly exportTargets: readonly string[];
  readonly vrfImports: readonly string[];
  readonly vrfExports: readonly string[];
  readonly routerId?: string;
  /** Its own AS number; the main instance's where it has none. */
  readonly asn?: number;
  readonly multipath: boolean;
  readonly multipath6: boolean;
  readonly ipPrefixRoutes?: IpPrefixRoutes;
  /** The statement that holds its `protocols` and `routing-options`. */
  readonly statement: Statement;
}

/** The main instance first, then the others in order. */
export function configuredInstances(effective: Configuration): ConfiguredInstance[] {
  const main = mainInstance(effective);
  const others = entries(below(effective.root, 'routing-instances'), 'instance');
  return [main, ...others.map((one) => instance(one, main.asn))];
}

function mainInstance(effective: Configuration): ConfiguredInstance {
  return {
    name: MAIN_INSTANCE,
    type: 'default',
    interfaces: [],
    importTargets: [],
    exportTargets: [],
    vrfImports: [],
    vrfExports: [],
    routerId: valueOf(effective.root, 'routing-options', 'router-id'),
    asn: readAsNumber(valueOf(effective.root, 'routing-options', 'autonomous-system')),
    multipath: present(effective.root, 'routing-options', 'multipath'),
    multipath6: false,
    statement: effective.root,
  };
}

function instance(statement: Statement, mainAsn: number | undefined): ConfiguredInstance {
  const name = keyOf(statement);
  const both = valueOf(statement, 'vrf-target');
  const options = below(statement, 'routing-options');
  const rib6 = entries(options, 'rib').find((one) => keyOf(one) === `${name}.inet6.0`);
  return {
    name,
    type: valueOf(statement, 'instance-type') ?? 'no-forwarding',
    interfaces: entries(statement, 'interface').map(keyOf),
    routeDistinguisher: valueOf(statement, 'route-distinguisher'),
    importTargets: targets(both, valueOf(statement, 'vrf-target', 'import')),
    exportTargets: targets(both, valueOf(statement, 'vrf-target', 'export')),
    vrfImports: valuesOf(statement, 'vrf-import'),
    vrfExports: valuesOf(statement, 'vrf-export'),
    routerId: valueOf(options, 'router-id'),
    asn: readAsNumber(valueOf(options, 'autonomous-system')) ?? mainAsn,
    multipath: present(options, 'multipath'),
    multipath6: present(rib6, 'multipath'),
    ipPrefixRoutes: ipPrefixRoutes(below(statement, 'protocols', 'evpn', 'ip-prefix-routes')),
    statement,
  };
}

function targets(...given: readonly (string | undefined)[]): string[] {
  return given.filter((one) => one !== undefined);
}

function ipPrefixRoutes(statement: Statement | undefined): IpPrefixRoutes | undefined {
  if (statement === undefined) return undefined;
  const vni = valueOf(statement, 'vni');
  return {
    advertise: valueOf(statement, 'advertise'),
    encapsulation: valueOf(statement, 'encapsulation'),
    vni: vni === undefined ? undefined : Number(vni),
    imports: valuesOf(statement, 'import'),
    exports: valuesOf(statement, 'export'),
    rejectAsymmetricVni: present(statement, 'reject-asymmetric-vni'),
  };
}
