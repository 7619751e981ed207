import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import {
  EvpnOverlay,
  FabricStack,
  IpFabricUnderlay,
  LeafDevice,
  MultihomedServer,
  Prerequisite,
  QfxModel,
  SpineDevice,
  Vrf5Instance,
} from '../../lib/index';
import type { FabricDevice, FabricDeviceProps, FabricLinkOptions } from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { FABRIC_PROPS } from '../support/guide-stack';
import { describeWithShared } from '../support/shared';

/** What the samples call otherwise, as whole words of a line. */
const NAMES: Readonly<Record<string, string>> = {
  BGP_LOOPBACK0: 'dc1-loopback',
  TERM1: 'loopback',
  'UNDERLAY-BGP': 'dc1-underlay',
  'OVERLAY-BGP': 'dc1-overlay',
  'OVERLAY-BGP-SPINE': 'dc1-overlay-reflectors',
  'PFE-ECMP': 'dc1-per-flow-load-balance',
  END_SYSTEM_1: 'server1',
  ADVERTISE_EDGE_ROUTES: 'VRF_5-type-5-export',
  TERM_1: 'direct',
  TERM_2: 'bgp',
  VRF_5_TO_SERVER: 'VRF_5-to-dc1-servers',
  EVPN: 'evpn',
  BGP: 'bgp',
  SERVER_1_IN: 'VRF_5-server1-in',
  ANNOUNCED: 'announced',
};

/** Statements of the samples that the constructs do not make, each with its reason. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^set system host-name /, 'the host name is the operator’s: a device that calls itself otherwise is not touched'],
  [
    / forwarding-table ecmp-fast-reroute$/,
    'local repair of multipath next hops is no part of the design; spine1 has none',
  ],
  [/ vrf-table-label$/, 'it asks for an MPLS label; validated designs for QFX do without'],
  [/ auto-export$/, 'it leaks routes between VRFs that share a target, which is a decision of its own'],
  [/ device-count 8$/, 'room for aggregates to come; the constructs count those that there are'],
  [/lo0(\.5| unit 5 )/, 'a loopback of the VRF is for tests by hand; no route of the design needs it'],
];

/** Statements that the constructs make and the samples do not have, each with its reason. */
const ADDED: readonly (readonly [RegExp, string])[] = [
  [/ device-count 3$/, 'ae1 and ae2'],
  [/ policy-statement (VRF_5-type-5-export) then reject$/, 'without it what no term matches is left to the default'],
  [/ (dc1-any-route-target|dc1-any-encapsulation)( |$)/, 'communities of the fabric neither leave it nor come in'],
];

/** The same of spine1 alone. */
const ADDED_ON_SPINE: readonly (readonly [RegExp, string])[] = [
  [/ bfd-liveness-detection /, 'the leaves of the samples have it, and BFD needs both ends'],
  [/ dc1-overlay-reflectors multipath$/, 'routes between reflectors are spread like all others'],
  [/^set switch-options vtep-source-interface lo0.0$/, 'with a VRF the spine is the end of tunnels'],
  [/^set protocols evpn encapsulation vxlan$/, 'the same'],
];

/** The underlay of spine1 is not in its sample, though its leaves have one. */
const UNDERLAY = /^set (interfaces (et-|ae)|interfaces \S+ ether-options|chassis )|dc1-underlay|dc1-loopback/;

const ALL = Prerequisite.CONFIGURE;

function device(n: string, loopback: string, underlayAsn: number): FabricDeviceProps {
  return {
    hostName: n,
    model: QfxModel.QFX5120_32C,
    junos: '19.1R2',
    loopback,
    underlayAsn,
    managementAddress: `10.0.0.${loopback.split('.')[3] ?? ''}`,
  };
}

/** The fabric of the samples: three leaves, two spines, server1. */
function samples(): FabricTemplate {
  const stack = new FabricStack(Testing.app(), 'dc1', {
    ...FABRIC_PROPS,
    prerequisites: {
      autonomousSystem: ALL,
      vtepSourceInterface: ALL,
      forwardingTableExport: ALL,
      overlayEcmp: ALL,
      routerId: ALL,
      aggregatedDeviceCount: ALL,
    },
  });
  const spines = [1, 2].map(
    (n) =>
      new SpineDevice(stack, `spine${n}`, {
        ...device(`spine${n}`, `192.168.0.${n}`, 4200000000 + n),
        model: QfxModel.QFX10002_36Q,
      }),
  );
  const leaves = [10, 11, 12].map(
    (n) => new LeafDevice(stack, `leaf${n}`, device(`leaf${n}`, `192.168.1.${n}`, 4200000010 + n)),
  );
  new IpFabricUnderlay(stack, 'underlay', {
    bfdMinimumIntervalMs: 350,
    links: leaves.flatMap((leaf, l) => spines.map((spine, s) => linkOf(leaf, l, spine, s))),
  });
  new EvpnOverlay(stack, 'overlay', { clusterId: '192.168.0.10', bfdMinimumIntervalMs: 350 });
  const vrf = new Vrf5Instance(stack, 'VRF_5', {
    vni: 16776000,
    rdNumber: 5,
    routeTarget: 'target:62273:16776000',
    spines: spines.slice(0, 1),
  });
  new MultihomedServer(stack, 'server1', {
    vrf,
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    description: 'to IP-connected server',
    attachments: leaves.map((leaf, l) => ({ leaf, interface: 'et-0/0/15', subnet: `172.16.104.${4 * l}/30` })),
  });
  return FabricTemplate.fromStack(stack);
}

function linkOf(leaf: FabricDevice, l: number, spine: FabricDevice, s: number): FabricLinkOptions {
  return {
    device: leaf,
    interface: `ae${s + 1}`,
    members: [`et-0/0/${s}`],
    peer: spine,
    peerInterface: `ae${l + 1}`,
    peerMembers: [`et-0/0/${l}`],
    subnet: `172.16.${10 * (s + 1) + l}.0/30`,
    description: `to Spine ${s + 1}`,
    ...(s === 0 && { minimumLinks: 1 }),
  };
}

function mapped(line: string): string {
  return line
    .split(' ')
    .map((word) => NAMES[word] ?? word)
    .join(' ');
}

/** People read sessions by name, and members of aggregates by aggregate; the samples have no such descriptions. */
function undescribed(lines: readonly string[]): string[] {
  const left = lines.filter((line) => !/^set interfaces et-\S+ description "member of /.test(line));
  return left.flatMap((line) => {
    const [, neighbor] = /^(.* neighbor \S+) description \S+$/.exec(line) ?? [];
    if (neighbor === undefined) return [line];
    return left.some((other) => other !== line && other.startsWith(`${neighbor} `)) ? [] : [neighbor];
  });
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

describeWithShared('the sample configurations', ['reference', 'junos-samples'], (directory) => {
  const template = samples();
  const made = (hostname: string): string[] => undescribed(template.device(hostname).setLines());
  const sample = (hostname: string): string[] =>
    linesOf(readFileSync(join(directory, `${hostname}.set`), 'utf8')).map(mapped);
  const without = (lines: readonly string[], known: readonly (readonly [RegExp, string])[]): string[] =>
    lines.filter((line) => !known.some(([pattern]) => pattern.test(line))).sort();

  test.each(['leaf10', 'leaf11', 'leaf12'])(
    '%s is what the constructs make, but for differences with a reason',
    (leaf) => {
      expect(without(made(leaf), ADDED)).toEqual(without(sample(leaf), LEFT_OUT));
    },
  );

  test('spine1 is what the constructs make, but for differences with a reason', () => {
    const own = without(made('spine1'), [...ADDED, ...ADDED_ON_SPINE]).filter((line) => !UNDERLAY.test(line));
    expect(own).toEqual(without(sample('spine1'), LEFT_OUT));
  });

  test('every difference that is named is one', () => {
    const hostnames = ['leaf10', 'leaf11', 'leaf12', 'spine1'];
    const unmatched = (known: readonly (readonly [RegExp, string])[], lines: readonly string[]): string[] =>
      known.filter(([pattern]) => !lines.some((line) => pattern.test(line))).map(([pattern]) => pattern.source);
    expect(unmatched(LEFT_OUT, hostnames.flatMap(sample))).toEqual([]);
    expect(unmatched(ADDED, hostnames.flatMap(made))).toEqual([]);
    expect(unmatched(ADDED_ON_SPINE, made('spine1'))).toEqual([]);
  });
});
