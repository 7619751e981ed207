import fc from 'fast-check';
import { readSet } from '../../lib/junos/formats/set-reader';
import type { Neighbor } from '../../lib/routing-model/bgp';
import { neighborsOf, rangesOf, readRoutingModel } from '../../lib/routing-model/routing-model';

const BGP = 'set protocols bgp';
const GROUP = `${BGP} group G`;
const NEIGHBOR = `${GROUP} neighbor 10.0.0.1`;

function neighborIn(...lines: readonly string[]): Neighbor {
  const [neighbor] = neighborsOf(readRoutingModel(readSet([NEIGHBOR, ...lines].join('\n'))));
  if (neighbor === undefined) throw new Error('there is no neighbor');
  return neighbor;
}

/** Options of a session that one statement says, and where the model has them. */
const OPTIONS: readonly (readonly [
  statement: string,
  values: readonly string[],
  of: (neighbor: Neighbor) => unknown,
])[] = [
  ['description', ['a', 'b', 'c'], ({ description }) => description],
  ['local-address', ['10.1.0.1', '10.1.0.2', '10.1.0.3'], ({ localAddress }) => localAddress],
  ['local-as', ['65001', '65002', '65003'], ({ localAsn }) => String(localAsn)],
  ['peer-as', ['65001', '65002', '65003'], ({ peerAsn }) => String(peerAsn)],
  ['cluster', ['1.1.1.1', '1.1.1.2', '1.1.1.3'], ({ cluster }) => cluster],
  ['hold-time', ['10', '20', '30'], ({ holdTimeSec }) => String(holdTimeSec)],
  ['import', ['A', 'B', 'C'], ({ imports }) => imports.join()],
  ['export', ['A', 'B', 'C'], ({ exports }) => exports.join()],
  ['multihop ttl', ['2', '3', '4'], ({ multihopTtl }) => String(multihopTtl)],
  ['authentication-key', ['x', 'y', 'z'], ({ authentication }) => authentication?.key],
  ['bfd-liveness-detection minimum-interval', ['300', '400', '500'], ({ bfd }) => String(bfd?.intervalMs)],
  ['family inet unicast loops', ['2', '3', '4'], ({ loops }) => String(loops.inet)],
  ['family inet unicast prefix-limit maximum', ['2', '3', '4'], (one) => String(one.prefixLimits.inet?.maximum)],
];

const LEVELS = [NEIGHBOR, GROUP, BGP];

test('of every option the neighbor is asked before its group, and the group before all of BGP', () => {
  const anyOption = fc.constantFrom(...OPTIONS);
  const anyLevels = fc.subarray([0, 1, 2], { minLength: 1 });
  fc.assert(
    fc.property(anyOption, anyLevels, ([statement, values, of], levels) => {
      const lines = levels.map((level) => `${LEVELS[level] ?? ''} ${statement} ${values[level] ?? ''}`);
      expect(of(neighborIn(...lines))).toBe(values[Math.min(...levels)]);
    }),
  );
});

test('a flag that any level has is set', () => {
  for (const level of LEVELS) expect(neighborIn(`${level} passive`).passive).toBe(true);
  expect(neighborIn().passive).toBe(false);
});

test('naming a family at a level replaces what the levels above name', () => {
  const neighbor = neighborIn(`${BGP} family evpn signaling`, `${GROUP} family inet unicast`);
  expect(neighbor.families).toEqual(['inet-unicast']);
});

test('the default family is that of the address', () => {
  const families = (address: string): readonly (readonly string[])[] => {
    const model = readRoutingModel(readSet(`${GROUP} ${address}`));
    return [...neighborsOf(model), ...rangesOf(model)].map((one) => one.families);
  };
  expect(families('neighbor 10.0.0.1')).toEqual([['inet-unicast']]);
  expect(families('neighbor fd00::1')).toEqual([['inet6-unicast']]);
  expect(families('allow fd00::/64')).toEqual([['inet6-unicast']]);
});

describe('AS numbers', () => {
  const MAIN = 'set routing-options autonomous-system 65000';

  test('of an internal neighbor are the local-as of its group at both ends', () => {
    const neighbor = neighborIn(MAIN, `${GROUP} type internal`, `${GROUP} local-as 65001`);
    expect(neighbor).toMatchObject({ type: 'internal', localAsn: 65001, peerAsn: 65001, ownLocalAs: true });
  });

  test('without local-as they are those of the instance', () => {
    expect(neighborIn(MAIN)).toMatchObject({ type: 'internal', localAsn: 65000, peerAsn: 65000, ownLocalAs: false });
  });

  test('that differ make a neighbor external where no type says so, local-as included', () => {
    expect(neighborIn(MAIN, `${GROUP} peer-as 65001`).type).toBe('external');
    expect(neighborIn(MAIN, `${GROUP} peer-as 65001`, `${GROUP} local-as 65001`).type).toBe('internal');
  });

  test('are read in both notations', () => {
    expect(neighborIn(`${GROUP} peer-as 1.10`).peerAsn).toBe(65546);
  });

  test('of a VRF that has none are those of the main instance', () => {
    const model = readRoutingModel(
      readSet(`${MAIN}\nset routing-instances V protocols bgp group G neighbor 10.0.0.1 peer-as 65002`),
    );
    expect(neighborsOf(model)[0]).toMatchObject({ localAsn: 65000, instance: { name: 'V' } });
  });
});

test('ranges stand behind the neighbors of their group, and those of dynamic neighbors behind them', () => {
  const lines = [NEIGHBOR, `${GROUP} allow 10.1.0.0/24`, `${GROUP} dynamic-neighbor D allow 10.2.0.0/24`];
  const model = readRoutingModel(readSet(lines.join('\n')));
  const all = model.bgp.flatMap(({ groups }) => groups.flatMap(({ neighbors }) => neighbors));
  expect(all.map(({ address, isRange }) => [address, isRange])).toEqual([
    ['10.0.0.1', false],
    ['10.1.0.0/24', true],
    ['10.2.0.0/24', true],
  ]);
});

test('where a key and a key chain stand, the chain counts', () => {
  const lines = ['authentication-key k', 'authentication-key-chain C', 'authentication-algorithm ao'];
  expect(neighborIn(...lines.map((line) => `${GROUP} ${line}`)).authentication).toEqual({
    algorithm: 'ao',
    keyChain: 'C',
  });
});

test('a limit of prefixes says what happens when there are more', () => {
  const limit = (rest: string): unknown => {
    const path = `${GROUP} family inet unicast prefix-limit`;
    return neighborIn(`${path} maximum 10`, `${path} ${rest}`).prefixLimits.inet;
  };
  expect(limit('teardown 80')).toEqual({ maximum: 10, action: 'teardown', thresholdPercent: 80 });
  expect(limit('teardown idle-timeout 5')).toEqual({ maximum: 10, action: 'teardown', idleTimeoutMin: 5 });
  expect(limit('teardown idle-timeout forever')).toEqual({
    maximum: 10,
    action: 'teardown',
    idleTimeoutMin: 'forever',
  });
  expect(limit('hide-excess limit-threshold 50')).toEqual({ maximum: 10, action: 'hide-excess', thresholdPercent: 50 });
});
