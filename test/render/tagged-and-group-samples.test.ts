import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import {
  BgpAuthentication,
  ChannelSpeed,
  EbgpServerPeering,
  FabricStack,
  KeyChain,
  LeafDevice,
  MultihomedServer,
  PortBreakout,
  Prerequisite,
  QfxModel,
  ServerFacingInterface,
  Vrf5Instance,
} from '../../lib/index';
import { Configuration } from '../../lib/junos/tree/configuration';
import { writeSet } from '../../lib/junos/formats/set-writer';
import { inGroup } from '../../lib/render/group';
import type { RenderedDevice } from '../../lib/render/rendered-device';
import { renderDevice } from '../../lib/render/render-device';
import { FABRIC_PROPS, guideLeaf, guideVrf } from '../support/guide-stack';
import { describeWithShared } from '../support/shared';

/** A line of one of the two, and why the other does not have it. */
type Justified = Readonly<Record<string, string>>;

/** What a sample and our rendering have, each for itself. */
interface Differences {
  readonly onlyTheirs: Justified;
  readonly onlyOurs: Justified;
}

const STRIPPED = 'what means something only in the fabric is taken off where routes leave and enter it';
const SHOWN = 'people see which server it is';
const CLOSED = 'what is not meant stays out, whatever the default policy is';

function rendered(stack: FabricStack): RenderedDevice {
  const intent: FabricIntent | undefined = fabricSourceOf(stack.fabric)?.intent();
  const [device] = intent?.devices ?? [];
  if (intent === undefined || device === undefined) throw new Error('there is a device');
  return renderDevice(device, intent);
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Statements of the sample under our names. */
function sampleLines(file: string, names: readonly (readonly [RegExp, string])[]): string[] {
  return lines(readFileSync(file, 'utf8')).map((line) =>
    names.reduce((text, [theirs, ours]) => text.replace(theirs, ours), line),
  );
}

function expectOnly(ours: readonly string[], theirs: readonly string[], { onlyOurs, onlyTheirs }: Differences): void {
  expect(theirs.filter((line) => !ours.includes(line)).sort()).toEqual(Object.keys(onlyTheirs).sort());
  expect(ours.filter((line) => !theirs.includes(line)).sort()).toEqual(Object.keys(onlyOurs).sort());
}

function stripping(policy: string, term: string, prefix = ''): Justified {
  const path = `set ${prefix}policy-options policy-statement ${policy} term ${term} then community delete`;
  return { [`${path} dc1-any-encapsulation`]: STRIPPED, [`${path} dc1-any-route-target`]: STRIPPED };
}

function communities(prefix = ''): Justified {
  const path = `set ${prefix}policy-options community`;
  return {
    [`${path} dc1-any-encapsulation members encapsulation:*:*`]: STRIPPED,
    [`${path} dc1-any-route-target members target:*:*`]: STRIPPED,
  };
}

describeWithShared('the sample of a server in a group', ['reference', 'junos-samples'], (samples) => {
  test('is written as constructs and renders to the same statements, less the named differences', () => {
    const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
    new MultihomedServer(stack, 'END_SYSTEM_1', {
      vrf: guideVrf(stack),
      asn: 4220000001,
      prefixes: ['10.1.5.0/24'],
      description: 'to IP-connected server',
      attachments: [{ leaf: guideLeaf(stack, 10), interface: 'et-0/0/15', subnet: '172.16.104.0/30' }],
    });
    const ours = lines(writeSet(inGroup('dc1', rendered(stack).group)));
    const theirs = sampleLines(join(samples, 'leaf10-group.set'), [
      [/\bMULTIHOMED-SERVER-1\b/g, 'dc1'],
      [/\bADVERTISE_EDGE_ROUTES\b/g, 'VRF_5-type-5-export'],
      [/\bVRF_5_TO_SERVER\b/g, 'VRF_5-to-dc1-servers'],
      [/\bSERVER_1_IN\b/g, 'VRF_5-END_SYSTEM_1-in'],
      [/\bterm TERM_1 /g, 'term direct '],
      [/\bterm (?:TERM_2|BGP) /g, 'term bgp '],
      [/\bterm ANNOUNCED /g, 'term announced '],
      [/\bterm EVPN /g, 'term evpn '],
    ]);
    const inDc1 = 'groups dc1 ';
    const neighbor = `set ${inDc1}routing-instances VRF_5 protocols bgp group END_SYSTEM_1 neighbor 172.16.104.2`;
    expectOnly(ours, theirs, {
      onlyTheirs: {
        'set apply-groups dc1': 'the rollout applies the group, last, and says so in its diff',
        [`set ${inDc1}routing-instances VRF_5 vrf-table-label`]: 'an MPLS matter; tested VXLAN fabrics do without',
        [`set ${inDc1}routing-instances VRF_5 routing-options auto-export`]:
          'leaks between VRFs of a device, which nobody asked for',
      },
      onlyOurs: {
        [`${neighbor} description END_SYSTEM_1`]: SHOWN,
        [`set ${inDc1}policy-options policy-statement VRF_5-type-5-export then reject`]: CLOSED,
        ...stripping('VRF_5-END_SYSTEM_1-in', 'announced', inDc1),
        ...stripping('VRF_5-to-dc1-servers', 'evpn', inDc1),
        ...stripping('VRF_5-to-dc1-servers', 'bgp', inDc1),
        ...communities(inDc1),
      },
    });
  });
});

describeWithShared('the sample of a tagged dual-stack port', ['reference', 'junos-samples'], (samples) => {
  test('is written as constructs and renders to the same statements, less the named differences', () => {
    const { base, group } = rendered(taggedPort());
    const ours = [...lines(writeSet(group)), ...lines(writeSet(base))];
    const theirs = sampleLines(join(samples, 'leaf10-tagged6.set'), []);
    const bgp = 'set routing-instances VRF_5 protocols bgp group S6';
    const vrf = 'set routing-instances VRF_5';
    const onGroup =
      'the same on the group: it holds one server, and a neighbor of its own would be a second place to look';
    const typeFive = 'the sample leaves out how type-5 routes are made, without which the VRF ends at its leaf';
    const policy = 'set policy-options policy-statement';
    expectOnly(ours, theirs, {
      onlyTheirs: {
        'set interfaces xe-0/0/3:1 native-vlan-id 1':
          'a native VLAN is said by the interface that is in it, and the sample has none',
        [`${vrf} route-distinguisher 4210000010L:5`]:
          'ours is the loopback and a number, so that it differs on every leaf',
        [`${bgp} family inet6 unicast`]: 'ours has a prefix limit below it, which says the same and more',
        [`${bgp} neighbor 2001:db8:5::1 as-override`]: onGroup,
        [`${bgp} neighbor 2001:db8:5::1 authentication-algorithm ao`]: onGroup,
        [`${bgp} neighbor 2001:db8:5::1 authentication-key-chain KC`]: onGroup,
      },
      onlyOurs: {
        'set interfaces xe-0/0/3:1 unit 299 description "S6 (dc1)"': SHOWN,
        [`${vrf} route-distinguisher 192.168.1.10:5`]: 'see above',
        [`${vrf} routing-options multipath`]: 'without it one attachment gets all the traffic',
        [`${vrf} routing-options rib VRF_5.inet6.0 multipath`]: 'the same for IPv6',
        [`${bgp} family inet6 unicast prefix-limit maximum 1000`]: 'a server that announces too much is noticed',
        [`${bgp} log-updown`]: 'a session that comes and goes is noticed',
        [`${bgp} multipath multiple-as`]: 'the other attachments may have another path',
        [`${bgp} as-override`]: onGroup,
        [`${bgp} authentication-algorithm ao`]: onGroup,
        [`${bgp} authentication-key-chain KC`]: onGroup,
        [`${bgp} neighbor 2001:db8:5::1 description S6`]: SHOWN,
        [`${bgp} import VRF_5-S6-in-marks`]: 'with as-override, what is the server’s own is marked …',
        [`${bgp} export VRF_5-S6-out-marks`]: '… and kept from it',
        [`${policy} VRF_5-S6-in-marks then community add dc1-origin-65001-5`]: 'see above',
        [`${policy} VRF_5-S6-out-marks term own-site from community dc1-origin-65001-5`]: 'see above',
        [`${policy} VRF_5-S6-out-marks term own-site then reject`]: 'see above',
        [`${policy} VRF_5-S6-out-marks term own-prefixes from route-filter 2001:db8:66::/64 exact`]: 'see above',
        [`${policy} VRF_5-S6-out-marks term own-prefixes then reject`]: 'see above',
        'set policy-options community dc1-origin-65001-5 members origin:65001:5': 'see above',
        [`${bgp} import VRF_5-S6-in`]: 'nothing is accepted unseen',
        [`${policy} VRF_5-S6-in term announced from route-filter 2001:db8:66::/64 exact`]: 'see above',
        [`${policy} VRF_5-S6-in term announced then accept`]: 'see above',
        [`${policy} VRF_5-S6-in then reject`]: 'see above',
        ...stripping('VRF_5-S6-in', 'announced'),
        [`${bgp} export VRF_5-to-dc1-servers`]: 'without it the server learns nothing of the fabric',
        ...['evpn', 'bgp'].reduce<Justified>(
          (all, protocol) => ({
            ...all,
            [`${policy} VRF_5-to-dc1-servers term ${protocol} from protocol ${protocol}`]: 'see above',
            [`${policy} VRF_5-to-dc1-servers term ${protocol} then accept`]: 'see above',
            ...stripping('VRF_5-to-dc1-servers', protocol),
          }),
          {},
        ),
        [`${policy} VRF_5-to-dc1-servers then reject`]: CLOSED,
        [`${vrf} protocols evpn ip-prefix-routes advertise direct-nexthop`]: typeFive,
        [`${vrf} protocols evpn ip-prefix-routes encapsulation vxlan`]: typeFive,
        [`${vrf} protocols evpn ip-prefix-routes vni 16776000`]: typeFive,
        [`${vrf} protocols evpn ip-prefix-routes export VRF_5-type-5-export`]: typeFive,
        ...['direct', 'bgp'].reduce<Justified>(
          (all, protocol) => ({
            ...all,
            [`${policy} VRF_5-type-5-export term ${protocol} from protocol ${protocol}`]: typeFive,
            [`${policy} VRF_5-type-5-export term ${protocol} then accept`]: typeFive,
          }),
          {},
        ),
        [`${policy} VRF_5-type-5-export then reject`]: CLOSED,
        ...communities(),
      },
    });
  });

  test('is a tree that reads back from its lines', () => {
    const { base, group } = rendered(taggedPort());
    const both = new Configuration();
    for (const { words } of [...group.statements(), ...base.statements()]) both.set(...words);
    expect(lines(writeSet(both))).toHaveLength(lines(writeSet(group)).length + lines(writeSet(base)).length);
  });

  function taggedPort(): FabricStack {
    const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
    const leaf = new LeafDevice(stack, 'leaf10', {
      model: QfxModel.QFX10002_60C,
      junos: '20.4R1',
      loopback: '192.168.1.10',
      managementAddress: '10.0.0.10',
      prerequisites: { breakouts: Prerequisite.CONFIGURE },
    });
    new PortBreakout(stack, 'breakout', { leaf, interface: 'et-0/0/3', channelSpeed: ChannelSpeed.SPEED_10G });
    const port = new ServerFacingInterface(stack, 'S6', {
      leaf,
      vrf: new Vrf5Instance(stack, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:4210000001L:5005' }),
      interface: 'xe-0/0/3:1',
      vlanId: 299,
      mtu: 9216,
      inetMtu: 9000,
      inet6Mtu: 9000,
      addresses: ['10.0.0.0/31', '2001:db8:5::/127'],
    });
    new EbgpServerPeering(port, 'S6', {
      interface: port,
      neighbor: '2001:db8:5::1',
      peerAsn: 65001,
      prefixes: ['2001:db8:66::/64'],
      bfd: false,
      siteOfOrigin: 'origin:65001:5',
      asOverride: true,
      authentication: BgpAuthentication.tcpAo(KeyChain.fromKeyChainName(stack, 'key-chain', 'KC')),
    });
    return stack;
  }
});
