/**
 * What a device of the lab has configured before anybody touches it: the fabric half of the design (underlay EBGP,
 * overlay IBGP with the spines as route reflectors), as a leaf in service has it, or only how it is managed. The
 * numbering is the lab's own and stays out of private address space, so that it meets no address of the user.
 */
import { readCurly } from '../../junos/formats/curly-reader';
import { Configuration } from '../../junos/tree/configuration';
import { load } from '../../junos/load/load';
import { FabricError } from '../../model/fabric-error';
import { labConfigurationRefused } from '../errors';
import { IpAddress } from '../../model/ip-address';
import type { LabDevice, LabTopology } from '../topology';
import { DEFAULT_LAB_USERS, deviceAsnOf, overlayAsnOf } from '../topology';
import { readAddress } from '../../model/address-with-length';
import { remembered } from './remembered';
import { FABRIC_LINK_INET_MTU, FABRIC_LINK_MTU } from '../../model/vxlan';

/** A cable between a leaf and a spine, with both ends' addresses. */
export interface LeafSpineCable {
  readonly leaf: string;
  readonly leafPort: string;
  readonly leafAddress: string;
  readonly leafAsn: number;
  readonly spine: string;
  readonly spinePort: string;
  readonly spineAddress: string;
  readonly spineAsn: number;
}

/** First address of the links between leaves and spines: shared address space (RFC 6598). */
const FIRST_LINK_ADDRESS = 0x64400000n;
const FIRST_SPINE_ASN = 4200000001;
const FIRST_LEAF_ASN = 4200001001;
/** Ports of one card of a spine. */
const SPINE_CARD_PORTS = 60;

/** First uplink of models whose first ports face servers; any other model starts at `DEFAULT_FIRST_UPLINK`. */
const FIRST_UPLINK: Readonly<Record<string, number>> = {
  'qfx10002-36q': 30,
  'qfx10002-72q': 66,
  'qfx10002-60c': 54,
  'qfx5110-32q': 28,
  'qfx5120-32c': 28,
};
const DEFAULT_FIRST_UPLINK = 48;

/** Models whose pure type-5 routing needs `overlay-ecmp`. */
const NEEDS_OVERLAY_ECMP = /^(qfx5110|qfx5120|ex4650|ex4400|ex4100)/;

/** The cables between leaves and spines that start with the fabric: every leaf to every spine. */
export const fabricLinks: (topology: LabTopology) => readonly LeafSpineCable[] = remembered(drawLinks);

/** Those of each device. */
const linksByDevice = remembered((topology: LabTopology): ReadonlyMap<string, readonly LeafSpineCable[]> => {
  const byDevice = new Map<string, LeafSpineCable[]>();
  for (const link of fabricLinks(topology)) {
    for (const hostname of [link.leaf, link.spine]) {
      const links = byDevice.get(hostname);
      if (links === undefined) byDevice.set(hostname, [link]);
      else links.push(link);
    }
  }
  return byDevice;
});

function drawLinks(topology: LabTopology): LeafSpineCable[] {
  const spines = fabricDevices(topology, 'spine');
  const leaves = fabricDevices(topology, 'leaf');
  const taken = portsInUse(topology);
  return leaves.flatMap((leaf, l) => {
    const uplinks = freeUplinks(leaf, taken);
    const place = leaves.slice(0, l).filter((other) => areOneFabric(topology, leaf, other)).length;
    return spines.flatMap((spine, s) => {
      if (!areOneFabric(topology, leaf, spine)) return [];
      const first = FIRST_LINK_ADDRESS + 2n * BigInt(l * spines.length + s);
      const link = {
        leaf: leaf.hostname,
        leafPort: uplinks(),
        leafAddress: `${ipv4(first + 1n)}/31`,
        leafAsn: FIRST_LEAF_ASN + l,
        spine: spine.hostname,
        spinePort: `et-${Math.floor(place / SPINE_CARD_PORTS)}/0/${place % SPINE_CARD_PORTS}`,
        spineAddress: `${ipv4(first)}/31`,
        spineAsn: FIRST_SPINE_ASN + s,
      };
      return [link];
    });
  });
}

/** Whether two devices have one overlay. */
function areOneFabric(topology: LabTopology, one: LabDevice, other: LabDevice): boolean {
  return overlayAsnOf(topology, one) === overlayAsnOf(topology, other);
}

/** Those of a role that are in the fabric of a device. */
function fabricPeers(device: LabDevice, topology: LabTopology, role: LabDevice['role']): LabDevice[] {
  return fabricDevices(topology, role).filter((one) => areOneFabric(topology, device, one));
}

/** Devices of a role that start with the fabric half of the design. */
function fabricDevices(topology: LabTopology, role: LabDevice['role']): LabDevice[] {
  return topology.devices.filter(
    (device) => device.role === role && device.starts !== 'empty' && device.configuration === undefined,
  );
}

/** The set lines that a device starts with, without its own `baseline` lines. */
function baselineLines(device: LabDevice, topology: LabTopology): string[] {
  if (device.starts === 'empty') return management(device, topology);
  const links = linksByDevice(topology).get(device.hostname) ?? [];
  return [
    `set system host-name ${device.hostname}`,
    'set system services netconf ssh',
    `set interfaces lo0 unit 0 family inet address ${loopbackOf(device)}/32`,
    ...loadBalancing(),
    `set routing-options router-id ${loopbackOf(device)}`,
    `set routing-options autonomous-system ${deviceAsnOf(topology, device.hostname)}`,
    ...underlay(device, links),
    ...(device.role === 'leaf' ? leafOverlay(device, topology) : spineOverlay(device, topology)),
  ];
}

/**
 * The whole configuration that a device starts with.
 *
 * @throws labConfigurationRefused when the topology's own lines cannot be loaded
 */
export function baseline(device: LabDevice, topology: LabTopology): Configuration {
  try {
    const configuration =
      device.configuration === undefined ? new Configuration() : readCurly(device.configuration, { unknown: 'keep' });
    const lines = (device.configuration === undefined ? baselineLines(device, topology) : logins(topology)).join('\n');
    load(configuration, { action: 'set', format: 'set', content: `${lines}\n${device.baseline ?? ''}\n` });
    return configuration;
  } catch (error) {
    if (FabricError.isFabricError(error)) throw labConfigurationRefused(device.hostname, [error.message]);
    throw error;
  }
}

/** How it is managed, and nothing else. */
function management({ hostname }: LabDevice, topology: LabTopology): string[] {
  return [`set system host-name ${hostname}`, ...logins(topology)];
}

/** Who may log in, and over what. */
function logins(topology: LabTopology): string[] {
  return [
    ...(topology.users ?? DEFAULT_LAB_USERS).map(({ name }) => `set system login user ${name} class super-user`),
    'set system services ssh',
    'set system services netconf ssh',
  ];
}

function underlay(device: LabDevice, links: readonly LeafSpineCable[]): string[] {
  const group = 'set protocols bgp group UNDERLAY-BGP';
  const own = links.flatMap((link) => {
    if (link.leaf === device.hostname) {
      const { leafPort: port, leafAddress: address, leafAsn: asn } = link;
      return [{ port, address, asn, peer: link.spine, peerAddress: link.spineAddress, peerAsn: link.spineAsn }];
    }
    if (link.spine !== device.hostname) return [];
    const { spinePort: port, spineAddress: address, spineAsn: asn } = link;
    return [{ port, address, asn, peer: link.leaf, peerAddress: link.leafAddress, peerAsn: link.leafAsn }];
  });
  const [first] = own;
  if (first === undefined) return [];
  return [
    ...own.flatMap(({ port, address, peer }) => [
      `set interfaces ${port} description "to ${peer}"`,
      `set interfaces ${port} mtu ${FABRIC_LINK_MTU}`,
      `set interfaces ${port} unit 0 family inet mtu ${FABRIC_LINK_INET_MTU}`,
      `set interfaces ${port} unit 0 family inet address ${address}`,
    ]),
    'set policy-options policy-statement BGP_LOOPBACK0 term TERM1 from protocol direct',
    `set policy-options policy-statement BGP_LOOPBACK0 term TERM1 from route-filter ${loopbackOf(device)}/32 exact`,
    'set policy-options policy-statement BGP_LOOPBACK0 term TERM1 then accept',
    `${group} type external`,
    `${group} export BGP_LOOPBACK0`,
    `${group} local-as ${first.asn}`,
    `${group} multipath multiple-as`,
    ...bfd(group),
    ...own.map(({ peerAddress, peerAsn }) => `${group} neighbor ${host(peerAddress)} peer-as ${peerAsn}`),
  ];
}

function leafOverlay(device: LabDevice, topology: LabTopology): string[] {
  const group = 'set protocols bgp group OVERLAY-BGP';
  const spines = fabricPeers(device, topology, 'spine');
  return [
    ...(spines.length === 0 ? [] : overlayGroup(group, device, topology)),
    ...spines.map((spine) => `${group} neighbor ${loopbackOf(spine)}`),
    'set switch-options vtep-source-interface lo0.0',
    'set protocols evpn encapsulation vxlan',
    ...(NEEDS_OVERLAY_ECMP.test(device.model) ? ['set forwarding-options vxlan-routing overlay-ecmp'] : []),
  ];
}

function spineOverlay(device: LabDevice, topology: LabTopology): string[] {
  const clients = fabricPeers(device, topology, 'leaf');
  const others = fabricPeers(device, topology, 'spine').filter(({ hostname }) => hostname !== device.hostname);
  const group = 'set protocols bgp group OVERLAY-BGP';
  const between = 'set protocols bgp group OVERLAY-BGP-SPINE';
  return [
    ...(clients.length === 0
      ? []
      : [...overlayGroup(group, device, topology), `${group} cluster ${clusterId(device, topology)}`]),
    ...clients.map((leaf) => `${group} neighbor ${loopbackOf(leaf)}`),
    ...(others.length === 0 ? [] : overlayGroup(between, device, topology)),
    ...others.map((spine) => `${between} neighbor ${loopbackOf(spine)}`),
  ];
}

function overlayGroup(group: string, device: LabDevice, topology: LabTopology): string[] {
  const overlayAsn = overlayAsnOf(topology, device);
  return [
    `${group} type internal`,
    ...(deviceAsnOf(topology, device.hostname) === overlayAsn ? [] : [`${group} local-as ${overlayAsn}`]),
    `${group} local-address ${loopbackOf(device)}`,
    `${group} family evpn signaling`,
    `${group} multipath`,
    ...bfd(group),
  ];
}

function bfd(group: string): string[] {
  return [
    `${group} bfd-liveness-detection minimum-interval 350`,
    `${group} bfd-liveness-detection multiplier 3`,
    `${group} bfd-liveness-detection session-mode automatic`,
  ];
}

function loadBalancing(): string[] {
  return [
    'set policy-options policy-statement PFE-ECMP then load-balance per-packet',
    'set routing-options forwarding-table export PFE-ECMP',
  ];
}

/** The route reflectors of a fabric share one cluster: the topology's, else the lowest loopback of its spines. */
function clusterId(device: LabDevice, topology: LabTopology): string {
  const spines = topology.devices.filter((one) => one.role === 'spine' && areOneFabric(topology, device, one));
  const loopbacks = spines.flatMap(({ loopback = '' }) => readAddress(loopback) ?? []);
  return topology.clusterId ?? loopbacks.sort((one, other) => one.compare(other))[0]?.toString() ?? '0.0.0.1';
}

/** Every port that has a cable of the topology itself, as `leaf10 et-0/0/15`. */
function portsInUse({ cables = [], servers }: LabTopology): ReadonlySet<string> {
  const links = servers.flatMap((server) => server.links);
  return new Set([
    ...links.flatMap(({ bundledPorts = [], device, port }) => [port, ...bundledPorts].map((one) => `${device} ${one}`)),
    ...cables.flatMap(({ a, b }) => [a, b].map(({ device, port }) => `${device} ${port}`)),
  ]);
}

/** Names the uplink ports of a leaf one after the other, those that have another cable left out. */
function freeUplinks({ hostname, model }: LabDevice, taken: ReadonlySet<string>): () => string {
  let next = FIRST_UPLINK[model] ?? DEFAULT_FIRST_UPLINK;
  return () => {
    while (taken.has(`${hostname} et-0/0/${next}`)) next += 1;
    return `et-0/0/${next++}`;
  };
}

/** Whoever has no configuration of its own has one. */
function loopbackOf({ hostname, loopback }: LabDevice): string {
  if (loopback === undefined) throw new Error(`${hostname} has no loopback`);
  return loopback;
}

function ipv4(value: bigint): string {
  return IpAddress.fromValue('inet', value).toString();
}

function host(address: string): string {
  return address.slice(0, address.indexOf('/'));
}
