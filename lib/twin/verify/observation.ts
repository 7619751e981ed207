import type { Twin } from '../engine/twin';
import type { KernelInterface, TwinSession, TwinTypeFive } from '../engine/observe';
import type { TwinNode } from '../plan';

/** What a node said, all at about the same time. */
export interface NodeObservation {
  readonly node: TwinNode;
  readonly sessions: readonly TwinSession[];
  readonly typeFives: readonly TwinTypeFive[];
  /** Working VNIs, by VRF. */
  readonly vnis: ReadonlyMap<string, number>;
  /** Routes of the kernel with their next hops, by VRF; the main instance under the empty name. */
  readonly routes: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Names of the interfaces that are up with a carrier. */
  readonly up: ReadonlySet<string>;
  /** Addresses with prefix length, by interface. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

/** Looks at one node. */
export async function observeNode(twin: Twin, node: TwinNode): Promise<NodeObservation> {
  const vrfs = ['', ...node.vrfs.map(({ name }) => name)];
  const [sessions, typeFives, vnis, routes, interfaces] = await Promise.all([
    twin.sessions(node.name),
    node.role === 'server' ? [] : twin.typeFives(node.name),
    twin.vnis(node.name),
    Promise.all(
      vrfs.map(async (vrf) => [vrf, await twin.kernelRoutes(node.name, vrf === '' ? undefined : vrf)] as const),
    ),
    twin.interfaces(node.name),
  ]);
  return {
    node,
    sessions,
    typeFives,
    vnis,
    routes: new Map(routes),
    up: new Set(interfaces.filter(({ up }) => up).map(({ name }) => name)),
    addresses: addressesOf(interfaces),
  };
}

/** Every VRF has a loopback of the same name: its addresses are put together. */
function addressesOf(interfaces: readonly KernelInterface[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { name, addresses } of interfaces) found.set(name, [...(found.get(name) ?? []), ...addresses]);
  return found;
}
