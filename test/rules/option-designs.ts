import { EbgpServerPeering, FabricStack, InterfaceSpeed, ServerFacingInterface } from '../../lib/index';
import { Testing } from 'cdktf';
import type { FabricIntent, InterfaceIntent, PeeringIntent } from '../../lib/intent/fabric-intent';
import { serverFabric } from '../render/server/fabrics';
import { FABRIC_PROPS, guideLeaf, guideVrf } from '../support/guide-stack';
import { CASES } from './cases';
import { withMicroBfd } from './cases/fabric-half';
import type { OptionName } from './option-pairs';
import { port, session } from '../render/scenarios';
import { soundFabric } from './sound-fabric';

/** What an option is given as, on a session and on its port. */
interface Given {
  readonly session?: Partial<PeeringIntent>;
  readonly port?: Partial<Omit<InterfaceIntent, 'aggregate'>>;
  readonly aggregate?: Partial<NonNullable<InterfaceIntent['aggregate']>>;
  /** Whether the session says that it begins at the address of the link. */
  readonly beginsOnLink?: true;
  /** Whether only the first attachment can have it. */
  readonly isOfOne?: true;
}

const BFD = { minimumIntervalMs: 1000, multiplier: 3 };
const ORIGIN = 'origin:65001:5';

/** A value of every option that goes with those of the others, where the pair is sound. */
export const GIVEN: Readonly<Record<OptionName, Given>> = {
  holdTimeSec: { session: { holdTimeSec: 30 } },
  bfd: { session: { bfd: BFD } },
  bfdDuringRestart: { session: { bfd: BFD, bfdDuringRestart: 'fastFailover' } },
  gracefulRestart: { session: { gracefulRestart: { restartTimeSec: 60, staleRoutesTimeSec: 180 } } },
  serverGracefulRestart: { session: { serverGracefulRestart: true } },
  authentication: {
    session: { authentication: { method: 'md5', secret: { from: 'environment', variable: 'SERVER1_BGP_KEY' } } },
  },
  ttlSecurity: { session: { ttlSecurity: true } },
  isRange: { session: { isRange: true } },
  multihop: { session: { multihop: { ttl: 1 } } },
  statedLocalAddress: { beginsOnLink: true },
  prefixLimit: { session: { prefixLimit: 20 } },
  prefixLimitAction: { session: { prefixLimitAction: { action: 'teardown', idleTimeoutMin: 15 } } },
  loops: { session: { loops: 2 } },
  communities: { session: { communities: ['65000:100'] } },
  localPreference: { session: { localPreference: 120 } },
  importPolicies: { session: { importPolicies: ['THEIR-IMPORT'] } },
  asOverride: { session: { asOverride: true, siteOfOrigin: ORIGIN } },
  advertised: { session: { advertised: { kind: 'defaultFromEvpn' } } },
  exportPolicies: { session: { exportPolicies: ['THEIR-EXPORT'] } },
  siteOfOrigin: { session: { siteOfOrigin: ORIGIN } },
  drained: { session: { drained: 'CHG-17' }, isOfOne: true },
  backup: { session: { backup: { prependCount: 2, localPreference: 50 } }, isOfOne: true },
  native: { port: { native: true, vlanId: 200, unit: 200 } },
  mtu: { port: { mtu: 9000 } },
  inetMtu: { port: { inetMtu: 1500 } },
  inet6Mtu: { port: { inet6Mtu: 1500 } },
  speed: { port: { speed: '10g' } },
  aggregate: { aggregate: {} },
  lacp: { aggregate: { lacp: 'passive' } },
  lacpPeriodic: { aggregate: { lacpPeriodic: 'fast' } },
  minimumLinks: { aggregate: { minimumLinks: 2 } },
  microBfd: {},
};

/** server1 on two leaves with both options: the second attachment without what only one can have. */
export function designOf(...names: readonly OptionName[]): FabricIntent {
  const given = names.map((name) => GIVEN[name]);
  const fabric = names.includes('isRange') ? withRange(given) : twoAttachments(given, names.includes('inet6Mtu'));
  return names.includes('microBfd') ? withLinks(fabric) : fabric;
}

function twoAttachments(given: readonly Given[], isDual: boolean): FabricIntent {
  const homes = [0, 1].map((n) => {
    const here = n === 0 ? given : given.filter(({ isOfOne }) => isOfOne !== true);
    return {
      hostname: `leaf1${n}`,
      port: portWith(here),
      attachment: { serverInterface: `xe-0/0/${n}`, serverMembers: [`xe-0/1/${n}`, `xe-0/2/${n}`] },
      inet: [`172.16.104.${4 * n + 1}/30`, `172.16.104.${4 * n + 2}/30`] as const,
      ...(isDual && { inet6: [`2001:db8:104::${4 * n + 1}/126`, `2001:db8:104::${4 * n + 2}/126`] as const }),
      session: sessionWith(here),
    };
  });
  const fabric = serverFabric(homes, { prefixes: ['10.1.5.0/24', '203.0.113.10/32'] });
  const isStated = given.some(beginsOnLink);
  const devices = fabric.devices.map((device, n) => ({
    ...device,
    managementAddress: `10.0.0.1${n}`,
    peerings: device.peerings.map((one) => (isStated ? { ...one, statedLocalAddress: one.localAddress } : one)),
  }));
  return { ...fabric, devices };
}

/** A range of servers on a port of either leaf, beside server1. */
function withRange(given: readonly Given[]): FabricIntent {
  const fabric = twoAttachments([], false);
  const devices = fabric.devices.map((device, n) => {
    const here = n === 0 ? given : given.filter(({ isOfOne }) => isOfOne !== true);
    return {
      ...device,
      interfaces: [...device.interfaces, portOfRange(n, portWith(here))],
      peerings: [...device.peerings, rangeOf(n, sessionWith(here), here.some(beginsOnLink))],
    };
  });
  return { ...fabric, devices };
}

function portOfRange(n: number, different: Partial<InterfaceIntent>): InterfaceIntent {
  const addresses = [
    { family: 'inet', address: `172.16.120.${4 * n + 1}/30` },
    ...(different.inet6Mtu === undefined
      ? []
      : [{ family: 'inet6', address: `2001:db8:120::${4 * n + 1}/126` } as const]),
  ] as const;
  return port({ port: 'et-0/0/20', constructPath: `dc1/range/leaf1${n}`, addresses, ...different });
}

function rangeOf(n: number, different: Partial<PeeringIntent>, isStated: boolean): PeeringIntent {
  const localAddress = `172.16.120.${4 * n + 1}`;
  return session({
    group: 'range',
    server: undefined,
    constructPath: `dc1/range/leaf1${n}/peer`,
    localAddress,
    ...(isStated && { statedLocalAddress: localAddress }),
    peerAsn: 4220000009,
    acceptedPrefixes: ['10.1.9.0/24'],
    ...different,
    neighbor: `172.16.120.${4 * n}/30`,
  });
}

function beginsOnLink(given: Given): boolean {
  return given.beginsOnLink === true;
}

function sessionWith(given: readonly Given[]): Partial<PeeringIntent> {
  return Object.assign({}, ...given.map(({ session }) => session)) as Partial<PeeringIntent>;
}

function portWith(given: readonly Given[]): Partial<InterfaceIntent> {
  const port = Object.assign({}, ...given.map((one) => one.port)) as Partial<InterfaceIntent>;
  const parts = given.flatMap(({ aggregate }) => aggregate ?? []);
  if (parts.length === 0) return port;
  const members = ['et-0/0/21', 'et-0/0/22'];
  const aggregate = Object.assign({ members, lacp: 'active' }, ...parts) as InterfaceIntent['aggregate'];
  return { ...port, port: 'ae1', aggregate };
}

/** The same leaves with links to two spines, one of them an aggregate with micro-BFD. */
function withLinks(fabric: FabricIntent): FabricIntent {
  const linked = withMicroBfd(3);
  const leaves = fabric.devices.map((device) => {
    const own = linked.devices.find(({ hostname }) => hostname === device.hostname);
    const links = own?.underlay?.links.map((link) => (link.port === 'ae1' ? { ...link, port: 'ae2' } : link));
    return {
      ...device,
      overlay: own?.overlay,
      ...(own?.underlay !== undefined && { underlay: { ...own.underlay, links: links ?? [] } }),
    };
  });
  return { ...fabric, devices: [...leaves, ...linked.devices.filter(({ role }) => role === 'spine')] };
}

/** Designs that a rule must find, by pair, where the case of the rule itself has other options. */
const BROKEN: Readonly<Record<string, FabricIntent>> = {
  'bfd gracefulRestart': designOf('bfd', 'gracefulRestart'),
  'bfd serverGracefulRestart': designOf('bfd', 'serverGracefulRestart'),
  'loops drained': designOf('loops', 'drained'),
  'loops backup': designOf('loops', 'backup'),
  'mtu inet6Mtu': inet6('leaf11', { mtu: 9000, inet6Mtu: 8999 }),
  'speed speed': twoSpeeds(),
  'inetMtu inetMtu': soundFabric({ server1: { homes: { leaf10: { interface: { inetMtu: 1400 } } } } }),
  'inet6Mtu inet6Mtu': inet6('leaf10', { inet6Mtu: 1400 }),
};

/** A design with both options that a rule must find. */
export function brokenDesign(pair: string, rule: string): FabricIntent {
  const found =
    BROKEN[pair] ??
    Object.values(CASES)
      .flat()
      .find((one) => one.rule === rule)?.breaks[1];
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  return found;
}

/** server1 with IPv6 too, and something about its port on one leaf. */
function inet6(hostname: string, different: Partial<InterfaceIntent>): FabricIntent {
  const fabric = twoAttachments([], true);
  const devices = fabric.devices.map((device) => ({
    ...device,
    interfaces: device.interfaces.map((one) => (device.hostname === hostname ? { ...one, ...different } : one)),
  }));
  return { ...fabric, devices };
}

/** Two VLANs of one port. */
function twoSpeeds(): FabricIntent {
  const unit = (vlanId: number, speed: '10g' | '25g'): InterfaceIntent =>
    portOfRange(vlanId / 100, { unit: vlanId, vlanId, speed });
  const fabric = twoAttachments([], false);
  const devices = fabric.devices.map((device, n) =>
    n === 0 ? { ...device, interfaces: [...device.interfaces, unit(100, '10g'), unit(200, '25g')] } : device,
  );
  return { ...fabric, devices };
}

/** Programs that a constructor refuses, by pair. */
export const REFUSED: Readonly<Record<string, () => unknown>> = {
  'localPreference backup': () => {
    const port = newPort({});
    const props = { interface: port, neighbor: '172.16.104.2', peerAsn: 4220000001, prefixes: ['10.1.5.0/24'] };
    return new EbgpServerPeering(port, 'peer', { ...props, backup: true, localPreference: 120 });
  },
  'ttlSecurity multihop': () => {
    const port = newPort({});
    const props = { interface: port, neighbor: '172.16.104.2', peerAsn: 4220000001, prefixes: ['10.1.5.0/24'] };
    return new EbgpServerPeering(port, 'peer', { ...props, ttlSecurity: true, multihop: true });
  },
  'speed aggregate': () => aggregateWithSpeed({}),
  'speed lacp': () => aggregateWithSpeed({}),
  'speed lacpPeriodic': () => aggregateWithSpeed({}),
  'speed minimumLinks': () => aggregateWithSpeed({ minimumLinks: 1 }),
};

function aggregateWithSpeed(different: { readonly minimumLinks?: number }): ServerFacingInterface {
  const aggregate = { members: ['et-0/0/16', 'et-0/0/17'], ...different };
  return newPort({ interface: 'ae1', aggregate, speed: InterfaceSpeed.SPEED_10G });
}

function newPort(different: Partial<ConstructorParameters<typeof ServerFacingInterface>[2]>): ServerFacingInterface {
  const stack = new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
  const props = { leaf: guideLeaf(stack, 10), vrf: guideVrf(stack), interface: 'et-0/0/15' };
  return new ServerFacingInterface(stack, 'port', { ...props, addresses: ['172.16.104.1/30'], ...different });
}
