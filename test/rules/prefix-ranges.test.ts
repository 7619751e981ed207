import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { DEFAULT_RULES } from '../../lib/rules/default-rules';
import type { RuleContext } from '../../lib/rules/rule';
import { soundFabric, withServer2 } from './sound-fabric';

const NOTHING_KNOWN: RuleContext = { model: () => undefined };

/** What a rule says of a fabric. */
function said(rule: string, fabric: FabricIntent): string[] {
  const found = DEFAULT_RULES.find(({ id }) => id === rule);
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  return [...found.check(fabric, NOTHING_KNOWN)].map(({ message }) => message);
}

const server1 = (...prefixes: string[]): FabricIntent => soundFabric({ server1: { prefixes } });

test('nodes that share a range are told of together', () => {
  const shared = ['10.244.0.0/16 upto /26'];
  expect(said('bgp/prefix-of-two-servers', withServer2({ prefixes: shared }, { prefixes: shared }))).toEqual([
    '10.244.0.0/16 upto /26 of server1 and 10.244.0.0/16 upto /26 of server2 overlap in VRF_5',
  ]);
});

test('a prefix within the range of another server overlaps it, one beside it does not', () => {
  const range = { prefixes: ['10.244.0.0/16 orlonger'] };
  expect(said('bgp/prefix-of-two-servers', withServer2({ prefixes: ['10.244.3.0/24'] }, range))).toHaveLength(1);
  expect(said('bgp/prefix-of-two-servers', withServer2({ prefixes: ['10.245.3.0/24'] }, range))).toEqual([]);
});

test('a range around the link of another server, or around a loopback, is told of', () => {
  const two = withServer2({ prefixes: ['172.16.104.0/24 longer'] });
  expect(said('bgp/prefix-covers-link', two)).toEqual([
    '172.16.104.0/24 longer of server2 overlaps 172.16.104.1/30 on et-0/0/15.0 of leaf10',
  ]);
  expect(said('bgp/prefix-covers-loopback', server1('192.168.0.0/16 prefix-length-range /24-/32'))).toEqual([
    '192.168.0.0/16 prefix-length-range /24-/32 of server1 contains the loopback 192.168.1.10 of leaf10',
  ]);
});

test('a range of everything is too wide, and accepts the default route where it holds it', () => {
  expect(said('bgp/range-too-wide', server1('0.0.0.0/0 orlonger'))).toEqual([
    'server1 may announce 0.0.0.0/0 orlonger in VRF_5, 8589934591 prefixes',
  ]);
  expect(said('bgp/default-route-accepted', server1('0.0.0.0/0 upto /24'))).toEqual([
    '0.0.0.0/0 is accepted from server1 in VRF_5',
  ]);
  expect(said('bgp/default-route-accepted', server1('0.0.0.0/0 longer'))).toEqual([]);
  expect(said('bgp/range-too-wide', server1('::/0 longer'))).toHaveLength(1);
  expect(said('bgp/range-too-wide', server1('2001:db8::/32 upto /64', '10.0.0.0/8 orlonger'))).toEqual([]);
});

test('a range that holds more than martian addresses is no error, and those in it are told', () => {
  expect(said('bgp/prefix-is-martian', server1('192.0.0.0/16 upto /24'))).toEqual([]);
  expect(said('bgp/range-holds-martians', server1('192.0.0.0/16 upto /24', '224.0.0.0/3 upto /24'))).toEqual([
    '192.0.0.0/16 upto /24 of server1 holds prefixes within 192.0.0.0/24 orlonger, martian addresses in VRF_5 of leaf10 and leaf11',
    '224.0.0.0/3 upto /24 of server1 holds prefixes within 224.0.0.0/24, 240.0.0.0/4 orlonger and 224.0.0.0/4, martian addresses in VRF_5 of leaf10 and leaf11',
  ]);
  expect(said('bgp/prefix-is-martian', server1('192.0.0.0/24 upto /26', '127.0.0.53/32', 'ff00::/8'))).toEqual([
    '192.0.0.0/24 upto /26 of server1 is within 192.0.0.0/24 orlonger, martian addresses in VRF_5 of leaf10 and leaf11',
    '127.0.0.53/32 of server1 is within 127.0.0.0/8 orlonger, martian addresses in VRF_5 of leaf10 and leaf11',
    'ff00::/8 of server1 is within ff00::/8, martian addresses in VRF_5 of leaf10 and leaf11',
  ]);
  expect(said('bgp/range-holds-martians', server1('192.0.0.0/24 upto /26', '192.0.0.0/16', '10.1.5.0/24'))).toEqual([]);
});

test('the one multicast network of Junos is a martian address, and the networks in it are none', () => {
  expect(said('bgp/prefix-is-martian', server1('224.0.0.0/4'))).toHaveLength(1);
  expect(said('bgp/prefix-is-martian', server1('225.0.0.0/24'))).toEqual([]);
});
