import type { Statement } from '../../junos/tree/configuration';
import { importedRouteTargets } from '../../junos/tree/imported-route-targets';
import { readAsNumber } from '../../junos/tree/find-statement';
import type { EvpnModel, GeneratedRouteModel, InstanceModel, StaticRouteModel } from '../device-model';
import type { Cursor } from './cursor';
import type { KeyChains } from './read-neighbors';
import { readKeyChains, readNeighbors } from './read-neighbors';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** A routing instance as it is being read. */
export interface ReadInstance {
  readonly model: InstanceModel;
  /** Logical interfaces. */
  readonly interfaces: readonly string[];
}

/**
 * Reads the main instance and every VRF.
 *
 * @param policyOptions - what `vrf-import` refers to
 */
export function readInstances(root: Cursor, policyOptions: Statement | undefined): ReadInstance[] {
  const secrets = readKeyChains(root);
  const main = readMain(root, secrets);
  const others = root.down('routing-instances')?.all('instance') ?? [];
  return [main, ...others.map((one) => readVrf(one, main.model.asn, secrets, policyOptions))];
}

function readMain(root: Cursor, secrets: KeyChains): ReadInstance {
  const options = root.down('routing-options');
  const asn = readAsNumber(options?.value('autonomous-system'));
  const encapsulation = root.down('protocols', 'evpn', 'encapsulation');
  if (encapsulation !== undefined && encapsulation.ownValue !== 'vxlan')
    encapsulation.refuse('the twin knows vxlan only');
  return {
    model: {
      name: MAIN_INSTANCE,
      routerId: options?.value('router-id'),
      asn,
      multipath: { inet: false, inet6: false },
      neighbors: readNeighbors(root, asn, secrets),
      staticRoutes: readStaticRoutes(options),
      generatedRoutes: [options, ...(options?.all('rib') ?? [])].flatMap((table) => readGeneratedRoutes(table)),
    },
    interfaces: [],
  };
}

function readVrf(
  instance: Cursor,
  mainAsn: number | undefined,
  secrets: KeyChains,
  policyOptions: Statement | undefined,
): ReadInstance {
  const options = instance.down('routing-options');
  const type = instance.down('instance-type');
  if (type !== undefined && type.ownValue !== 'vrf') type.refuse('the twin knows instances of type vrf only');
  const asn = readAsNumber(options?.value('autonomous-system')) ?? mainAsn;
  const ribs = options?.all('rib') ?? [];
  const inet6 = ribs.find(({ key }) => key === `${instance.key}.inet6.0`);
  return {
    model: {
      name: instance.key,
      routerId: options?.value('router-id'),
      asn,
      multipath: { inet: options?.has('multipath') ?? false, inet6: inet6?.has('multipath') ?? false },
      neighbors: readNeighbors(instance, asn, secrets),
      evpn: readEvpn(instance, policyOptions),
      staticRoutes: readStaticRoutes(options),
      generatedRoutes: [options, ...(options?.all('rib') ?? [])].flatMap((table) => readGeneratedRoutes(table)),
    },
    interfaces: instance.all('interface').map(({ key }) => key),
  };
}

function readEvpn(instance: Cursor, policyOptions: Statement | undefined): EvpnModel | undefined {
  const routes = instance.down('protocols', 'evpn', 'ip-prefix-routes');
  const routeDistinguisher = instance.value('route-distinguisher');
  const target = instance.value('vrf-target');
  const targetsOf = (direction: string): string[] =>
    [target, instance.value('vrf-target', direction)].flatMap((one) => one ?? []);
  const importPolicies = instance.values('vrf-import');
  const imported =
    importPolicies.length === 0 ? targetsOf('import') : importedRouteTargets(policyOptions, importPolicies);
  if (imported === undefined) instance.down('vrf-import')?.refuse('the twin imports by route target and nothing else');
  const [importTargets, exportTargets] = [imported ?? [], targetsOf('export')];
  if (routes === undefined) return undefined;
  const [advertise, encapsulation] = [routes.down('advertise'), routes.down('encapsulation')];
  if (advertise !== undefined && advertise.ownValue !== 'direct-nexthop') {
    advertise.refuse('the twin makes pure type-5 routes (direct-nexthop) only');
  }
  if (encapsulation !== undefined && encapsulation.ownValue !== 'vxlan')
    encapsulation.refuse('the twin knows vxlan only');
  const vni = routes.value('vni');
  const carries = (direction: string): boolean =>
    routes.value('route-attributes', 'preference', `${direction}-action`) === 'allow';
  const [carriesIn, carriesOut] = [carries('import'), carries('export')];
  const exports = routes.values('export');
  if (vni === undefined || routeDistinguisher === undefined || encapsulation === undefined) return undefined;
  const preference = { carriesIn, carriesOut };
  return { vni: Number(vni), routeDistinguisher, importTargets, exportTargets, exports, ...preference };
}

function readGeneratedRoutes(table: Cursor | undefined): GeneratedRouteModel[] {
  const routes = table?.down('generate')?.all('route') ?? [];
  return routes.map((route) => ({ prefix: route.key, policies: route.values('policy') }));
}

/** Routes that drop what they attract; every other kind of static route is left unread, and so refused. */
function readStaticRoutes(options: Cursor | undefined): StaticRouteModel[] {
  const routes = options?.down('static')?.all('route') ?? [];
  return routes.flatMap((route) => {
    const action = (['discard', 'reject'] as const).find((one) => route.has(one));
    return action === undefined ? [] : [{ prefix: route.key, action }];
  });
}
