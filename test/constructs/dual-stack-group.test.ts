import { Testing } from 'cdktf';
import type { EbgpServerPeeringProps, MultihomedServerProps } from '../../lib/index';
import { EbgpServerPeering, FabricStack, MultihomedServer, ServerFacingInterface, Vrf5Instance } from '../../lib/index';
import type { FabricIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { renderDevice } from '../../lib/render/render-device';
import { evaluate } from '../../lib/rules/evaluate';
import { FabricTemplate } from '../../lib/testing';
import { errorOf } from '../support/errors';
import { FABRIC_PROPS, guideLeaf, guideVrf } from '../support/guide-stack';
import { intentOf } from '../support/whole-stack';

const BOTH = { subnet: '172.16.104.0/30', subnet6: '2001:db8:104::/127' };
const GROUP = 'set routing-instances VRF_5 protocols bgp group server1';

/** A server with both families on leaf10, and with IPv4 on leaf11. */
function withServer(different: Partial<MultihomedServerProps>): FabricStack {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  new MultihomedServer(stack, 'server1', {
    vrf: guideVrf(stack),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24', '2001:db8:5::/64'],
    attachments: [
      { leaf: guideLeaf(stack, 10), interface: 'et-0/0/15', ...BOTH },
      { leaf: guideLeaf(stack, 11), interface: 'et-0/0/15', subnet: '172.16.104.4/30' },
    ],
    ...different,
  });
  return stack;
}

/** Single sessions of leaf10, each with what is given. */
function withSessions(...sessions: readonly Partial<EbgpServerPeeringProps>[]): FabricStack {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  const on = new ServerFacingInterface(stack, 'rack', {
    leaf: guideLeaf(stack, 10),
    vrf: new Vrf5Instance(stack, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' }),
    interface: 'et-0/0/15',
    addresses: ['172.16.104.1/24', '2001:db8:104::1/64'],
  });
  sessions.forEach((session, i) => {
    const props = { interface: on, peerAsn: 4220000001, group: 'server1', dualStackGroup: true, ...session };
    new EbgpServerPeering(on, `session${i}`, { ...props, acceptAnything: 'a router that passes on what it learns' });
  });
  return stack;
}

const INET = { neighbor: '172.16.104.2' };
const INET6 = { neighbor: '2001:db8:104::2' };

function linesOf(stack: FabricStack, hostname = 'leaf10'): string[] {
  return FabricTemplate.fromStack(stack).device(hostname).setLines();
}

test('both families of a server stand in one group, and what belongs to a family on its neighbor', () => {
  const lines = linesOf(withServer({ dualStackGroup: true, loops: 2, holdTimeSec: 30 }));
  expect(lines.filter((line) => line.startsWith(GROUP))).toEqual([
    `${GROUP} type external`,
    `${GROUP} hold-time 30`,
    `${GROUP} log-updown`,
    `${GROUP} multipath multiple-as`,
    `${GROUP} bfd-liveness-detection minimum-interval 1000`,
    `${GROUP} bfd-liveness-detection multiplier 3`,
    `${GROUP} bfd-liveness-detection session-mode automatic`,
    `${GROUP} neighbor 172.16.104.2 description server1`,
    `${GROUP} neighbor 172.16.104.2 import VRF_5-server1-in`,
    `${GROUP} neighbor 172.16.104.2 family inet unicast prefix-limit maximum 1000`,
    `${GROUP} neighbor 172.16.104.2 family inet unicast loops 2`,
    `${GROUP} neighbor 172.16.104.2 export VRF_5-to-dc1-servers`,
    `${GROUP} neighbor 172.16.104.2 peer-as 4220000001`,
    `${GROUP} neighbor 2001:db8:104::1 description server1`,
    `${GROUP} neighbor 2001:db8:104::1 import VRF_5-server1-inet6-in`,
    `${GROUP} neighbor 2001:db8:104::1 family inet6 unicast prefix-limit maximum 1000`,
    `${GROUP} neighbor 2001:db8:104::1 family inet6 unicast loops 2`,
    `${GROUP} neighbor 2001:db8:104::1 export VRF_5-to-dc1-servers`,
    `${GROUP} neighbor 2001:db8:104::1 peer-as 4220000001`,
  ]);
  expect(lines).toContain(
    'set policy-options policy-statement VRF_5-server1-in term announced from route-filter 10.1.5.0/24 exact',
  );
  expect(lines).toContain(
    'set policy-options policy-statement VRF_5-server1-inet6-in term announced from route-filter 2001:db8:5::/64 exact',
  );
});

test('the policies are those of a group for each family, so that only BGP groups change where the option is set', () => {
  const policies = (stack: FabricStack): string[] => linesOf(stack).filter((line) => !line.startsWith(GROUP));
  expect(policies(withServer({ dualStackGroup: true }))).toEqual(policies(withServer({})));
});

test('an attachment with one family has its group ready for the other', () => {
  const one = linesOf(withServer({ dualStackGroup: true }), 'leaf11');
  expect(one).toContain(`${GROUP} neighbor 172.16.104.6 family inet unicast prefix-limit maximum 1000`);
  expect(one).not.toContain(`${GROUP} import VRF_5-server1-in`);
});

test('two single sessions of one AS number share a group, one of each family', () => {
  const stack = withSessions(INET, INET6);
  expect(linesOf(stack)).toContain(`${GROUP} neighbor 2001:db8:104::2 import VRF_5-server1-inet6-in`);
});

describe('what sessions say of one group', () => {
  type Different = Partial<PeeringIntent>;
  const THIRD = { neighbor: '172.16.104.3', constructPath: 'dc1/rack/third' };

  /** The two sessions of a sound fabric with something different about them, and perhaps a third that is like the first. */
  function edited(inet: Different, inet6: Different, third?: Different): FabricIntent {
    const intent = intentOf(withSessions(INET, INET6));
    const devices = intent.devices.map((device) => {
      const [first, second] = device.peerings;
      if (first === undefined || second === undefined) throw new Error('leaf10 has two sessions');
      const more = third === undefined ? [] : [{ ...first, ...THIRD, ...third }];
      return { ...device, peerings: [{ ...first, ...inet }, { ...second, ...inet6 }, ...more] };
    });
    return { ...intent, devices };
  }

  /** The rules that see it, and what the renderer says where no rule was asked. */
  function refusals(intent: FabricIntent): [rules: string[], code: string] {
    const rules = evaluate(intent).findings.map(({ rule }) => rule.id);
    const [device] = intent.devices;
    const { code } = errorOf(() => (device === undefined ? undefined : renderDevice(device, intent)));
    return [rules.filter((id) => /group-|policy-name/.test(id)), code];
  }

  test('may differ in what belongs to a family', () => {
    const intent = edited({ prefixLimit: 5, drained: 'CHG-17', loops: 2 }, {});
    expect(evaluate(intent).findings.filter(({ rule }) => rule.id.startsWith('bgp/group-'))).toEqual([]);
    expect(intent.devices.map((device) => renderDevice(device, intent))).toHaveLength(1);
  });

  test('may not differ in what stands on the group', () => {
    expect(refusals(edited({ holdTimeSec: 30 }, {}))).toEqual([
      ['bgp/group-settings-differ'],
      'bgpGroupSettingDiffers',
    ]);
  });

  test.each([
    ['one of them is not told to share it', edited({}, { dualStackGroup: undefined })],
    ['they have two AS numbers', edited({}, { peerAsn: 4220000002 })],
    ['they are of two servers', edited({ server: 'a' }, { server: 'b' })],
    ['two of them have one family', edited({}, {}, {})],
  ])('are refused where %s', (_what, intent) => {
    expect(refusals(intent)).toEqual([['bgp/group-shared'], 'bgpGroupShared']);
  });

  test('may not have the policies of another group', () => {
    const intent = edited({}, {}, { group: 'server1-inet6', dualStackGroup: undefined });
    expect(refusals(intent)).toEqual([['bgp/policy-name-clash'], 'policyNameTwice']);
  });
});

test('a range of servers has no neighbor that could name its family', () => {
  const error = errorOf(() => withSessions({ allow: '172.16.104.128/25' }));
  expect(error.code).toBe('optionsExclude');
  expect(error.message).toContain('dualStackGroup');
});
