import { compareText } from '../model/order';
import { routeTargetImportPolicyName } from '../render/names';
import type { Instance } from '../routing-model/instances';

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
export function foundVrfs(instances: readonly Instance[], loopback: string | undefined): FoundVrf[] {
  return instances.flatMap((instance) => {
    const { isMain, type, routeDistinguisher, vrfTarget, ipPrefixRoutes } = instance;
    const vni = ipPrefixRoutes?.vni;
    if (isMain || (type !== undefined && (type !== 'vrf' || vni === undefined))) return [];
    return [
      {
        name: instance.name,
        vni,
        rdNumber: rdNumberOf(routeDistinguisher, loopback),
        routeTarget: vrfTarget,
        importRouteTargets: furtherTargets(instance),
      },
    ];
  });
}

/** Policies of others are left to them: what they are called says who else uses them. */
function furtherTargets({ name, vrfTarget: own, vrfImports, importedTargets = [] }: Instance): string[] {
  if (own === undefined || vrfImports.join() !== routeTargetImportPolicyName(name)) return [];
  return importedTargets.includes(own) ? importedTargets.filter((target) => target !== own).sort(compareText) : [];
}

function rdNumberOf(routeDistinguisher: string | undefined, loopback: string | undefined): number | undefined {
  const [administrator, number] = routeDistinguisher?.split(':') ?? [];
  const value = Number(number);
  return administrator === loopback && value >= 1 && value <= 65535 ? value : undefined;
}
