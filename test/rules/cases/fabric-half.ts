import type {
  AggregateIntent,
  DeviceIntent,
  DeviceOverlayIntent,
  DeviceUnderlayIntent,
  FabricIntent,
  FabricLinkIntent,
} from '../../../lib/intent/fabric-intent';
import { leaf } from '../../render/scenarios';
import { soundFabric, withLeaf } from '../sound-fabric';
import type { RuleCase } from './case';

const ASNS: Readonly<Record<string, number>> = {
  leaf10: 4200000010,
  leaf11: 4200000011,
  spine1: 4200000001,
  spine2: 4200000002,
};
const LOOPBACKS: Readonly<Record<string, string>> = {
  leaf10: '192.168.1.10',
  leaf11: '192.168.1.11',
  spine1: '192.168.0.1',
  spine2: '192.168.0.2',
};
const BFD = { minimumIntervalMs: 1000, multiplier: 3 };

/** The end of `own` on its link to `peer`: leaves have the even address and ports from 48 on. */
function end(own: string, peer: string, different: Partial<FabricLinkIntent> = {}): FabricLinkIntent {
  const isLeaf = own.startsWith('leaf');
  const [leafName, spineName] = isLeaf ? [own, peer] : [peer, own];
  const l = leafName === 'leaf10' ? 0 : 1;
  const s = spineName === 'spine1' ? 0 : 1;
  const address = (offset: number): string => `172.16.0.${4 * l + 2 * s + offset}`;
  return {
    constructPath: `dc1/underlay/${leafName} ${spineName}`,
    peer,
    port: isLeaf ? `et-0/0/${48 + s}` : `et-0/0/${l}`,
    description: peer,
    mtu: 9216,
    inetMtu: 9170,
    address: `${address(isLeaf ? 0 : 1)}/31`,
    neighbor: address(isLeaf ? 1 : 0),
    peerAsn: ASNS[peer] ?? 0,
    ...different,
  };
}

function underlay(own: string, links: readonly FabricLinkIntent[]): DeviceUnderlayIntent {
  return { constructPath: 'dc1/underlay', localAsn: ASNS[own] ?? 0, bfd: BFD, links };
}

function overlay(different: Partial<DeviceOverlayIntent>): DeviceOverlayIntent {
  return { constructPath: 'dc1/overlay', bfd: BFD, clients: [], peers: [], ...different };
}

const neighbors = (...hostnames: string[]): DeviceOverlayIntent['peers'] =>
  hostnames.map((hostname) => ({ hostname, address: LOOPBACKS[hostname] ?? '' }));

function spine(hostname: string, other: string): DeviceIntent {
  return leaf({
    hostname,
    role: 'spine',
    loopback: LOOPBACKS[hostname],
    managementAddress: `10.0.0.${hostname.slice(-1)}`,
    vrfs: [],
    underlay: underlay(hostname, [end(hostname, 'leaf10'), end(hostname, 'leaf11')]),
    overlay: overlay({
      clusterId: '192.168.0.10',
      clients: neighbors('leaf10', 'leaf11'),
      peers: neighbors(other),
    }),
  });
}

/** The sound fabric with two spines, their links and sessions, in which no rule finds anything either. */
function wholeFabric(): FabricIntent {
  const base = soundFabric();
  const leaves = base.devices.map((device) => ({
    ...device,
    underlay: underlay(device.hostname, [end(device.hostname, 'spine1'), end(device.hostname, 'spine2')]),
    overlay: overlay({ peers: neighbors('spine1', 'spine2') }),
  }));
  return { ...base, devices: [...leaves, spine('spine1', 'spine2'), spine('spine2', 'spine1')] };
}

export const whole = wholeFabric();

/** The whole fabric with the links of a device changed. */
function withLinks(
  hostname: string,
  change: (links: readonly FabricLinkIntent[]) => readonly FabricLinkIntent[],
  base = whole,
): FabricIntent {
  return withLeaf(base, hostname, ({ underlay: own }) =>
    own === undefined ? {} : { underlay: { ...own, links: change(own.links) } },
  );
}

function withOverlay(hostname: string, different: Partial<DeviceOverlayIntent>, base = whole): FabricIntent {
  return withLeaf(base, hostname, ({ overlay: own }) =>
    own === undefined ? {} : { overlay: { ...own, ...different } },
  );
}

/** The first link of leaf10 changed on its end. */
function withLink(different: Partial<FabricLinkIntent>): FabricIntent {
  return withLinks('leaf10', (links) => links.map((link, i) => (i === 0 ? { ...link, ...different } : link)));
}

/** The first link of leaf10 an aggregate with micro-BFD every second. */
export function withMicroBfd(multiplier: number): FabricIntent {
  const microBfd = { minimumIntervalMs: 1000, multiplier, localAddress: '192.168.1.10', neighbor: '192.168.0.1' };
  return withLink({ port: 'ae1', aggregate: { ...aggregate(['et-0/0/48']), microBfd } });
}

/** The same fabric with another AS number of a device, which its neighbors know. */
function withAsn(hostname: string, asn: number): FabricIntent {
  const devices = whole.devices.map((device) => ({
    ...device,
    ...(device.underlay !== undefined && {
      underlay: {
        ...device.underlay,
        localAsn: device.hostname === hostname ? asn : device.underlay.localAsn,
        links: device.underlay.links.map((link) => (link.peer === hostname ? { ...link, peerAsn: asn } : link)),
      },
    }),
  }));
  return { ...whole, devices };
}

/** The same fabric with a device that has an AS number of its own, and says the overlay's in the overlay. */
function withOwnAsn(hostname: string, asn: number, group = 'dc1-overlay'): FabricIntent {
  const line = `set protocols bgp group ${group} local-as 4210000001`;
  return withLeaf(whole, hostname, { asn, statements: [{ constructPath: `dc1/${hostname}/overlay-as`, line }] });
}

/** leaf11 without spine2. */
const oneUplink = withLinks(
  'spine2',
  (links) => links.filter(({ peer }) => peer !== 'leaf11'),
  withLinks('leaf11', (links) => links.filter(({ peer }) => peer !== 'spine2')),
);

/** Without leaf11's sessions with spine2. */
const oneReflector = withOverlay(
  'spine2',
  { clients: neighbors('leaf10') },
  withOverlay('leaf11', { peers: neighbors('spine1') }),
);

const noReflector = withOverlay(
  'spine1',
  { clients: neighbors('leaf10') },
  withOverlay('leaf11', { peers: [] }, oneReflector),
);

/** spine2 reflects for nobody: what it would say comes from spine1. */
const noClients = ['leaf10', 'leaf11'].reduce(
  (base, hostname) => withOverlay(hostname, { peers: neighbors('spine1') }, base),
  withOverlay('spine2', { clients: [] }),
);

const aggregate = (members: readonly string[]): AggregateIntent => ({ members, lacp: 'active' });

/** leaf10 as a QFX5120, whose ports end at 31. */
const onQfx5120 = (intervalMs: number): FabricIntent => {
  const base = withLinks('leaf10', (links) => links.map((link, i) => ({ ...link, port: `et-0/0/${30 + i}` })));
  return withLeaf(base, 'leaf10', ({ overlay: over, prerequisites, underlay: under }) => ({
    model: 'qfx5120-32c',
    prerequisites: { ...prerequisites, overlayEcmp: 'PRESENT' },
    ...(under !== undefined && { underlay: { ...under, bfd: { minimumIntervalMs: intervalMs, multiplier: 3 } } }),
    ...(over !== undefined && { overlay: over }),
  }));
};

export const UNDERLAY_CASES: readonly RuleCase[] = [
  {
    rule: 'underlay/as-number-shared',
    breaks: ['two spines with one AS number', withAsn('spine2', 4200000001)],
    nearly: ['the AS number after it', withAsn('spine2', 4200000003)],
  },
  {
    rule: 'underlay/as-number-equals-overlay',
    breaks: ['a spine with the AS number that a leaf has itself', withOwnAsn('leaf10', 4200000002)],
    nearly: ['a leaf with one number for both', withOwnAsn('leaf10', 4200000010)],
  },
  {
    rule: 'underlay/subnets-overlap',
    breaks: [
      'a link in the subnet of another one',
      withLinks(
        'spine1',
        (links) => links.map((link) => (link.peer === 'leaf10' ? { ...link, address: '172.16.0.1/30' } : link)),
        withLinks('leaf10', (links) =>
          links.map((link) => (link.peer === 'spine1' ? { ...link, address: '172.16.0.0/30' } : link)),
        ),
      ),
    ],
    nearly: ['links side by side', whole],
  },
  {
    rule: 'underlay/duplicate-port',
    breaks: [
      'the port of a server in the aggregate of a link',
      withLinks('leaf10', (links) =>
        links.map((link, i) => (i === 0 ? { ...link, port: 'ae1', aggregate: aggregate(['et-0/0/15']) } : link)),
      ),
    ],
    nearly: [
      'the port beside it',
      withLinks('leaf10', (links) =>
        links.map((link, i) => (i === 0 ? { ...link, port: 'ae1', aggregate: aggregate(['et-0/0/16']) } : link)),
      ),
    ],
  },
  {
    rule: 'underlay/link-one-sided',
    breaks: [
      'an end that expects another AS number',
      withLinks('leaf10', (links) => links.map((link, i) => (i === 0 ? { ...link, peerAsn: 4200000009 } : link))),
    ],
    nearly: [
      'a link to a device of others',
      withLinks('leaf10', (links) => [
        ...links,
        end('leaf10', 'spine9', { port: 'et-0/0/50', address: '172.16.9.0/31', neighbor: '172.16.9.1', peerAsn: 1 }),
      ]),
    ],
  },
  {
    rule: 'underlay/port-not-on-model',
    breaks: [
      'et-0/0/60 of a QFX10002-60C',
      withLinks('leaf10', (links) => links.map((link, i) => (i === 0 ? { ...link, port: 'et-0/0/60' } : link))),
    ],
    nearly: [
      'et-0/0/59, the last one',
      withLinks('leaf10', (links) => links.map((link, i) => (i === 0 ? { ...link, port: 'et-0/0/59' } : link))),
    ],
  },
  {
    rule: 'underlay/mtu-too-small',
    breaks: ['IP packets of 1500 bytes', withLink({ mtu: 1514, inetMtu: 1500 })],
    nearly: ['room for an ordinary packet in VXLAN', withLink({ mtu: 1568, inetMtu: 1554 })],
  },
  {
    rule: 'underlay/bfd-faster-than-platform',
    breaks: ['350 ms on a QFX5120', onQfx5120(350)],
    nearly: ['1000 ms on a QFX5120', onQfx5120(1000)],
  },
  {
    rule: 'underlay/micro-bfd-slower-than-bfd',
    breaks: ['four seconds on the links, three on the session', withMicroBfd(4)],
    nearly: ['three seconds on both', withMicroBfd(3)],
  },
  {
    rule: 'underlay/single-uplink',
    breaks: ['a leaf with links to one spine', oneUplink],
    nearly: ['a leaf with links to two', whole],
  },
];

/** Own AS numbers of an EBGP overlay, which devices have in the underlay too. */
interface ExternalOptions {
  readonly asns?: Readonly<Record<string, number>>;
  readonly loops?: number;
}

/** The whole fabric with an EBGP overlay. */
function external({ asns = {}, loops }: ExternalOptions = {}, base = whole): FabricIntent {
  const asnOf = (hostname: string): number => asns[hostname] ?? ASNS[hostname] ?? 0;
  const known = (peers: DeviceOverlayIntent['peers']): DeviceOverlayIntent['peers'] =>
    peers.map((one) => ({ ...one, peerAsn: asnOf(one.hostname) }));
  const devices = base.devices.map((device) => {
    const { clients = [], peers = [] } = device.overlay ?? {};
    const own = { external: loops === undefined ? {} : { loops }, clients: known(clients) };
    const isSpine = device.role === 'spine';
    return {
      ...device,
      asn: asnOf(device.hostname),
      overlay: overlay({ ...own, peers: isSpine ? [] : known(peers) }),
    };
  });
  return { ...base, devices };
}

/** The server of the fabric with another AS number. */
function withServerAsn(asn: number, base: FabricIntent): FabricIntent {
  return {
    ...base,
    servers: base.servers.map((server) => ({ ...server, asn })),
    devices: base.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, peerAsn: asn })),
    })),
  };
}

/** Its attachments to these leaves backups. */
function withBackups(base: FabricIntent, ...hostnames: string[]): FabricIntent {
  return {
    ...base,
    devices: base.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) =>
        hostnames.includes(device.hostname)
          ? { ...peering, backup: { localPreference: 50, prependCount: 3 } }
          : peering,
      ),
    })),
  };
}

/** With a leaf of others besides, which the spines have sessions with. */
function withLeafOfOthers(peerAsn: number, base: FabricIntent): FabricIntent {
  const other = { hostname: 'leaf99', address: '192.168.1.99', peerAsn };
  const devices = base.devices.map((device) =>
    device.role === 'spine' && device.overlay !== undefined
      ? { ...device, overlay: { ...device.overlay, clients: [...device.overlay.clients, other] } }
      : device,
  );
  return { ...base, devices };
}

const ONE_AS = { leaf10: 4200000012, leaf11: 4200000012 };

export const OVERLAY_CASES: readonly RuleCase[] = [
  {
    rule: 'overlay/leaves-share-as-number',
    breaks: [
      'two leaves, and one of others, of one AS number',
      withLeafOfOthers(ONE_AS.leaf10, external({ asns: ONE_AS })),
    ],
    nearly: ['two that may find it in a route', external({ asns: ONE_AS, loops: 2 })],
  },
  {
    rule: 'overlay/one-as-number-at-both-ends',
    breaks: ['a leaf with the number of a spine', external({ asns: { leaf10: 4200000012, spine1: 4200000012 } })],
    nearly: ['each with its own', external()],
  },
  {
    rule: 'overlay/server-as-is-that-of-device',
    breaks: ['a server with the number of a spine', withServerAsn(4200000001, external())],
    nearly: ['one that spines may find in a route', withServerAsn(4200000001, external({ loops: 2 }))],
  },
  {
    rule: 'overlay/backups-alike',
    along: ['server/backup-everywhere'],
    breaks: ['backups on two leaves', withBackups(external(), 'leaf10', 'leaf11')],
    nearly: ['a backup on one', withBackups(external(), 'leaf11')],
  },
  {
    rule: 'overlay/as-number-differs',
    breaks: ['an AS number of its own on one of two groups of a spine', withOwnAsn('spine1', 4210000010)],
    nearly: ['a leaf that says the number of the overlay', withOwnAsn('leaf10', 4210000010)],
  },
  {
    rule: 'overlay/cluster-id-missing',
    breaks: ['a spine with clients and no cluster', withOverlay('spine1', { clusterId: undefined })],
    nearly: ['a cluster of its own', withOverlay('spine1', { clusterId: '192.168.0.11' })],
  },
  {
    rule: 'overlay/cluster-id-is-loopback',
    breaks: ['the cluster of spine1 is the loopback of spine2', withOverlay('spine1', { clusterId: '192.168.0.2' })],
    nearly: ['the cluster of spine1 is its own loopback', withOverlay('spine1', { clusterId: '192.168.0.1' })],
  },
  {
    rule: 'overlay/reflector-without-client',
    along: ['overlay/single-reflector', 'overlay/single-reflector'],
    breaks: ['a spine that no leaf has a session with', noClients],
    nearly: ['both spines with clients', whole],
  },
  {
    rule: 'overlay/session-one-sided',
    breaks: ['a leaf that its reflector does not know', withOverlay('spine1', { clients: neighbors('leaf11') })],
    nearly: [
      'a reflector of others',
      withOverlay('leaf10', {
        peers: [...neighbors('spine1', 'spine2'), { hostname: 'spine9', address: '192.168.0.9' }],
      }),
    ],
  },
  {
    rule: 'overlay/single-reflector',
    breaks: ['a leaf with one reflector', oneReflector],
    nearly: ['a leaf with two', whole],
  },
  {
    rule: 'overlay/without-reflector',
    breaks: ['a leaf with none', noReflector],
    nearly: ['a leaf that is not in the overlay at all', soundFabric()],
  },
];
