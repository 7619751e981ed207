import { martianTable } from '../../model/martians';
import type { Instance, IpPrefixRoutes } from '../../routing-model/instances';
import type { RoutingModel } from '../../routing-model/routing-model';
import type { EvpnModel, InstanceModel } from '../device-model';
import type { Refusals } from './refusals';
import { placeOf } from './refusals';
import { translateNeighbors } from './translate-neighbors';

/** The main instance and every VRF. */
export function translateInstances(model: RoutingModel, refusals: Refusals): InstanceModel[] {
  return model.instances.map((instance) => {
    const { name, routerId, asn, multipath, routes, martians } = instance;
    refuseKind(instance, refusals);
    return {
      name,
      routerId,
      asn,
      multipath: instance.isMain ? { inet: false, inet6: false } : multipath,
      neighbors: translateNeighbors(model, instance, refusals),
      evpn: translateEvpn(instance, refusals),
      staticRoutes: routes.flatMap(({ kind, rib, prefix, action }) =>
        kind !== 'static' || rib !== undefined || action === undefined ? [] : [{ prefix, action }],
      ),
      generatedRoutes: routes.flatMap(({ kind, prefix, policies }) => {
        return kind === 'generate' ? [{ prefix, policies }] : [];
      }),
      martians: martianTable(martians),
    };
  });
}

function refuseKind({ isMain, type = 'vrf', evpnEncapsulation = 'vxlan', used }: Instance, refusals: Refusals): void {
  if (isMain && evpnEncapsulation !== 'vxlan') {
    refusals.refuse(placeOf(used, 'evpnEncapsulation'), 'the twin knows vxlan only');
  }
  if (!isMain && type !== 'vrf') {
    refusals.refuse(placeOf(used, 'type'), 'the twin knows instances of type vrf only');
  }
}

function translateEvpn(instance: Instance, refusals: Refusals): EvpnModel | undefined {
  const { used, importedTargets, exportTargets, routeDistinguisher, ipPrefixRoutes: routes } = instance;
  if (importedTargets === undefined) {
    refusals.refuse(placeOf(used, 'vrfImports'), 'the twin imports by route target and nothing else');
  }
  if (routes === undefined) return undefined;
  refuseOtherRoutes(routes, refusals);
  const { vni, encapsulation, exports, importsPreference: carriesIn, exportsPreference: carriesOut } = routes;
  if (vni === undefined || routeDistinguisher === undefined || encapsulation === undefined) return undefined;
  const importTargets = importedTargets ?? [];
  return { vni, routeDistinguisher, importTargets, exportTargets, exports, carriesIn, carriesOut };
}

function refuseOtherRoutes({ advertise, encapsulation, used }: IpPrefixRoutes, refusals: Refusals): void {
  if (advertise !== undefined && advertise !== 'direct-nexthop') {
    const reason = 'the twin makes pure type-5 routes (direct-nexthop) only';
    refusals.refuse(placeOf(used, 'advertise'), reason);
  }
  if (encapsulation !== undefined && encapsulation !== 'vxlan') {
    refusals.refuse(placeOf(used, 'encapsulation'), 'the twin knows vxlan only');
  }
}
