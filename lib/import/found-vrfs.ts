import type { Configuration } from '../junos/tree/configuration';
import { importedRouteTargets } from '../junos/tree/imported-route-targets';
import { compareText } from '../model/order';
import { routeTargetImportPolicyName } from '../render/names';

/** A VRF, as one device has it. */
export interface FoundVrf {
  readonly name: string;
  readonly vni: number | undefined;
  /** Second half of the route distinguisher, where the first is the loopback. */
  readonly rdNumber: number | undefined;
  readonly routeTarget: string | undefined;
  /** Further ones that it imports, sorted, where the policy that says so is called as the library calls it. */
  readonly importRouteTargets: readonly string[];
}

/**
 * The VRFs of a device that make type-5 routes with VXLAN, and instances of which a file shows only what stands in them: a
 * part of a configuration, whose type is said elsewhere.
 */
export function foundVrfs(effective: Configuration, loopback: string | undefined): FoundVrf[] {
  return effective.entries('routing-instances').flatMap(({ keys: [name = ''] }) => {
    const path = ['routing-instances', name];
    const type = effective.value(...path, 'instance-type');
    const vni = effective.value(...path, 'protocols', 'evpn', 'ip-prefix-routes', 'vni');
    if (type !== undefined && (type !== 'vrf' || vni === undefined)) return [];
    const routeDistinguisher = effective.value(...path, 'route-distinguisher');
    const routeTarget = effective.value(...path, 'vrf-target');
    return [
      {
        name,
        vni: vni === undefined ? undefined : Number(vni),
        rdNumber: rdNumberOf(routeDistinguisher, loopback),
        routeTarget,
        importRouteTargets: furtherTargets(effective, name, routeTarget),
      },
    ];
  });
}

/** Policies of others are left to them: what they are called says who else uses them. */
function furtherTargets(effective: Configuration, vrf: string, own: string | undefined): string[] {
  const policies = effective.values('routing-instances', vrf, 'vrf-import');
  if (own === undefined || policies.join() !== routeTargetImportPolicyName(vrf)) return [];
  const imported = importedRouteTargets(effective.find('policy-options'), policies) ?? [];
  return imported.includes(own) ? imported.filter((target) => target !== own).sort(compareText) : [];
}

function rdNumberOf(routeDistinguisher: string | undefined, loopback: string | undefined): number | undefined {
  const [administrator, number] = routeDistinguisher?.split(':') ?? [];
  const value = Number(number);
  return administrator === loopback && value >= 1 && value <= 65535 ? value : undefined;
}
