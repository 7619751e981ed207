import fc from 'fast-check';
import type { DeviceIntent, FabricIntent, OverlayNeighborIntent } from '../../lib/intent/fabric-intent';
import type { Configuration } from '../../lib/junos/tree/configuration';
import type { Failure } from '../../lib/reachability/network/failures';
import { failuresOf } from '../../lib/reachability/network/failures';
import type { Network } from '../../lib/reachability/network/network';
import { readNetwork } from '../../lib/reachability/network/network';
import { HealthyState } from '../../lib/reachability/state/baseline';
import { FailureState } from '../../lib/reachability/state/fabric-state';
import { survive } from '../../lib/reachability/survival';
import type { ClosServer } from './support/clos';
import { clos } from './support/clos';
import { inputOf } from './support/configurations';
import { equalPaths } from './support/path-vector';

const LEAVES = 4;
/** Where those of the underlay begin, which the overlay has too. */
const LEAF_AS_NUMBERS = 4200001000;
const leafNumber = fc.integer({ min: 1, max: LEAVES });
const leafSet = fc.uniqueArray(leafNumber, { maxLength: 2 });

/** What is unlike in fabrics whose overlay is of EBGP sessions. */
const fabrics = fc.record({
  spines: fc.integer({ min: 1, max: 3 }),
  servers: fc.array(fc.record({ leaves: fc.uniqueArray(leafNumber, { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  loops: fc.option(fc.constant(2), { nil: undefined }),
  /** Leaves that have the AS number of leaf1. */
  twins: leafSet,
  /** The leaf whose AS number the first server has too. */
  serverLike: fc.option(leafNumber),
  /** Leaves that tell spines what spines have told them. */
  unguarded: leafSet,
  /** Leaves that have the route distinguisher of leaf1. */
  sharers: leafSet,
  withoutSpine: fc.option(leafNumber),
  withoutMultipath: fc.option(leafNumber),
  /** A leaf that takes nothing that has been through a spine. */
  deaf: fc.option(leafNumber),
  /** A leaf that tells spine1 nothing of the first server. */
  hidesPrefix: fc.option(leafNumber),
  /** A leaf that makes the AS paths of what it tells longer. */
  prepends: fc.option(leafNumber),
});

type Shape = typeof fabrics extends fc.Arbitrary<infer T> ? T : never;

function overEbgp(fabric: FabricIntent, loops: number | undefined): FabricIntent {
  const asns = new Map(fabric.devices.map(({ hostname, underlay }) => [hostname, underlay?.localAsn]));
  const known = (neighbors: readonly OverlayNeighborIntent[] = []): OverlayNeighborIntent[] =>
    neighbors.map((one) => ({ ...one, peerAsn: asns.get(one.hostname) }));
  const devices = fabric.devices.map((device): DeviceIntent => ({
    ...device,
    asn: asns.get(device.hostname),
    overlay: {
      constructPath: device.constructPath,
      external: { loops },
      clients: known(device.overlay?.clients),
      peers: device.role === 'spine' ? [] : known(device.overlay?.peers),
    },
  }));
  return { ...fabric, devices };
}

const GROUP = ['protocols', 'bgp', 'group', 'dc1-overlay'];
const POLICY = ['policy-options', 'policy-statement'];

function networkOf(shape: Shape): Network {
  const { loops, servers, spines } = shape;
  const named = servers.map(({ leaves }, i): ClosServer => ({ name: `server${i + 1}`, leaves: [...leaves].sort() }));
  const fabric = overEbgp(clos({ spines, leaves: LEAVES, servers: named }), loops);
  return readNetwork(
    inputOf(withServerLike(fabric, shape.serverLike), (configuration, hostname) => {
      edit(shape, configuration, hostname);
    }),
  );
}

function withServerLike(fabric: FabricIntent, leaf: number | null): FabricIntent {
  const [first] = fabric.servers;
  if (leaf === null || first === undefined) return fabric;
  return JSON.parse(JSON.stringify(fabric).replaceAll(`:${first.asn}`, `:${LEAF_AS_NUMBERS + leaf}`)) as FabricIntent;
}

function edit(shape: Shape, configuration: Configuration, hostname: string): void {
  const spine = hostname.startsWith('spine');
  const leaf = spine ? 0 : Number(hostname.replace('leaf', ''));
  for (const twin of shape.twins) {
    if (spine) configuration.set(...GROUP, 'neighbor', `192.168.1.${twin}`, 'peer-as', String(LEAF_AS_NUMBERS + 1));
  }
  if (shape.twins.includes(leaf)) configuration.set(...GROUP, 'local-as', String(LEAF_AS_NUMBERS + 1));
  if (shape.unguarded.includes(leaf)) configuration.delete(...GROUP, 'export');
  if (shape.sharers.includes(leaf)) {
    configuration.set('routing-instances', 'VRF_5', 'route-distinguisher', '192.168.1.1:5');
  }
  if (leaf === shape.withoutSpine) configuration.delete(...GROUP, 'neighbor', '192.168.0.1');
  if (leaf === shape.withoutMultipath) {
    configuration.delete('routing-instances', 'VRF_5', 'routing-options', 'multipath');
  }
  if (leaf === shape.deaf) {
    configuration.set('policy-options', 'community', 'marked', 'members', '0:14');
    configuration.set(...POLICY, 'deaf', 'from', 'community', 'marked');
    configuration.set(...POLICY, 'deaf', 'then', 'reject');
    configuration.set(...GROUP, 'import', 'deaf');
  }
  if (leaf === shape.hidesPrefix) {
    configuration.set(...POLICY, 'hide', 'from', 'route-filter', '10.1.0.0/24', 'exact');
    configuration.set(...POLICY, 'hide', 'then', 'reject');
    configuration.set(...GROUP, 'neighbor', '192.168.0.1', 'export', 'hide');
  }
  if (leaf === shape.prepends) {
    configuration.set(...POLICY, 'longer', 'then', 'as-path-prepend', '4200009999');
    configuration.set(...POLICY, 'longer', 'then', 'accept');
    configuration.set(...GROUP, 'neighbor', '192.168.0.1', 'export', 'longer');
  }
}

/** The fewest paths of any device in any case, by way of a simulation that takes nothing to be alike. */
function fewestPaths(network: Network, cases: readonly (readonly Failure[])[]): number[] {
  const least: number[] = [];
  for (const failures of [[], ...cases]) {
    const state = new FailureState(new HealthyState(network), failures);
    for (const destination of state.baseline.destinations) {
      const isAlive = (device: number): boolean =>
        destination.sites.some((site) => site.device === device && state.aliveHomes(site).length > 0);
      const asked = (state.baseline.receivers.get(destination.vrf) ?? []).filter(
        ({ device }) => !state.isCutOff(device) && !isAlive(device),
      );
      const left = destination.sites.some(({ device }) => isAlive(device) && !state.isCutOff(device));
      const found = asked.map((receiver) => equalPaths(state, destination, receiver));
      const alone = found.length === 0 ? [state.announcers(destination).length] : found;
      least[destination.index] = Math.min(least[destination.index] ?? Infinity, ...(left ? alone : [0]));
    }
  }
  return least;
}

const PLAIN: Shape = {
  spines: 2,
  servers: [{ leaves: [1, 2] }, { leaves: [3] }],
  loops: undefined,
  twins: [],
  serverLike: null,
  unguarded: [],
  sharers: [],
  withoutSpine: null,
  withoutMultipath: null,
  deaf: null,
  hidesPrefix: null,
  prepends: null,
};

/** Only one of the two is kept back. */
const TWO_ON_LEAF1: Shape = { ...PLAIN, spines: 1, servers: [{ leaves: [1] }, { leaves: [1] }] };

test('devices and routes of an EBGP overlay that are taken to be alike have what each of them has', () => {
  fc.assert(
    fc.property(fabrics, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }), (shape, pairs) => {
      const network = networkOf(shape);
      const failures = failuresOf(network, ['link', 'leaf', 'spine', 'session']);
      const at = (index: number): Failure[] => failures.slice(index % failures.length).slice(0, 1);
      const cases = [...failures.map((one) => [one]), ...pairs.map(([a, b]) => [...at(a), ...at(b)])];
      const { destinations } = survive(network, cases);
      expect(destinations.map(({ worst }) => worst.paths)).toEqual(fewestPaths(network, cases));
      expect(destinations.map(({ healthy }) => healthy)).toEqual(fewestPaths(network, []));
    }),
    {
      numRuns: 12,
      examples: [
        [PLAIN, []],
        [{ ...PLAIN, twins: [3] }, []],
        [{ ...TWO_ON_LEAF1, serverLike: 3 }, []],
        [{ ...TWO_ON_LEAF1, hidesPrefix: 1 }, []],
        [{ ...PLAIN, unguarded: [2] }, [[0, 5]]],
      ],
    },
  );
});

test('leaves that relay nothing are alike, and the others are not', () => {
  const signatures = (shape: Shape): readonly string[] => new HealthyState(networkOf(shape)).signatures;
  const distinct = (shape: Shape): number => new Set(signatures(shape).slice(0, LEAVES)).size;
  expect(distinct(PLAIN)).toBe(1);
  expect(distinct({ ...PLAIN, unguarded: [2] })).toBe(2);
  expect(distinct({ ...PLAIN, deaf: 2 })).toBe(2);
  expect(distinct({ ...PLAIN, serverLike: 3 })).toBe(2);
  expect(distinct({ ...PLAIN, twins: [3] })).toBe(2);
  expect(distinct({ ...PLAIN, prepends: 1 })).toBe(LEAVES);
  expect(distinct({ ...PLAIN, hidesPrefix: 1 })).toBe(LEAVES);
});
