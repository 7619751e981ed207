import { canonicalAddress } from '../../model/canonical-address';
import type { Check, PrefixSeenFromHomes } from '../../checks/expectation';
import type { FabricIntent } from '../../intent/fabric-intent';
import { frrNumber } from '../frr/communities';
import type { NodeObservation } from './observation';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** Whether something holds, and what was seen. */
export interface TwinVerdict {
  readonly holds: boolean;
  readonly seen: string;
}

/** The same question as a rollout asks a device, answered by FRR and the kernel. */
export function judgeExpectation(expectation: Check, observation: NodeObservation, fabric: FabricIntent): TwinVerdict {
  switch (expectation.kind) {
    case 'interfaceUp':
      return interfaceUp(expectation.logicalInterface, observation);
    case 'addressPresent':
      return addressPresent(expectation.logicalInterface, expectation.address, observation);
    case 'sessionEstablished':
      return session(observation, expectation.vrf, expectation.neighbor, expectation.peerAsn);
    case 'fabricSessionEstablished':
      return session(observation, MAIN_INSTANCE, expectation.neighbor, expectation.peerAsn);
    case 'sessionStillUp':
      return session(observation, expectation.instance, expectation.neighbor);
    case 'interfaceStillUp':
      return interfaceUp(expectation.interface, observation);
    case 'prefixesAccepted':
      return prefixesAccepted(observation, expectation.vrf, expectation.neighbor, expectation.prefixes.length);
    case 'prefixActiveByBgp':
      return activeRoute(observation, expectation.vrf, expectation.prefix);
    case 'typeFiveRouteCreated':
      return typeFive(observation, expectation, fabric);
    case 'prefixSeenFromHomes':
      return seenFromHomes(observation, expectation, targetOf(fabric, expectation.vrf));
    case 'prefixLeftToOtherHomes':
      return leftToOthers(observation, expectation.vrf, expectation.prefix);
    case 'backupsNotPreferred':
      return notPreferred(observation, expectation);
    case 'bfdSessionStillUp':
    case 'hiddenRoutesNotMore':
    case 'noNewAlarms':
    case 'noNewCores':
      return { holds: false, seen: 'only a device has that' };
  }
}

/** Name of an interface in the kernel; loopbacks of all VRFs are one here. */
function kernelNameOf(logicalInterface: string, { node }: NodeObservation): string | undefined {
  if (logicalInterface.startsWith('lo0.')) return 'lo';
  return node.interfaces.find(({ title }) => title === logicalInterface)?.name;
}

function interfaceUp(logicalInterface: string, observation: NodeObservation): TwinVerdict {
  const { up } = observation;
  const found = kernelNameOf(logicalInterface, observation);
  if (found === undefined) return { holds: false, seen: 'no cable there' };
  const holds = found === 'lo' || up.has(found);
  return { holds, seen: holds ? 'up' : 'down' };
}

function addressPresent(logicalInterface: string, address: string, observation: NodeObservation): TwinVerdict {
  const found = kernelNameOf(logicalInterface, observation);
  const addresses = observation.addresses.get(found ?? '') ?? [];
  return { holds: addresses.includes(address), seen: addresses.join(', ') || 'no address' };
}

function session({ sessions }: NodeObservation, instance: string, neighbor: string, peerAsn?: number): TwinVerdict {
  const found = sessions.find((one) => one.instance === instance && sameAddress(one.neighbor, neighbor));
  if (found === undefined) return { holds: false, seen: `no session to ${neighbor}` };
  const holds = found.state === 'Established' && (peerAsn === undefined || found.peerAsn === peerAsn);
  return { holds, seen: `${found.state} with AS ${found.peerAsn}` };
}

function prefixesAccepted({ sessions }: NodeObservation, vrf: string, neighbor: string, least: number): TwinVerdict {
  const found = sessions.find((one) => one.instance === vrf && sameAddress(one.neighbor, neighbor));
  const received = found?.prefixesReceived ?? 0;
  return { holds: received >= least, seen: `${received} accepted` };
}

function activeRoute({ routes }: NodeObservation, vrf: string, prefix: string): TwinVerdict {
  const hops = routes.get(vrf)?.get(kernelPrefix(prefix));
  return {
    holds: hops !== undefined && hops.length > 0,
    seen: hops === undefined ? 'no route' : `via ${hops.join(', ')}`,
  };
}

function typeFive(
  { typeFives, vnis }: NodeObservation,
  expected: { readonly prefix: string; readonly routeDistinguisher?: string; readonly vrf: string },
  fabric: FabricIntent,
): TwinVerdict {
  const target = targetOf(fabric, expected.vrf);
  const wanted = fabric.vrfs.find(({ name }) => name === expected.vrf)?.vni;
  const vni = vnis.get(expected.vrf);
  const own = typeFives.filter((route) => route.own && route.prefix === expected.prefix);
  const distinguisher = expected.routeDistinguisher === undefined ? undefined : frrNumber(expected.routeDistinguisher);
  const found = own.find((route) => distinguisher === undefined || route.routeDistinguisher === distinguisher);
  const isTargeted = target === undefined || found?.routeTargets.includes(target) === true;
  const holds = found !== undefined && isTargeted && (wanted === undefined || vni === wanted);
  const seen = own.map(
    (route) =>
      `${route.routeDistinguisher} with ${route.routeTargets.join(' ') || 'no target'} and VNI ${vni ?? 'down'}`,
  );
  return { holds, seen: seen.join(', ') || 'none of its own' };
}

function seenFromHomes(
  { typeFives }: NodeObservation,
  { homes, prefix }: PrefixSeenFromHomes,
  target: string | undefined,
): TwinVerdict {
  const routes = typeFives
    .filter((route) => !route.own && route.prefix === prefix)
    .filter((route) => target === undefined || route.routeTargets.includes(target));
  const holds = homes.every(({ nextHop, routeDistinguisher }) =>
    routes.some(
      (route) =>
        route.nextHops.includes(nextHop) &&
        (routeDistinguisher === undefined || route.routeDistinguisher === frrNumber(routeDistinguisher)),
    ),
  );
  const seen = routes.map((route) => `${route.routeDistinguisher} via ${route.nextHops.join(' ') || 'nothing valid'}`);
  return { holds, seen: seen.join(', ') || 'no type-5 route' };
}

/** A drained home makes no type-5 route, and forwards through the fabric. */
function leftToOthers({ routes, typeFives }: NodeObservation, vrf: string, prefix: string): TwinVerdict {
  const own = typeFives.filter((route) => route.own && route.prefix === prefix);
  const hops = routes.get(vrf)?.get(kernelPrefix(prefix)) ?? [];
  const seen = own.map(({ routeDistinguisher }) => `a type-5 route of its own (${routeDistinguisher})`);
  return { holds: own.length === 0 && hops.length > 0, seen: seen.join(', ') || `via ${hops.join(', ') || 'nothing'}` };
}

function notPreferred(
  { routes }: NodeObservation,
  { backups, prefix, vrf }: Extract<Check, { kind: 'backupsNotPreferred' }>,
): TwinVerdict {
  const hops = routes.get(vrf)?.get(kernelPrefix(prefix)) ?? [];
  const holds = hops.length > 0 && !backups.some(({ nextHop }) => hops.includes(tunnelEnd(nextHop, prefix)));
  return { holds, seen: hops.length === 0 ? 'no route' : `via ${hops.join(', ')}` };
}

function targetOf({ vrfs }: FabricIntent, name: string): string | undefined {
  const target = vrfs.find((vrf) => vrf.name === name)?.routeTarget;
  return target === undefined ? undefined : frrNumber(target.replace(/^target:/, ''));
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

/** FRR and the intent may spell an address differently. */
function sameAddress(one: string, other: string): boolean {
  return canonicalAddress(one) === canonicalAddress(other);
}
