import { Aspects } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  BgpAuthentication,
  EvpnOverlay,
  FabricLink,
  IpFabricUnderlay,
  KeyChain,
  LeafDevice,
  MultihomedServer,
  Secret,
  SpineDevice,
} from '../../lib/index';
import type { FabricStack, ServerAttachment } from '../../lib/index';
import { expectations } from '../../lib/checks/expectations';
import { buildManifest } from '../../lib/manifest/build-manifest';
import { FabricTemplate } from '../../lib/testing';
import { expectGolden } from '../support/golden';
import type { GuideStack } from '../support/guide-stack';
import { guideAttachments, guideStack, guideVrf, terraformOf } from '../support/guide-stack';
import { intentOf, switchProps, wholeStack } from '../support/whole-stack';
import { WITHOUT_HOST_KEYS } from '../support/fabric-fixture';

/** Host names of the peers of each device, in the underlay and in the overlay. */
function peersOf(stack: FabricStack): Record<string, readonly [underlay: string[], overlay: string[]]> {
  return Object.fromEntries(
    intentOf(stack).devices.map(({ hostname, overlay, underlay }) => [
      hostname,
      [
        (underlay?.links ?? []).map(({ peer }) => peer),
        [...(overlay?.clients ?? []), ...(overlay?.peers ?? [])].map((peer) => peer.hostname),
      ],
    ]),
  );
}

describe('what an Aspect takes out of underlay and overlay', () => {
  /** Has an Aspect take out what it finds, as a team's own policy would. */
  function takeOut(stack: FabricStack, isIt: (node: IConstruct) => boolean): void {
    Aspects.of(stack).add({
      visit: (node) => {
        for (const child of node.node.children.filter(isIt)) node.node.tryRemoveChild(child.node.id);
      },
    });
    FabricTemplate.fromStack(stack);
  }

  test('a link goes on both of its ends, and the session of the overlay stays', () => {
    const { stack } = wholeStack();
    takeOut(stack, (node) => FabricLink.isFabricLink(node) && node.node.id.startsWith('leaf10:et-0--0--31'));
    const { leaf10, leaf11, spine1, spine2 } = peersOf(stack);
    const links = [leaf10, leaf11, spine1, spine2].map((peers) => peers?.[0]);
    expect(links).toEqual([['spine1'], ['spine1', 'spine2'], ['leaf10', 'leaf11'], ['leaf11']]);
    expect(leaf10?.[1]).toEqual(['spine1', 'spine2']);
  });

  test('a device goes with its links, its sessions and its attachments', () => {
    const { stack, leaves } = wholeStack();
    const attachments = leaves.map((leaf, i): ServerAttachment => ({
      leaf,
      interface: 'et-0/0/15',
      subnet: `172.16.104.${2 * i}/31`,
    }));
    const vrf = guideVrf(stack);
    new MultihomedServer(stack, 'server1', { vrf, asn: 4220000001, prefixes: ['10.1.5.0/24'], attachments });
    takeOut(stack, (node) => node.node.id === 'leaf11');
    expect(peersOf(stack)).toEqual({
      leaf10: [
        ['spine1', 'spine2'],
        ['spine1', 'spine2'],
      ],
      spine1: [['leaf10'], ['leaf10', 'spine2']],
      spine2: [['leaf10'], ['leaf10', 'spine1']],
    });
    expect(intentOf(stack).servers[0]?.attachments.map(({ hostname }) => hostname)).toEqual(['leaf10']);
  });

  test('a whole layer goes with all that it has configured', () => {
    const { stack } = wholeStack();
    takeOut(stack, (node) => IpFabricUnderlay.isIpFabricUnderlay(node) || EvpnOverlay.isEvpnOverlay(node));
    const template = FabricTemplate.fromStack(stack);
    expect(template.findDevices().flatMap((hostname) => template.device(hostname).setLines())).toEqual([]);
  });

  test('a layer that has gone may be put there again', () => {
    const { stack } = wholeStack();
    stack.node.tryRemoveChild('overlay');
    expect(() => new EvpnOverlay(stack, 'another', { clusterId: '192.168.0.11' })).not.toThrow();
  });
});

describe('an overlay with a leaf that reflects', () => {
  test('takes it out of the clients, which are all other leaves', () => {
    const { stack, leaves } = wholeStack();
    stack.node.tryRemoveChild('overlay');
    new EvpnOverlay(stack, 'overlay', { clusterId: '192.168.0.10', reflectors: leaves.slice(0, 1) });
    const { leaf10, leaf11 } = peersOf(stack);
    expect([leaf10?.[1], leaf11?.[1]]).toEqual([['leaf11'], ['leaf10']]);
  });
});

test('devices of others are the other end of things, and never rendered, rolled out or checked', () => {
  const { stack, leaves } = wholeStack();
  const foreign = SpineDevice.fromSpineDeviceAttributes(stack, 'theirs', {
    hostName: 'spine9',
    loopback: '192.168.0.9',
    underlayAsn: 65009,
  });
  const theirLeaf = LeafDevice.fromLeafDeviceAttributes(stack, 'their-leaf', {
    hostName: 'leaf99',
    loopback: '192.168.1.99',
  });
  const [leaf10] = leaves;
  if (leaf10 === undefined) throw new Error('there is a leaf');
  const underlay = stack.node.findChild('underlay');
  if (!IpFabricUnderlay.isIpFabricUnderlay(underlay)) throw new Error('there is an underlay');
  new FabricLink(stack, 'to-theirs', {
    underlay,
    device: leaf10,
    interface: 'ae9',
    members: ['et-0/0/20'],
    peer: foreign,
    peerInterface: 'ae1',
  });
  stack.node.tryRemoveChild('overlay');
  new EvpnOverlay(stack, 'overlay', { clusterId: '192.168.0.10', reflectors: [foreign], clients: [leaf10, theirLeaf] });
  const template = FabricTemplate.fromStack(stack);
  const own = ['leaf10', 'leaf11', 'spine1', 'spine2'];
  expect(template.findDevices()).toEqual(own);
  template.hasConfiguration('leaf10', [
    'set protocols bgp group dc1-underlay neighbor 172.16.0.1 peer-as 65009',
    'set protocols bgp group dc1-overlay neighbor 192.168.0.9 description spine9',
  ]);
  const intent = intentOf(stack);
  expect([...buildManifest(intent, WITHOUT_HOST_KEYS).fileNames].filter((name) => /spine9|leaf99/.test(name))).toEqual(
    [],
  );
  expect([...new Set(expectations(intent).flatMap(({ hostnames }) => hostnames))].sort()).toEqual(own);
  expect(expectations(intent).flatMap(({ others = [] }) => others.filter((name) => !own.includes(name)))).toEqual([]);
  const { locals, resource } = terraformOf(stack);
  expect(JSON.stringify(locals)).not.toMatch(/spine9|leaf99/);
  expect(Object.keys(resource.null_resource ?? {}).filter((name) => /spine9|leaf99/.test(name))).toEqual([]);
});

describe('a fabric that leaves underlay and overlay to others', () => {
  const OF_THE_PAGE = [
    /^set interfaces et-0\/0\/15 /,
    /^set policy-options (policy-statement VRF_5-|community dc1-any-)/,
    /^set routing-instances VRF_5 /,
  ];

  test('renders the lines of the guide’s page on its leaves, and no other', () => {
    const template = FabricTemplate.fromStack(guideStack().stack);
    for (const leaf of template.findDevices()) {
      const lines = template.device(leaf).setLines();
      expect(lines.length).toBeGreaterThan(20);
      expect(lines.filter((line) => !OF_THE_PAGE.some((pattern) => pattern.test(line)))).toEqual([]);
    }
  });

  test('renders the same beside spines that it only knows, and nothing on them', () => {
    const alone = FabricTemplate.fromStack(guideStack().stack);
    const { stack } = guideStack();
    new SpineDevice(stack, 'spine1', switchProps('192.168.0.1'));
    const beside = FabricTemplate.fromStack(stack);
    expect(beside.device('spine1').setLines()).toEqual([]);
    for (const leaf of alone.findDevices()) {
      expect(beside.device(leaf).setLines()).toEqual(alone.device(leaf).setLines());
    }
  });

  test('asks of the leaves what the page takes for granted, and of nobody a router id', () => {
    for (const { prerequisites } of intentOf(guideStack().stack).devices) {
      expect(Object.keys(prerequisites).sort()).toEqual([
        'autonomousSystem',
        'forwardingTableExport',
        'vtepSourceInterface',
      ]);
    }
  });
});

describe('what a release does not have yet', () => {
  const prefixes = ['10.1.6.0/24'];

  function homes(leaves: readonly LeafDevice[]): ServerAttachment[] {
    return guideAttachments(leaves).map(({ leaf, subnet }) => ({
      leaf,
      interface: 'et-0/0/16',
      subnet: subnet.replace('.104.', '.105.'),
    }));
  }

  /** What synth says to the guide's fabric, whose leaves run 19.1R2, with a server that asks for more. */
  function refusalOf(build: (guide: GuideStack) => unknown): string {
    const guide = guideStack();
    build(guide);
    try {
      FabricTemplate.fromStack(guide.stack);
    } catch (error) {
      // What is indented is the library's; the rest is Terraform CDK's.
      return String(error)
        .split('\n')
        .filter((line) => line.startsWith('  '))
        .join('\n');
    }
    throw new Error('synth takes it');
  }

  test('stops synth, and says which statement, which device and what to do', () => {
    const tcpAo = refusalOf(({ leaves, stack, vrf5: vrf }) => {
      const key = { id: 0, secret: Secret.fromEnv('SERVER2_KEY'), startTime: '2026-01-01.00:00:00 +0000' };
      const keys = new KeyChain(stack, 'keys', { keys: [{ ...key, sendId: 1, recvId: 1 }] });
      const authentication = BgpAuthentication.tcpAo(keys);
      const attachments = homes(leaves.slice(0, 1));
      return new MultihomedServer(stack, 'server2', { vrf, asn: 4220000002, prefixes, authentication, attachments });
    });
    const backup = refusalOf(({ leaves, stack, vrf5: vrf }) => {
      const attachments = homes(leaves.slice(0, 2)).map((home, i) => ({ ...home, backup: i === 1 }));
      return new MultihomedServer(stack, 'server2', { vrf, asn: 4220000002, prefixes, attachments });
    });
    expectGolden('errors/constructs-release.txt', `# TCP-AO\n${tcpAo}\n\n# a backup attachment\n${backup}\n`);
  });
});
