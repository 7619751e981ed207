import { Aspects, Fn } from 'cdktf';
import type { IConstruct } from 'constructs';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { JunosStatements, LeafDevice, MultihomedServer } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { errorOf, errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { guideAttachments, guideStack } from '../support/guide-stack';
import type { GuideStack } from '../support/guide-stack';

const NTP = 'set system ntp server 10.0.0.1';
const SNMP = 'set snmp location "rack 4"';

function linesOf({ stack }: GuideStack, hostname: string): string[] {
  return FabricTemplate.fromStack(stack).device(hostname).setLines();
}

function added(guide: GuideStack, hostname: string): string[] {
  const own = new Set(linesOf(guideStack(), hostname));
  return linesOf(guide, hostname).filter((line) => !own.has(line));
}

describe('lines are for', () => {
  test('the device they are created in', () => {
    const guide = guideStack();
    new JunosStatements(guide.leaves[1] ?? guide.stack, 'ntp', { lines: [NTP] });
    expect(added(guide, 'leaf11')).toEqual([NTP]);
    expect(added(guide, 'leaf10')).toEqual([]);
  });

  test('the leaf of the interface, or all leaves of the server, that they are created in', () => {
    const guide = guideStack();
    new JunosStatements(guide.server1.interfaces[2] ?? guide.stack, 'hold', {
      lines: ['set interfaces et-0/0/15 hold-time up 2000 down 0'],
    });
    new JunosStatements(guide.server1, 'ntp', { lines: [NTP] });
    expect(added(guide, 'leaf10')).toEqual([NTP]);
    expect(added(guide, 'leaf12')).toEqual([
      NTP,
      'set interfaces et-0/0/15 hold-time up 2000',
      'set interfaces et-0/0/15 hold-time down 0',
    ]);
  });

  test('the devices that are named', () => {
    const guide = guideStack();
    new JunosStatements(guide.stack, 'ntp', { lines: [NTP], devices: guide.leaves.slice(1) });
    expect(['leaf10', 'leaf11', 'leaf12'].map((name) => added(guide, name))).toEqual([[], [NTP], [NTP]]);
  });
});

test('lines add to what is generated, in its order, and a list stands for several', () => {
  const guide = guideStack();
  const group = 'set routing-instances VRF_5 protocols bgp group server1';
  new JunosStatements(guide.leaves[0] ?? guide.stack, 'more', {
    lines: [
      `${group} out-delay 5`,
      'set policy-options prefix-list P [ 10.0.0.0/8 10.1.0.0/16 ]',
      `${group} type external`,
    ],
  });
  expect(added(guide, 'leaf10')).toEqual([
    'set policy-options prefix-list P 10.0.0.0/8',
    'set policy-options prefix-list P 10.1.0.0/16',
    `${group} out-delay 5`,
  ]);
});

test('unchecked lines are in the set form, and named in the others', () => {
  const guide = guideStack();
  new JunosStatements(guide.leaves[0] ?? guide.stack, 'snmp', { lines: [SNMP, NTP], unchecked: true });
  const device = FabricTemplate.fromStack(guide.stack).device('leaf10');
  expect(device.setLines()).toContain(SNMP);
  expect(device.configuration()).toContain('## not in the schema table, so as a set line only: snmp location "rack 4"');
});

describe('an Aspect', () => {
  test('adds lines to every leaf', () => {
    const guide = guideStack();
    Aspects.of(guide.stack).add({
      visit: (node: IConstruct) => {
        if (LeafDevice.isLeafDevice(node)) new JunosStatements(node, 'ntp', { lines: [NTP] });
      },
    });
    const template = FabricTemplate.fromStack(guide.stack);
    for (const hostname of template.findDevices()) template.hasConfiguration(hostname, [NTP]);
  });

  test('adds to lines that are there, which are checked at synth', () => {
    const guide = guideStack();
    new JunosStatements(guide.leaves[0] ?? guide.stack, 'ntp', { lines: [NTP] });
    Aspects.of(guide.stack).add({
      visit: (node: IConstruct) => {
        if (JunosStatements.isJunosStatements(node)) node.lines.push('delete system ntp');
      },
    });
    expect(() => linesOf(guide, 'leaf10')).toThrow(/"delete system ntp" is not one set line.*\n.*at dc1\/leaf10\/ntp/);
  });

  test('takes a server out, and the lines in it', () => {
    const guide = guideStack();
    const attachments = guideAttachments(guide.leaves).map((one, i) => ({
      ...one,
      interface: 'et-0/0/16',
      subnet: `172.16.105.${4 * i}/30`,
    }));
    const server2 = new MultihomedServer(guide.stack, 'server2', {
      vrf: guide.vrf5,
      asn: 4220000002,
      prefixes: ['10.1.6.0/24'],
      attachments,
    });
    new JunosStatements(server2, 'ntp', { lines: [NTP] });
    Aspects.of(guide.stack).add({
      visit: (node: IConstruct) => {
        if (node === guide.stack) node.node.tryRemoveChild('server2');
      },
    });
    expect(added(guide, 'leaf10')).toEqual([]);
  });
});

test('every refusal says what to do', () => {
  const onLeaf =
    (...lines: string[]) =>
    (): unknown => {
      const guide = guideStack();
      return new JunosStatements(guide.leaves[0] ?? guide.stack, 'lines', { lines });
    };
  const rendered =
    (...lines: string[]) =>
    (): unknown => {
      const guide = guideStack();
      lines.forEach((line, i) => new JunosStatements(guide.leaves[0] ?? guide.stack, `lines${i}`, { lines: [line] }));
      return fabricSourceOf(guide.stack.fabric)?.device('leaf10').texts();
    };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ['no lines', onLeaf()],
    ['a delete line', onLeaf('delete interfaces et-0/0/15')],
    ['a deactivate line', onLeaf(NTP, 'deactivate interfaces et-0/0/15')],
    ['nothing behind set', onLeaf('set')],
    ['two lines in one', onLeaf('set system ntp\nset system')],
    ['curly text', onLeaf('set system { ntp; }')],
    ['a statement that is not known', onLeaf('set snmp location here')],
    ['a value that is not possible', onLeaf('set interfaces et-0/0/15 mtu large')],
    ['an address that is none', onLeaf('set system name-server 10.0.0.256')],
    ['a prefix length that is none', onLeaf('set policy-options prefix-list P 10.0.0.0/40')],
    ['an interface that is none', onLeaf('set protocols lldp interface Ethernet1')],
    ['an AS number that is none', onLeaf('set routing-options autonomous-system 4294967296')],
    ['a group', onLeaf('set groups other system host-name x')],
    ['an application of groups', onLeaf('set apply-groups other')],
    ['a secret', onLeaf('set routing-instances VRF_5 protocols bgp group server1 authentication-key "$9$abcdef"')],
    [
      'no device above',
      () => {
        const { stack } = guideStack();
        return new JunosStatements(stack, 'lines', { lines: [NTP] });
      },
    ],
    ['a line against a port', rendered('set interfaces et-0/0/15 description mine')],
    [
      'a line against a session',
      rendered('set routing-instances VRF_5 protocols bgp group server1 neighbor 172.16.104.2 peer-as 1'),
    ],
    ['a line against a VRF', rendered('set routing-instances VRF_5 vrf-target target:1:1')],
    ['a line against a policy', rendered('set policy-options policy-statement VRF_5-server1-in then accept')],
    ['two lines against each other', rendered('set interfaces et-0/0/9 mtu 9000', 'set interfaces et-0/0/9 mtu 9100')],
  ];
  expectGolden('errors/constructs-junos-statements.txt', errorTexts(cases));
});

test('a token in a line is refused', () => {
  const { leaves, stack } = guideStack();
  const error = errorOf(() => {
    const lines = [NTP, Fn.join(' ', ['set', 'system'])];
    return new JunosStatements(leaves[0] ?? stack, 'lines', { lines });
  });
  expect(error.code).toBe('unresolvedToken');
  expect(error.message).toContain('lines[1]');
});
