import { Testing } from 'cdktf';
import type { EbgpServerPeeringProps, ServerFacingInterfaceProps } from '../../lib/index';
import {
  BgpGroup,
  EbgpServerPeering,
  FabricStack,
  RoutingPolicy,
  ServerFacingInterface,
  Vrf5Instance,
} from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { readSet } from '../../lib/junos/formats/set-reader';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { isAdoptable } from '../../lib/render/adoption';
import { renderDevice } from '../../lib/render/render-device';
import { effectProblems } from '../../lib/rollout/group/effect';
import { evaluate } from '../../lib/rules/evaluate';
import { FabricTemplate } from '../../lib/testing';
import { FABRIC_PROPS, guideLeaf } from '../support/guide-stack';

type Session = Partial<EbgpServerPeeringProps>;

const ANY = 'their policies decide';
const GROUP = 'routing-instances RED protocols bgp group ROUTERS';
const FIRST = { neighbor: '172.16.8.1', peerAsn: 65008 };

/** A leaf with one VLAN of a port of others, in a VRF of others, and sessions in their group. */
function withSessions(sessions: readonly Session[], different: Partial<ServerFacingInterfaceProps> = {}): FabricStack {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  const vrf = Vrf5Instance.fromVrf5InstanceAttributes(stack, 'RED', { name: 'RED' });
  const on = new ServerFacingInterface(stack, 'router', {
    leaf: guideLeaf(stack, 10),
    vrf,
    interface: 'et-0/0/8',
    addresses: ['172.16.8.0/31', '2001:db8:8::/127'],
    vlanId: 199,
    portOfOthers: true,
    ...different,
  });
  sessions.forEach((session, i) => {
    const props = {
      interface: on,
      acceptAnything: ANY,
      bgpGroup: BgpGroup.fromGroupName('ROUTERS'),
      ...FIRST,
      ...session,
    };
    new EbgpServerPeering(on, `session${i}`, props);
  });
  return stack;
}

function linesOf(stack: FabricStack): string[] {
  return FabricTemplate.fromStack(stack).device('leaf10').setLines();
}

function intentOf(stack: FabricStack): FabricIntent {
  const intent = fabricSourceOf(stack.fabric)?.intent();
  if (intent === undefined) throw new Error('a fabric offers its intent');
  return intent;
}

test('in a group of others only the neighbor is configured, and on a port of others only the unit', () => {
  expect(linesOf(withSessions([{}]))).toEqual([
    'set interfaces et-0/0/8 unit 199 vlan-id 199',
    'set interfaces et-0/0/8 unit 199 family inet address 172.16.8.0/31',
    'set interfaces et-0/0/8 unit 199 family inet6 address 2001:db8:8::/127',
    `set ${GROUP} neighbor 172.16.8.1 peer-as 65008`,
    'set routing-instances RED interface et-0/0/8.199',
  ]);
});

test('what the session says stands on the neighbor, and both families fit in one group', () => {
  const lines = linesOf(
    withSessions(
      [
        {
          description: 'router1',
          namesFamily: true,
          holdTimeSec: 30,
          loops: 2,
          importPolicies: [RoutingPolicy.fromExpression('( FROM-ROUTERS )')],
          exportPolicies: [RoutingPolicy.fromPolicyName('TO-ROUTERS')],
        },
        { neighbor: '2001:db8:8::1', bfd: true },
      ],
      { description: 'VLAN of router1' },
    ),
  );
  expect(lines).toContain('set interfaces et-0/0/8 unit 199 description "VLAN of router1"');
  expect(lines.filter((line) => line.includes(' bgp '))).toEqual([
    `set ${GROUP} neighbor 172.16.8.1 description router1`,
    `set ${GROUP} neighbor 172.16.8.1 hold-time 30`,
    `set ${GROUP} neighbor 172.16.8.1 import ( FROM-ROUTERS )`,
    `set ${GROUP} neighbor 172.16.8.1 family inet unicast loops 2`,
    `set ${GROUP} neighbor 172.16.8.1 export TO-ROUTERS`,
    `set ${GROUP} neighbor 172.16.8.1 peer-as 65008`,
    `set ${GROUP} neighbor 2001:db8:8::1 peer-as 65008`,
    `set ${GROUP} neighbor 2001:db8:8::1 bfd-liveness-detection minimum-interval 1000`,
    `set ${GROUP} neighbor 2001:db8:8::1 bfd-liveness-detection multiplier 3`,
  ]);
});

test('what the group says is known of the session and not said again', () => {
  const bgpGroup = BgpGroup.fromGroupName('ROUTERS', { peerAsn: 65008, holdTimeSec: 30, prefixLimit: 50 });
  const stack = withSessions([{ bgpGroup }, { bgpGroup, neighbor: '2001:db8:8::1', holdTimeSec: 90, prefixLimit: 9 }]);
  expect(intentOf(stack).devices[0]?.peerings).toMatchObject([
    { holdTimeSec: 30, prefixLimit: 50, groupOfOthers: { inherited: ['peerAsn', 'prefixLimit', 'holdTimeSec'] } },
    { holdTimeSec: 90, prefixLimit: 9, groupOfOthers: { inherited: ['peerAsn'] } },
  ]);
  expect(linesOf(stack).filter((line) => line.includes(' bgp '))).toEqual([
    `set ${GROUP} neighbor 172.16.8.1`,
    `set ${GROUP} neighbor 2001:db8:8::1 hold-time 90`,
    `set ${GROUP} neighbor 2001:db8:8::1 family inet6 unicast prefix-limit maximum 9`,
  ]);
});

test('a group of others may hold several servers: the rules about groups are for those of the fabric', () => {
  const { findings } = evaluate(intentOf(withSessions([{}, { neighbor: '2001:db8:8::1', peerAsn: 65009 }])));
  expect(findings.map(({ rule }) => rule.id).filter((id) => /group-|policy-name/.test(id))).toEqual([]);
});

describe('what else stands there', () => {
  const THEIRS = `set interfaces et-0/0/8 description theirs
set interfaces et-0/0/8 flexible-vlan-tagging
set interfaces et-0/0/8 unit 7 vlan-id 7
set ${GROUP} type external
set ${GROUP} neighbor 10.9.9.9 peer-as 65999
`;
  const intent = intentOf(withSessions([{}]));
  const [device] = intent.devices;
  if (device === undefined) throw new Error('there is a leaf');
  const rendered = renderDevice(device, intent);
  const ours = linesOf(withSessions([{}])).map((line) => line.replace('set ', 'set groups dc1 '));

  function problems(more: string): string[] {
    const configuration = readSet(`${THEIRS}${more}${ours.join('\n')}\nset apply-groups dc1\n`);
    const wanted = [{ name: 'dc1', content: rendered.group, exclusive: true }];
    return effectProblems('leaf10', wanted, inherit(configuration), new Set()).map(({ code }) => code);
  }

  test('is theirs, and in nobody’s way', () => {
    expect(problems('')).toEqual([]);
  });

  test.each([
    ['the neighbor', `set ${GROUP} neighbor 172.16.8.1 hold-time 9\n`],
    ['the unit', 'set interfaces et-0/0/8 unit 199 family inet mtu 1500\n'],
  ])('is refused under %s, which is ours as a whole', (_, line) => {
    expect(problems(line)).toEqual(['foreignStatement']);
  });

  test('a value of another group that equals ours is no mask, one that differs is', () => {
    const group = (vlan: number): string =>
      `set groups site interfaces <et-*> unit 199 vlan-id ${vlan}\nset apply-groups site\n`;
    expect(problems(group(199))).toEqual([]);
    expect(problems(group(200))).toEqual(['statementMasked']);
  });

  test.each([
    [['interfaces', 'et-0/0/8', 'unit', '199'], true],
    [['interfaces', 'et-0/0/8'], false],
    [[...GROUP.split(' '), 'neighbor', '172.16.8.1'], true],
    [[...GROUP.split(' '), 'neighbor', '10.9.9.9'], false],
    [GROUP.split(' '), false],
  ])('%s can be adopted: %s', (words, can) => {
    expect(isAdoptable(words, intent, rendered)).toBe(can);
  });
});

test('a port is of the fabric or of others, for all its units', () => {
  const stack = withSessions([]);
  new ServerFacingInterface(stack, 'own', {
    leaf: guideLeaf(stack, 11),
    vrf: Vrf5Instance.fromVrf5InstanceAttributes(stack, 'BLUE', { name: 'BLUE' }),
    interface: 'et-0/0/9',
    addresses: ['172.16.9.0/31'],
    vlanId: 5,
  });
  const intent = intentOf(stack);
  const devices = intent.devices.map((device) => ({
    ...device,
    interfaces: intent.devices.flatMap(({ interfaces }) =>
      interfaces.map((one) => ({ ...one, port: 'et-0/0/8', vrf: 'RED' })),
    ),
  }));
  const [first] = devices;
  if (first === undefined) throw new Error('there is a leaf');
  expect(() => renderDevice(first, { ...intent, devices })).toThrow('et-0/0/8 is given more than one owner');
});
