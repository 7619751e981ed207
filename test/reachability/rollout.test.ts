import type { FabricIntent } from '../../lib/intent/fabric-intent';
import type { PlannedChange } from '../../lib/reachability/rollout';
import { momentWords, unsafeMoments } from '../../lib/reachability/rollout';
import { clos } from './support/clos';
import { inputOf } from './support/configurations';

const SERVERS = [{ name: 'server1', leaves: [1, 2], prefixes: ['10.1.5.0/24'] }];

function change(before: FabricIntent, after: FabricIntent, waves: readonly (readonly string[])[]): PlannedChange {
  const [old, next] = [inputOf(before), inputOf(after)];
  return { before: old.devices, after: next.devices, servers: { before: old.servers, after: next.servers }, waves };
}

const fabric = clos({ servers: SERVERS });
/** The same VRF under another route target on every leaf. */
const retargeted: FabricIntent = {
  ...fabric,
  vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, routeTarget: 'target:62273:2' })),
};
const words = (planned: PlannedChange): string[] =>
  unsafeMoments(planned).map((moment) => `${momentWords(moment)}: ${moment.explanation.split('\n')[0] ?? ''}`);

test('a change that alters nothing is safe in waves of one leaf', () => {
  expect(words(change(fabric, fabric, [['leaf1'], ['leaf2'], ['leaf3', 'leaf4']]))).toEqual([]);
});

test('a wave that takes both homes of a server is not', () => {
  expect(words(change(fabric, fabric, [['leaf1', 'leaf2']]))).toEqual([
    'during wave 1 (without leaf1 and leaf2): without leaf1 and leaf2, no home of 10.1.5.0/24 of server1 is left',
  ]);
});

test('what was broken before is not blamed on the change', () => {
  const broken: FabricIntent = {
    ...fabric,
    servers: fabric.servers.map((one) => ({ ...one, asn: 4220009999 })),
  };
  expect(words(change(broken, broken, [['leaf1', 'leaf2']]))).toEqual([]);
});

test('a new route target splits the fabric into old and new leaves', () => {
  const planned = change(fabric, retargeted, [['leaf1'], ['leaf3', 'leaf4'], ['leaf2']]);
  expect(unsafeMoments(planned, { countsWaveAsDown: false })).toEqual([]);
  const [moment] = unsafeMoments(
    change(fabric, retargeted, [
      ['leaf1', 'leaf2'],
      ['leaf3', 'leaf4'],
    ]),
    {
      countsWaveAsDown: false,
    },
  );
  expect(moment).toMatchObject({ done: 1, server: 'server1', paths: 0 });
  expect(moment?.explanation).toContain(
    'leaf1 announces with target:62273:2, and VRF_5 of leaf3 imports target:62273:16776000',
  );
});
