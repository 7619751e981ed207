import type { FabricIntent, PeeringIntent } from '../../intent/fabric-intent';

/** The sessions in VRFs of which the fabric owns only interfaces and BGP groups. */
export function sessionsInVrfsOfOthers({ devices, vrfs }: FabricIntent): readonly PeeringIntent[] {
  const foreign = new Set(vrfs.filter(({ owned }) => !owned).map(({ name }) => name));
  return devices.flatMap(({ peerings }) => peerings.filter(({ vrf }) => foreign.has(vrf)));
}
