import type {
  AttachmentIntent,
  BreakoutIntent,
  DeviceIntent,
  FabricIntent,
  InterfaceIntent,
  PeeringIntent,
  ServerIntent,
  VrfIntent,
} from '../../lib/intent/fabric-intent';
import { fabric, leaf, port, session, vrf } from '../render/scenarios';

/** One attachment of a server, as a case gives it. */
interface HomeOptions {
  readonly interface?: Partial<InterfaceIntent>;
  readonly peering?: Partial<PeeringIntent>;
}

/** A server and what it puts on the leaves. */
export interface ServerOptions extends Partial<Pick<ServerIntent, 'asn' | 'prefixes' | 'vrf'>> {
  /** Third octet of its links: 172.16.<n>.0/30 on the first leaf, .4/30 on the second … */
  readonly links?: number;
  readonly port?: string;
  readonly leaves?: readonly string[];
  /** By leaf. */
  readonly homes?: Readonly<Record<string, HomeOptions>>;
}

/**
 * A fabric in which no rule finds anything: leaf10 and leaf11 with VRF_5, and server1 on et-0/0/15 of both.
 *
 * @param servers - by name; further servers need links, port, AS number and prefixes of their own
 */
export function soundFabric(
  servers: Readonly<Record<string, ServerOptions>> = { server1: {} },
  different: Partial<FabricIntent> = {},
): FabricIntent {
  const intents = Object.entries(servers).map(([name, options]) => serverIntent(name, options));
  const devices = ['leaf10', 'leaf11'].map((hostname) => leafOf(hostname, servers));
  return fabric({ devices, servers: intents, ...different });
}

/** A second server beside server1. */
export function withServer2(options: ServerOptions, server1: ServerOptions = {}): FabricIntent {
  const second = { asn: 4220000002, prefixes: ['10.1.6.0/24'], links: 106, port: 'et-0/0/16', ...options };
  return soundFabric({ server1, server2: second });
}

/** The same fabric with something different about one leaf. */
export function withLeaf(
  base: FabricIntent,
  hostname: string,
  different: Partial<DeviceIntent> | ((device: DeviceIntent) => Partial<DeviceIntent>),
): FabricIntent {
  return {
    ...base,
    devices: base.devices.map((device) =>
      device.hostname === hostname
        ? { ...device, ...(typeof different === 'function' ? different(device) : different) }
        : device,
    ),
  };
}

/** The same fabric with one more interface on leaf10, in a construct called `spare`. */
export function withSpare(base: FabricIntent, different: Partial<InterfaceIntent>, hostname = 'leaf10'): FabricIntent {
  const spare = port({
    port: 'et-0/0/20',
    addresses: [{ family: 'inet', address: '172.16.120.1/30' }],
    constructPath: 'dc1/spare',
    ...different,
  });
  return withLeaf(base, hostname, ({ interfaces }) => ({ interfaces: [...interfaces, spare] }));
}

/** The same fabric with et-0/0/16 of leaf10 split into channels of 10G. */
export function withBreakout(base: FabricIntent, different: Partial<BreakoutIntent>): FabricIntent {
  const breakout: BreakoutIntent = {
    constructPath: 'dc1/breakout',
    port: 'et-0/0/16',
    channelSpeed: '10g',
    ...different,
  };
  return withLeaf(base, 'leaf10', ({ breakouts = [] }) => ({ breakouts: [...breakouts, breakout] }));
}

/** The same fabric with something different about the sessions of server1, on the leaves that are named. */
export function withSessions(
  base: FabricIntent,
  different: Readonly<Record<string, Partial<PeeringIntent>>>,
): FabricIntent {
  return Object.entries(different).reduce(
    (fabricSoFar, [hostname, options]) =>
      withLeaf(fabricSoFar, hostname, ({ peerings }) => ({
        peerings: peerings.map((peering) => (peering.server === 'server1' ? { ...peering, ...options } : peering)),
      })),
    base,
  );
}

/** The same fabric with one more session on leaf10 that belongs to no server. */
export function withLoneSession(base: FabricIntent, different: Partial<PeeringIntent>): FabricIntent {
  const lone = session({
    group: 'lone',
    server: undefined,
    constructPath: 'dc1/lone',
    neighbor: '172.16.120.2',
    localAddress: '172.16.120.1',
    peerAsn: 4220000009,
    acceptedPrefixes: ['10.1.9.0/24'],
    ...different,
  });
  return withLeaf(base, 'leaf10', ({ peerings }) => ({ peerings: [...peerings, lone] }));
}

/** The same fabric with VRF_6 beside VRF_5, on both leaves. */
export function withVrf6(base: FabricIntent, different: Partial<VrfIntent> = {}): FabricIntent {
  const vrf6 = vrf({ name: 'VRF_6', vni: 16776001, routeTarget: 'target:62273:6', rdNumber: 6, ...different });
  return {
    ...base,
    vrfs: [...base.vrfs, vrf6],
    devices: base.devices.map((device) => ({
      ...device,
      vrfs: [...device.vrfs, { name: 'VRF_6', routeDistinguisher: `${device.loopback}:${vrf6.rdNumber ?? 0}` }],
    })),
  };
}

function leafOf(hostname: string, servers: Readonly<Record<string, ServerOptions>>): DeviceIntent {
  const number = Number(hostname.slice(4));
  const here = Object.entries(servers).filter(([, options]) => leavesOf(options).includes(hostname));
  return leaf({
    hostname,
    loopback: `192.168.1.${number}`,
    managementAddress: `10.0.0.${number}`,
    vrfs: [{ name: 'VRF_5', routeDistinguisher: `192.168.1.${number}:5` }],
    interfaces: here.map(([name, options]) => interfaceOf(name, options, hostname)),
    peerings: here.map(([name, options]) => peeringOf(name, options, hostname)),
  });
}

function serverIntent(name: string, options: ServerOptions): ServerIntent {
  return {
    name,
    constructPath: `dc1/${name}`,
    asn: options.asn ?? 4220000001,
    vrf: options.vrf ?? 'VRF_5',
    prefixes: options.prefixes === undefined ? ['10.1.5.0/24'] : options.prefixes,
    attachments: leavesOf(options).map((hostname) => attachmentOf(options, hostname)),
  };
}

function attachmentOf(options: ServerOptions, hostname: string): AttachmentIntent {
  const { leaf: leafAddress, server } = addressesOf(options, hostname);
  return {
    hostname,
    port: options.port ?? 'et-0/0/15',
    unit: 0,
    addresses: [{ family: 'inet', leaf: `${leafAddress}/30`, server: `${server}/30` }],
    expect: 'UP',
  };
}

function interfaceOf(name: string, options: ServerOptions, hostname: string): InterfaceIntent {
  return port({
    port: options.port ?? 'et-0/0/15',
    vrf: options.vrf ?? 'VRF_5',
    constructPath: `dc1/${name}/${hostname}`,
    addresses: [{ family: 'inet', address: `${addressesOf(options, hostname).leaf}/30` }],
    ...options.homes?.[hostname]?.interface,
  });
}

function peeringOf(name: string, options: ServerOptions, hostname: string): PeeringIntent {
  const { leaf: localAddress, server: neighbor } = addressesOf(options, hostname);
  return session({
    group: name,
    server: name,
    vrf: options.vrf ?? 'VRF_5',
    constructPath: `dc1/${name}/${hostname}/inet`,
    neighbor,
    localAddress,
    peerAsn: options.asn ?? 4220000001,
    acceptedPrefixes: options.prefixes === undefined ? ['10.1.5.0/24'] : options.prefixes,
    ...options.homes?.[hostname]?.peering,
  });
}

function leavesOf({ leaves = ['leaf10', 'leaf11'] }: ServerOptions): readonly string[] {
  return leaves;
}

function addressesOf({ links = 104 }: ServerOptions, hostname: string): { leaf: string; server: string } {
  const first = 4 * (Number(hostname.slice(4)) - 10);
  return { leaf: `172.16.${links}.${first + 1}`, server: `172.16.${links}.${first + 2}` };
}
