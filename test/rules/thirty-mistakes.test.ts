import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import type { MultihomedServerProps, ServerAttachment, ServerFacingInterfaceProps } from '../../lib/index';
import {
  EbgpServerPeering,
  FabricStack,
  LeafDevice,
  MultihomedServer,
  QfxModel,
  ServerFacingInterface,
  Vrf5Instance,
} from '../../lib/index';
import { FABRIC_PROPS } from '../support/guide-stack';
import { appIn, projectDirectory, stackDirectory } from '../support/synth';

/** Thirty mistakes that an engineer could make in one program. Every constructor takes them. */
function build(app: App): void {
  const stack = new FabricStack(app, 'dc1', FABRIC_PROPS);
  const leaf = (n: number, different: object = {}): LeafDevice =>
    new LeafDevice(stack, `leaf${n}`, {
      model: QfxModel.QFX10002_60C,
      junos: '19.1R2',
      loopback: `192.168.1.${n}`,
      managementAddress: `10.0.0.${n}`,
      ...different,
    });
  const a = leaf(10, { failureDomain: 'side A', routeDistinguisherId: '192.168.1.10' });
  const b = leaf(11, { failureDomain: 'side A' });
  const c = leaf(12, { junos: '19.1R1', failureDomain: 'side B' });
  const d = leaf(13, { junos: '20.4R3' });
  const e = leaf(14, { model: QfxModel.of('qfx5200-32c-32q') });
  leaf(15, { loopback: '192.168.1.11' });
  leaf(16, { managementAddress: '10.0.0.11' });
  const vrf = new Vrf5Instance(stack, 'VRF_5', { vni: 5, rdNumber: 5, routeTarget: 'target:62273:5', leaves: [d, e] });
  new Vrf5Instance(stack, 'VRF_6', { vni: 5, rdNumber: 6, routeTarget: 'target:62273:6' });
  new Vrf5Instance(stack, 'VRF_7', { vni: 7, rdNumber: 5, routeTarget: 'target:62273:7' });
  new Vrf5Instance(stack, 'VRF_8', { vni: 8, rdNumber: 8, routeTarget: 'target:62273:6' });

  let links = 0;
  const home = (on: LeafDevice, port: number, different: object = {}): ServerAttachment => ({
    leaf: on,
    interface: `et-0/0/${port}`,
    subnet: `172.16.100.${4 * links++}/30`,
    ...different,
  });
  let servers = 0;
  const server = (
    attachments: ServerAttachment[],
    different: Partial<MultihomedServerProps> = {},
  ): MultihomedServer => {
    const number = ++servers;
    const own = { vrf, asn: 4220000000 + number, prefixes: [`10.1.${number}.0/24`], attachments };
    return new MultihomedServer(stack, `server${number}`, { ...own, ...different });
  };
  server([home(a, 1), home(c, 1)], { asn: 4210000001 });
  server([home(a, 15), home(c, 15)], { asn: 64496 });
  server([home(a, 2), home(c, 2)], { asn: 23456 });
  server([home(a, 3), home(c, 3)], { asn: 4220000777 });
  server([home(a, 4), home(c, 4)], { asn: 4220000777 });
  server([home(a, 5), home(c, 5)], { prefixes: undefined, acceptAnything: 'a firewall' });
  server([home(a, 6), home(c, 6)], { prefixes: ['0.0.0.0/0'] });
  server([home(a, 7), home(c, 7)], { prefixes: ['10.1.1.0/25'] });
  server([home(a, 8), home(c, 8)], { prefixes: ['192.168.1.12/32'] });
  server([home(a, 9), home(c, 9)], { prefixes: ['172.16.100.0/30'] });
  server([home(a, 10)]);
  server([home(a, 11), home(a, 12)]);
  server([home(a, 13), home(b, 13)]);
  server([home(a, 14, { mtu: 9000 }), home(c, 14)]);

  let ports = 0;
  const port = (id: string, on: LeafDevice, different: Partial<ServerFacingInterfaceProps>): ServerFacingInterface =>
    new ServerFacingInterface(stack, id, {
      leaf: on,
      vrf,
      interface: 'et-0/0/40',
      addresses: [`172.16.101.${4 * ports++ + 1}/30`],
      ...different,
    });
  port('same-port', a, { interface: 'et-0/0/1' });
  port('mtu', a, { interface: 'et-0/0/41', mtu: 9200 });
  port('no-port', a, { interface: 'et-0/0/77' });
  port('channel', a, { interface: 'xe-0/0/2:1' });
  port('subnet', a, { interface: 'et-0/0/44', addresses: ['172.20.0.1/16'] });
  port('overlap', b, { interface: 'et-0/0/45', addresses: ['172.16.100.1/30'] });
  const twice = port('twice', a, { interface: 'et-0/0/46', addresses: ['172.16.99.1/30'] });
  for (const id of ['peer1', 'peer2']) {
    new EbgpServerPeering(twice, id, { interface: twice, neighbor: '172.16.99.2', peerAsn: 4220000900, prefixes: [] });
  }
}

test('thirty mistakes of every family are reported all at once, each of them once, and nothing else', () => {
  const project = projectDirectory();
  const app = appIn(project);
  build(app);
  expect(() => {
    app.synth();
  }).toThrow('Validation failed');
  const { violations } = JSON.parse(readFileSync(join(stackDirectory(project), 'rules.json'), 'utf8')) as {
    readonly violations: readonly { readonly severity: string; readonly rule: string }[];
  };
  expect(violations.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([...ERRORS, ...WARNINGS]);
  expect(violations).toHaveLength(30);
});

const ERRORS = [
  'address/subnet-length',
  'address/subnets-overlap-across-leaves',
  'bgp/duplicate-neighbor',
  'bgp/peer-as-equals-local-as',
  'device/loopback-shared',
  'device/management-address-shared',
  'interface/duplicate-unit',
  'interface/port-and-channel',
  'interface/port-not-on-model',
  'platform/model-cannot-route-vxlan',
  'platform/release-unsupported',
  'vrf/rd-collides-with-automatic',
  'vrf/rd-number-shared',
  'vrf/route-target-shared',
  'vrf/vni-shared',
].map((rule) => `error ${rule}`);

const WARNINGS = [
  'bgp/accepts-anything',
  'bgp/as-number-for-documentation',
  'bgp/as-number-reserved',
  'bgp/default-route-accepted',
  'bgp/prefix-covers-link',
  'bgp/prefix-covers-loopback',
  'bgp/prefix-of-two-servers',
  'bgp/servers-share-as',
  'interface/channel-without-breakout',
  'interface/mtu-exceeds-fabric',
  'platform/release-unstated',
  'server/attachment-mtus-differ',
  'server/attachments-in-one-failure-domain',
  'server/attachments-on-one-leaf',
  'server/single-homed',
].map((rule) => `warning ${rule}`);
