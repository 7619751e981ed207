import type { FabricIntent } from '../../lib/intent/fabric-intent';
import type { MomentDemand, UnsafeMoment, Waves } from '../../lib/reachability/rollout';
import { FabricInMotion, momentWords } from '../../lib/reachability/rollout';
import { clos } from './support/clos';
import { inputOf } from './support/configurations';

const SERVERS = [{ name: 'server1', leaves: [1, 2], prefixes: ['10.1.5.0/24'] }];

function moments(before: FabricIntent, after: FabricIntent, waves: Waves, demand: MomentDemand = {}): UnsafeMoment[] {
  const [old, next] = [inputOf(before), inputOf(after)];
  const servers = { before: old.servers, after: next.servers };
  return new FabricInMotion({ before: old.devices, after: next.devices, servers }).unsafeMoments(waves, [demand]);
}

function words(before: FabricIntent, after: FabricIntent, waves: Waves, demand?: MomentDemand): string[] {
  return moments(before, after, waves, demand).map(
    (moment) => `${momentWords(moment, waves)}: ${moment.explanation.split('\n')[0] ?? ''}`,
  );
}

const fabric = clos({ servers: SERVERS });
/** The same VRF under another route target on every leaf. */
const retargeted: FabricIntent = {
  ...fabric,
  vrfs: fabric.vrfs.map((vrf) => ({ ...vrf, routeTarget: 'target:62273:2' })),
};

test('a change that alters nothing is safe in waves of one leaf', () => {
  const waves = [['leaf1'], ['leaf2'], ['leaf3', 'leaf4']];
  expect(words(fabric, fabric, waves)).toEqual([]);
  expect(words(fabric, fabric, waves, { anySingle: 'leaf' })).toEqual([]);
});

test('a wave that takes both attachments of a server is not', () => {
  expect(words(fabric, fabric, [['leaf1', 'leaf2']])).toEqual([
    'during wave 1 (leaf1 and leaf2): while leaf1 and leaf2 change, no attachment of 10.1.5.0/24 of server1 is left',
  ]);
  expect(words(fabric, fabric, [['leaf1', 'leaf2']], { wavesDown: 'none' })).toEqual([]);
  expect(words(fabric, fabric, [['leaf1', 'leaf2']], { wavesDown: 'spine' })).toEqual([]);
});

test('what was broken before is not blamed on the change', () => {
  const broken: FabricIntent = {
    ...fabric,
    servers: fabric.servers.map((one) => ({ ...one, asn: 4220009999 })),
  };
  expect(words(broken, broken, [['leaf1', 'leaf2']])).toEqual([]);
});

test('what shall be gone when the change is done is not missed while it goes', () => {
  const without: FabricIntent = {
    ...fabric,
    devices: fabric.devices.map((device) => ({ ...device, interfaces: [], peerings: [] })),
  };
  expect(words(fabric, without, [['leaf1'], ['leaf2']])).toEqual([]);
});

test('a new route target splits the fabric into old and new leaves', () => {
  const apart = [['leaf1'], ['leaf3', 'leaf4'], ['leaf2']];
  expect(words(fabric, retargeted, apart, { wavesDown: 'none' })).toEqual([]);
  expect(words(fabric, retargeted, apart, { anySingle: 'leaf', wavesDown: 'none' })).toEqual([
    'between wave 1 (leaf1) and wave 2 (leaf3 and leaf4): without leaf2, leaf3 has no path to 10.1.5.0/24 of server1',
    'between wave 2 (leaf3 and leaf4) and wave 3 (leaf2): without leaf1, leaf3 has no path to 10.1.5.0/24 of server1',
  ]);
  const [moment] = moments(
    fabric,
    retargeted,
    [
      ['leaf1', 'leaf2'],
      ['leaf3', 'leaf4'],
    ],
    { wavesDown: 'none' },
  );
  expect(moment).toMatchObject({ done: 1, server: 'server1', paths: 0 });
  expect(moment?.explanation).toContain(
    'leaf1 announces with target:62273:2, and VRF_5 of leaf3 imports target:62273:16776000',
  );
});

test('a server that moves keeps the attachments of both states, so the order of leaves decides', () => {
  const moved = clos({ servers: [{ ...SERVERS[0], name: 'server1', leaves: [3, 4], prefixes: ['10.1.5.0/24'] }] });
  const demand: MomentDemand = { anySingle: 'leaf' };
  expect(words(fabric, moved, [['leaf3'], ['leaf1'], ['leaf4'], ['leaf2']], demand)).toEqual([]);
  expect(words(fabric, moved, [['leaf1'], ['leaf3'], ['leaf2'], ['leaf4']], demand)).toEqual([
    expect.stringContaining('between wave 1 (leaf1) and wave 2 (leaf3): without leaf2, no attachment of 10.1.5.0/24'),
    expect.stringContaining('between wave 3 (leaf2) and wave 4 (leaf4): without leaf3, no attachment of 10.1.5.0/24'),
  ]);
});
