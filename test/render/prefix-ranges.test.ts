import fc from 'fast-check';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { IpAddress } from '../../lib/model/ip-address';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { PrefixRange } from '../../lib/model/prefix-range';
import { readDevice } from '../../lib/reachability/read/device';
import { routeOf } from '../../lib/reachability/policy/route';
import { renderDevice } from '../../lib/render/render-device';
import type { FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { fabric, leaf, port, session } from './scenarios';

function fabricWith(different: Partial<PeeringIntent>): FabricIntent {
  return fabric({ devices: [leaf({ interfaces: [port({})], peerings: [session(different)] })] });
}

function policyLines(different: Partial<PeeringIntent>, policy: string): string[] {
  const intent = fabricWith(different);
  const start = `set policy-options policy-statement ${policy} `;
  return intent.devices
    .flatMap((device) => writeSet(renderDevice(device, intent).group).split('\n'))
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length));
}

test('ranges are said in the words of Junos', () => {
  const acceptedPrefixes = [
    '10.1.5.0/24',
    '10.2.0.0/16 orlonger',
    '10.3.0.0/16 longer',
    '10.244.0.0/16 upto /26',
    '10.245.0.0/16 prefix-length-range /24-/26',
  ];
  const filters = policyLines({ acceptedPrefixes }, 'VRF_5-server1-in').filter((line) => line.includes('route-filter'));
  expect(filters).toEqual([
    'term announced from route-filter 10.1.5.0/24 exact',
    'term announced from route-filter 10.2.0.0/16 orlonger',
    'term announced from route-filter 10.3.0.0/16 longer',
    'term announced from route-filter 10.244.0.0/16 upto /26',
    'term announced from route-filter 10.245.0.0/16 prefix-length-range /24-/26',
  ]);
});

test('filters that would shut one another out stand in terms of their own', () => {
  const acceptedPrefixes = ['10.244.0.0/16 upto /26', '10.244.3.0/24', '10.244.3.0/24 prefix-length-range /28-/30'];
  expect(policyLines({ acceptedPrefixes }, 'VRF_5-server1-in').filter((line) => !line.includes('community'))).toEqual([
    'term announced from route-filter 10.244.3.0/24 exact',
    'term announced then accept',
    'term announced-2 from route-filter 10.244.0.0/16 upto /26',
    'term announced-2 then accept',
    'term announced-3 from route-filter 10.244.3.0/24 prefix-length-range /28-/30',
    'term announced-3 then accept',
    'then reject',
  ]);
});

test('a server is told what others have in its range, and never what is its own alone', () => {
  const lines = policyLines(
    { acceptedPrefixes: ['10.1.5.0/24', '10.244.0.0/16 upto /26'], siteOfOrigin: 'origin:65001:5' },
    'VRF_5-server1-out-marks',
  );
  expect(lines.filter((line) => line.includes('route-filter'))).toEqual([
    'term own-prefixes from route-filter 10.1.5.0/24 exact',
  ]);
});

/** Prefixes within 10.244.0.0/28: few enough to announce each of them. */
const UNIVERSE = [28, 29, 30, 31, 32].flatMap((length) =>
  Array.from({ length: 1 << (length - 28) }, (_, i) =>
    IpPrefix.containing({
      address: IpAddress.fromValue('inet', IpAddress.parse('10.244.0.0').value + BigInt(i << (32 - length))),
      prefixLength: length,
    }),
  ),
);
const RANGES = fc.tuple(fc.constantFrom(...UNIVERSE), fc.nat(4), fc.nat(4)).map(([prefix, from, to]): PrefixRange => {
  const room = 32 - prefix.prefixLength;
  const [low = 0, high = 0] = [from, to].map((more) => Math.min(room, more)).sort((a, b) => a - b);
  return PrefixRange.of(prefix, prefix.prefixLength + low, prefix.prefixLength + high);
});

test('a leaf accepts what is in one of the ranges, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(RANGES, { maxLength: 6 }), (ranges) => {
      const intent = fabricWith({ acceptedPrefixes: [...new Set(ranges.map(String))] });
      const [device] = intent.devices;
      if (device === undefined) throw new Error('there is a leaf');
      const read = readDevice({ hostname: 'leaf10', configuration: renderDevice(device, intent).group });
      const imports = read.vrfs[0]?.sessions[0]?.imports ?? [];
      const told = (prefix: IpPrefix) => routeOf(prefix, 'bgp', { asPath: [4220000001], neighbor: '172.16.104.2' });
      const accepted = UNIVERSE.filter((prefix) => read.policies.apply(imports, told(prefix), 'accept') !== undefined);
      const wanted = UNIVERSE.filter((prefix) => ranges.some((range) => range.contains(prefix)));
      expect(accepted.map(String)).toEqual(wanted.map(String));
    }),
  );
});
