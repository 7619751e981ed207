import type { Configuration } from '../junos/configuration';

/** A VRF, as one device has it. */
export interface FoundVrf {
  readonly name: string;
  readonly vni: number | undefined;
  /** Second half of the route distinguisher, where the first is the loopback. */
  readonly rdNumber: number | undefined;
  readonly routeTarget: string | undefined;
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
    return [
      {
        name,
        vni: vni === undefined ? undefined : Number(vni),
        rdNumber: rdNumberOf(routeDistinguisher, loopback),
        routeTarget: effective.value(...path, 'vrf-target'),
      },
    ];
  });
}

function rdNumberOf(routeDistinguisher: string | undefined, loopback: string | undefined): number | undefined {
  const [administrator, number] = routeDistinguisher?.split(':') ?? [];
  const value = Number(number);
  return administrator === loopback && value >= 1 && value <= 65535 ? value : undefined;
}
