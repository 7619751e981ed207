/** A fabric of N leaves in pairs, with servers on both leaves of a pair: as constructs, and as the lab that plays it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

export const FABRIC = 'dc1';
export const USER = 'netops';
export const PASSWORD = 'netops';
export const SERVERS_PER_LEAF = 48;

const ipv4 = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
const SUBNETS = 10 << 24;
const PREFIXES = (172 << 24) | (16 << 16);
const LOOPBACKS = (192 << 24) | (168 << 16) | (4 << 8);

export const hostnames = (leaves) => Array.from({ length: leaves }, (_, i) => `leaf${i + 1}`);

/** The servers: name, AS number, prefix, and their two homes as indexes of leaves. */
function servers(leaves, perPair) {
  return Array.from({ length: Math.floor(leaves / 2) * perPair }, (_, i) => ({
    name: `server${i + 1}`,
    asn: 4220000001 + i,
    prefix: `${ipv4(PREFIXES + i)}/32`,
    port: `et-0/0/${i % perPair}`,
    homes: [0, 1].map((home) => ({
      leaf: 2 * Math.floor(i / perPair) + home,
      subnet: SUBNETS + 2 * (2 * i + home),
    })),
  }));
}

/** The lab's description. */
export function topology(leaves, perPair) {
  const device = (hostname, role, loopback) => ({ hostname, role, model: 'qfx10002-60c', junos: '19.1R2', loopback });
  return {
    overlayAsn: 4210000001,
    devices: [
      ...[1, 2].map((n) => device(`spine${n}`, 'spine', `192.168.0.${n}`)),
      ...hostnames(leaves).map((name, i) => device(name, 'leaf', ipv4(LOOPBACKS + i + 1))),
    ],
    servers: servers(leaves, perPair).map(({ name, asn, prefix, port, homes }) => ({
      name,
      asn,
      prefixes: [prefix],
      links: homes.map(({ leaf, subnet }) => ({
        device: `leaf${leaf + 1}`,
        port,
        addresses: [`${ipv4(subnet + 1)}/31`],
      })),
    })),
  };
}

/** Synthesizes the fabric into `directory`; returns the directory of its manifest. `ports` are the lab's, by host name. */
export function synthesize(directory, leaves, perPair, ports) {
  const { App } = require('cdktf');
  const {
    Carrier,
    FabricStack,
    LeafDevice,
    Login,
    MultihomedServer,
    QfxModel,
    Vrf5Instance,
  } = require('../../dist/lib/index.js');
  const app = new App({ outdir: join(directory, 'cdktf.out') });
  const fabric = new FabricStack(app, FABRIC, {
    overlayAsn: 4210000001,
    login: Login.password({ user: USER, fromEnv: 'JUNOS_PASSWORD' }),
    knownHostsFile: join(directory, 'known_hosts'),
    carrier: Carrier.TERRAFORM_DATA,
  });
  const devices = hostnames(leaves).map(
    (name, i) =>
      new LeafDevice(fabric, name, {
        model: QfxModel.QFX10002_60C,
        junos: '19.1R2',
        loopback: ipv4(LOOPBACKS + i + 1),
        managementAddress: '127.0.0.1',
        managementPort: ports[name],
      }),
  );
  const vrf = new Vrf5Instance(fabric, 'VRF_5', { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' });
  for (const { name, asn, prefix, port, homes } of servers(leaves, perPair)) {
    new MultihomedServer(fabric, name, {
      vrf,
      asn,
      prefixes: [prefix],
      attachments: homes.map(({ leaf, subnet }) => ({
        leaf: devices[leaf],
        interface: port,
        subnet: `${ipv4(subnet)}/31`,
      })),
    });
  }
  app.synth();
  return join(directory, 'cdktf.out', 'stacks', FABRIC, 'junos');
}
