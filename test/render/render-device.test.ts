import fc from 'fast-check';
import type { DeviceIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { renderDevice } from '../../lib/render/render-device';
import { SCENARIOS, fabric, guidePage, leaf, port, session, vrf } from './scenarios';

/** Group and base of every device as one text. */
function renderAll(intent: FabricIntent): string {
  return [...intent.devices]
    .sort((a, b) => (a.hostname < b.hostname ? -1 : 1))
    .map((device) => {
      const { group, base } = renderDevice(device, intent);
      return `# ${device.hostname}\n${writeSet(group)}# base\n${writeSet(base)}`;
    })
    .join('');
}

/** The same device with every list in some other order. */
function shuffledDevice(device: DeviceIntent): fc.Arbitrary<DeviceIntent> {
  const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length });
  const interfaces = shuffled(device.interfaces).chain((units) =>
    fc.tuple(...units.map((unit) => shuffled(unit.addresses).map((addresses) => ({ ...unit, addresses })))),
  );
  const peerings = shuffled(device.peerings).chain((sessions) =>
    fc.tuple(
      ...sessions.map((one) =>
        shuffled(one.acceptedPrefixes ?? []).map((prefixes) => ({
          ...one,
          acceptedPrefixes: one.acceptedPrefixes === null ? null : prefixes,
        })),
      ),
    ),
  );
  return fc.record({ vrfs: shuffled(device.vrfs), interfaces, peerings }).map((lists) => ({ ...device, ...lists }));
}

function shuffledFabric(intent: FabricIntent): fc.Arbitrary<FabricIntent> {
  return fc
    .tuple(...intent.devices.map(shuffledDevice))
    .chain((devices) => fc.shuffledSubarray(devices, { minLength: devices.length }))
    .map((devices) => ({ ...intent, devices, vrfs: [...intent.vrfs].reverse() }));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

test.each(Object.entries(SCENARIOS))('the order of lists in the intent changes nothing (%s)', (_name, intent) => {
  const expected = renderAll(intent);
  fc.assert(
    fc.property(shuffledFabric(intent), (shuffled) => {
      expect(renderAll(shuffled)).toBe(expected);
    }),
    { numRuns: 25 },
  );
});

test('rendering leaves the intent as it was', () => {
  for (const intent of Object.values(SCENARIOS)) {
    expect(() => renderAll(deepFreeze(structuredClone(intent)))).not.toThrow();
  }
});

test('what a device gets does not depend on what other devices get', () => {
  const guide = guidePage();
  for (const device of guide.devices) {
    const alone = { ...guide, devices: [device] };
    expect(writeSet(renderDevice(device, alone).group)).toBe(writeSet(renderDevice(device, guide).group));
  }
});

test('everything that is set is in the owned hierarchies, and the base group is empty where nothing is configured', () => {
  const owned = /^set (interfaces|policy-options (policy-statement|community)|routing-instances) /;
  for (const intent of Object.values(SCENARIOS)) {
    for (const device of intent.devices) {
      const lines = writeSet(renderDevice(device, intent).group).trimEnd().split('\n');
      expect(lines.filter((line) => !owned.test(line))).toEqual([]);
    }
  }
  const guide = guidePage();
  expect(guide.devices.map((device) => renderDevice(device, guide).base.isEmpty)).toEqual([true, true, true]);
});

test('in a VRF that others own, only interfaces and BGP groups are ours', () => {
  const intent = SCENARIOS['foreign-vrf'] ?? fabric({});
  const lines = intent.devices.flatMap((device) => writeSet(renderDevice(device, intent).group).split('\n'));
  const inVrf = lines.filter((line) => line.startsWith('set routing-instances '));
  expect(inVrf).not.toEqual([]);
  expect(
    inVrf.filter((line) => !/^set routing-instances TENANT-A (interface|protocols bgp group) /.test(line)),
  ).toEqual([]);
});

test('a server without prefixes in a family may announce nothing in it', () => {
  const device = leaf({ interfaces: [port({})], peerings: [session({ acceptedPrefixes: [] })] });
  const text = writeSet(renderDevice(device, fabric({ devices: [device] })).group);
  const policy = text.split('\n').filter((line) => line.includes('policy-statement VRF_5-server1-in '));
  expect(policy).toEqual(['set policy-options policy-statement VRF_5-server1-in then reject']);
});

test('a VRF of ours stands on a device before any server is there', () => {
  const device = leaf({});
  const { group } = renderDevice(device, fabric({ devices: [device] }));
  expect(group.value('routing-instances', 'VRF_5', 'vrf-target')).toBe('target:62273:16776000');
  expect(group.entries('policy-options', 'policy-statement').map(({ keys }) => keys)).toEqual([
    ['VRF_5-type-5-export'],
  ]);
});

test('every policy and community of ours that is used is defined, and every one that is defined is used', () => {
  for (const intent of Object.values(SCENARIOS)) {
    for (const device of intent.devices) {
      const { group, base } = renderDevice(device, intent);
      for (const configuration of [group, base]) {
        const text = writeSet(configuration);
        const all = (pattern: RegExp): string[] =>
          [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
        expect(all(/ (?:vrf-import|import|export) ((?!THEIR-)\S+)$/gm)).toEqual(all(/policy-statement (\S+) /g));
        expect(all(/ (?:community (?:add|delete)|from community) (\S+)$/gm)).toEqual(
          all(/policy-options community (\S+) /g),
        );
      }
    }
  }
});

test('groups and neighbors stand in the order in which people count', () => {
  const session2 = (server: string, host: number): ReturnType<typeof session> =>
    session({ group: server, server, neighbor: `172.16.104.${host}` });
  const device = leaf({
    interfaces: [port({})],
    peerings: [session2('server10', 3), session2('server2', 10), session2('server2', 9)],
  });
  const { group } = renderDevice(device, fabric({ devices: [device] }));
  const bgp = ['routing-instances', 'VRF_5', 'protocols', 'bgp', 'group'];
  expect(group.entries(...bgp).map(({ keys }) => keys)).toEqual([['server2'], ['server10']]);
  expect(group.entries(...bgp, 'server2', 'neighbor').map(({ keys }) => keys)).toEqual([
    ['172.16.104.9'],
    ['172.16.104.10'],
  ]);
});

test('two fabrics on one device that meet in a VRF choose different names', () => {
  const theirs = leaf({ interfaces: [port({})], peerings: [session({})] });
  const ours = leaf({
    vrfs: [{ name: 'VRF_5' }],
    interfaces: [port({ port: 'et-0/0/16', addresses: [{ family: 'inet', address: '172.16.105.1/30' }] })],
    peerings: [session({ group: 'server2', server: 'server2', neighbor: '172.16.105.2' })],
  });
  const owner = renderDevice(theirs, fabric({ devices: [theirs] })).group;
  const guest = renderDevice(
    ours,
    fabric({ name: 'web', devices: [ours], vrfs: [vrf({ name: 'VRF_5', owned: false })] }),
  ).group;
  const lines = writeSet(owner).trimEnd().split('\n');
  expect(
    writeSet(guest)
      .trimEnd()
      .split('\n')
      .filter((line) => lines.includes(line)),
  ).toEqual([]);
  const names = (list: string): string[] =>
    [owner, guest].flatMap((one) => one.entries('policy-options', list).map(({ keys }) => keys.join()));
  for (const list of ['policy-statement', 'community']) expect(new Set(names(list)).size).toBe(names(list).length);
});
