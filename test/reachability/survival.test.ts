import fc from 'fast-check';
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

/** The fewest paths of any device in any case, every device and every case computed from nothing. */
function fewestPaths(network: Network, cases: readonly (readonly Failure[])[]): number[] {
  const least: number[] = [];
  for (const failures of [[], ...cases]) {
    const baseline = new HealthyState(network);
    const state = new FailureState(baseline, failures);
    for (const destination of baseline.destinations) {
      const isAlive = (device: number): boolean =>
        destination.sites.some((site) => site.device === device && state.aliveHomes(site).length > 0);
      const asked = (baseline.receivers.get(destination.vrf) ?? []).filter(
        ({ device }) => !state.isCutOff(device) && !isAlive(device),
      );
      const left = destination.sites.some(({ device }) => isAlive(device) && !state.isCutOff(device));
      const found = asked.map(
        (receiver) => new FailureState(new HealthyState(network), failures).paths(destination, receiver).equal,
      );
      const alone = found.length === 0 ? [state.announcers(destination).length] : found;
      least[destination.index] = Math.min(least[destination.index] ?? Infinity, ...(left ? alone : [0]));
    }
  }
  return least;
}

const servers = fc.array(
  fc.record({ leaves: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }) }),
  { minLength: 1, maxLength: 3 },
);

const fabrics = fc.record({
  spines: fc.integer({ min: 1, max: 3 }),
  servers,
  isOneCluster: fc.boolean(),
  /** Leaves that have the route distinguisher of leaf1. */
  sharers: fc.uniqueArray(fc.integer({ min: 2, max: 5 }), { maxLength: 2 }),
  withoutMultipath: fc.option(fc.integer({ min: 1, max: 5 })),
  withoutSpine: fc.option(fc.integer({ min: 1, max: 5 })),
});

type Shape = typeof fabrics extends fc.Arbitrary<infer T> ? T : never;

function networkOf({ isOneCluster, servers: held, sharers, spines, withoutMultipath, withoutSpine }: Shape): Network {
  const named = held.map(({ leaves }, i): ClosServer => ({ name: `server${i + 1}`, leaves: [...leaves].sort() }));
  const cluster = (spine: number): string => (isOneCluster ? '192.168.0.10' : `192.168.0.${spine}`);
  const fabric = clos({ spines, leaves: 5, servers: named, cluster });
  const input = inputOf(fabric, (configuration, hostname) => {
    const leaf = Number(hostname.replace('leaf', ''));
    if (sharers.includes(leaf)) configuration.set('routing-instances', 'VRF_5', 'route-distinguisher', '192.168.1.1:5');
    if (leaf === withoutMultipath) configuration.delete('routing-instances', 'VRF_5', 'routing-options', 'multipath');
    if (leaf === withoutSpine)
      configuration.delete('protocols', 'bgp', 'group', 'dc1-overlay', 'neighbor', '192.168.0.1');
  });
  return readNetwork(input);
}

/** server1 behind one route distinguisher, server2 behind two: alike in everything else. */
const SHARED_BESIDE_OWN: Shape = {
  spines: 2,
  servers: [{ leaves: [1, 2] }, { leaves: [3, 4] }],
  isOneCluster: true,
  sharers: [2],
  withoutMultipath: null,
  withoutSpine: null,
};

test('what is computed once for many is what each would have been', () => {
  fc.assert(
    fc.property(fabrics, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }), (shape, pairs) => {
      const network = networkOf(shape);
      const failures = failuresOf(network, ['link', 'leaf', 'spine', 'session']);
      const at = (index: number): Failure[] => failures.slice(index % failures.length).slice(0, 1);
      const cases = [...failures.map((one) => [one]), ...pairs.map(([a, b]) => [...at(a), ...at(b)])];
      const { destinations } = survive(network, cases);
      expect(destinations.map(({ worst }) => worst.paths)).toEqual(fewestPaths(network, cases));
      expect(destinations.map(({ healthy }) => healthy)).toEqual(fewestPaths(network, []));
    }),
    { numRuns: 15, examples: [[SHARED_BESIDE_OWN, []]] },
  );
});
