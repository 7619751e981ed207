import type { TwinNodeView } from '../../checks/twin-node-view';
import { groupedBy } from '../../checks/indexed';
import type { FabricIntent } from '../../intent/fabric-intent';
import { canonicalAddress } from '../../model/canonical-address';
import { frrNumber } from '../frr/communities';
import type { NodeObservation } from './observation';

/** What the checks of the fabric see of a node: FRR and the kernel, in the names that devices have. */
export function nodeView(observation: NodeObservation, { vrfs }: FabricIntent): TwinNodeView {
  const { addresses, node, routes, sessions, up, vnis } = observation;
  const typeFives = groupedBy(observation.typeFives, ({ prefix }) => prefix);
  // FRR and the intent may spell an address differently. Of several families of a session the first counts.
  const bySession = groupedBy(sessions, ({ instance, neighbor }) => `${instance} ${canonicalAddress(neighbor)}`);
  const targets = new Map(
    vrfs.map(({ name, routeTarget }) => [name, routeTarget && frrNumber(routeTarget.replace(/^target:/, ''))]),
  );
  /** Loopbacks of all VRFs are one here. */
  const kernelNameOf = (name: string): string | undefined =>
    name.startsWith('lo0.') ? 'lo' : node.interfaces.find(({ title }) => title === name)?.name;
  const nextHops = (vrf: string, prefix: string): readonly string[] | undefined =>
    routes.get(vrf)?.get(kernelPrefix(prefix));
  return {
    interfaceState: (name) => {
      const found = kernelNameOf(name);
      if (found === undefined) return undefined;
      return found === 'lo' || up.has(found) ? 'up' : 'down';
    },
    addresses: (name) => addresses.get(kernelNameOf(name) ?? '') ?? [],
    session: (instance, neighbor) => bySession.get(`${instance} ${canonicalAddress(neighbor)}`)?.[0],
    nextHops,
    leadsTo: (vrf, prefix, loopback) => nextHops(vrf, prefix)?.includes(tunnelEnd(loopback, prefix)) === true,
    typeFives: (vrf, prefix) => {
      const target = targets.get(vrf);
      return (typeFives.get(prefix) ?? []).map(({ nextHops: hops, own, routeDistinguisher, routeTargets }) => ({
        own,
        routeDistinguisher,
        nextHops: hops,
        routeTargets,
        isTargeted: target === undefined || routeTargets.includes(target),
        isFrom: (distinguisher) => routeDistinguisher === frrNumber(distinguisher),
      }));
    },
    vni: (vrf) => ({ working: vnis.get(vrf), intended: vrfs.find(({ name }) => name === vrf)?.vni }),
  };
}

/** IPv6 prefixes go to the mapped address of the same tunnel end. */
export function tunnelEnd(loopback: string, prefix: string): string {
  return prefix.includes(':') ? `::ffff:${loopback}` : loopback;
}

/** The kernel names a host route by its address, and the default route by a word. */
export function kernelPrefix(prefix: string): string {
  if (/^(?:0\.0\.0\.0|::)\/0$/.test(prefix)) return 'default';
  return prefix.replace(prefix.includes(':') ? /\/128$/ : /\/32$/, '');
}
