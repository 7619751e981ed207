import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import { withLinksTo } from '../../../lib/rollout/plan/leavers/links-to';
import { fabricSideOf } from '../../../lib/rollout/plan/leavers/server-side';

const LINK = ['set interfaces et-0/0/30 unit 0 family inet address 172.16.0.12/31'];
const OVERLAY = [
  'set protocols bgp group overlay type internal',
  'set protocols bgp group overlay neighbor 192.168.0.1 description spine1',
];
const SERVER = [
  'set interfaces et-0/0/5 ether-options 802.3ad ae1',
  'set interfaces ae1 unit 10 family inet address 172.16.104.1/30',
  'set interfaces lo0 unit 5 family inet address 10.5.0.1/32',
  'set routing-instances VRF_5 instance-type vrf',
  'set routing-instances VRF_5 interface ae1.10',
  'set routing-instances VRF_5 interface lo0.5',
];
const LOOPBACK = 'set interfaces lo0 unit 0 family inet address 192.168.1.12/32';

function linesOf(text: readonly string[]): string[] {
  return [...text].sort();
}

function kept(lines: readonly string[]): string[] | undefined {
  const side = fabricSideOf(readSet(lines.join('\n')));
  return side === undefined ? undefined : linesOf(writeSet(side).trim().split('\n'));
}

describe('the fabric side of a group', () => {
  test('is its links and sessions, without VRFs, their ports, the members of these and their loopbacks', () => {
    expect(kept([...LINK, ...OVERLAY, ...SERVER, LOOPBACK])).toEqual(linesOf([...LINK, ...OVERLAY, LOOPBACK]));
  });

  test('is nothing where others have underlay and overlay, so that the group goes as a whole', () => {
    expect(kept([...SERVER, 'set policy-options policy-statement P then accept'])).toBeUndefined();
  });
});

describe('the links of a device to one that leaves', () => {
  const GONE = new Set(['172.16.0.12', '192.168.1.12']);
  const SPINE = [
    'set interfaces et-0/0/12 description leaf12',
    'set interfaces et-0/0/12 unit 0 family inet address 172.16.0.13/31',
    'set policy-options policy-statement loopback then accept',
    'set protocols bgp group underlay type external',
    'set protocols bgp group underlay export loopback',
    'set protocols bgp group underlay neighbor 172.16.0.12 peer-as 4200000004',
  ];

  function merged(wanted: readonly string[]): string[] {
    const result = withLinksTo(readSet(wanted.join('\n')), readSet(SPINE.join('\n')), GONE);
    return linesOf(writeSet(result).trim().split('\n'));
  }

  test('stay beside what the manifest wants, with the group and the policies that they need', () => {
    const wanted = ['set interfaces et-0/0/1 description leaf10'];
    expect(merged(wanted)).toEqual(linesOf([...SPINE, ...wanted]));
  });

  test('give way where the manifest has another use for the port', () => {
    const wanted = ['set interfaces et-0/0/12 unit 0 family inet address 172.16.0.99/31'];
    expect(merged(wanted)).toEqual(wanted);
  });
});
