import type { Family } from '../../intent/fabric-intent';
import { isPolicyName, policiesNamed } from '../../junos/tree/policy-expression';
import type { DeviceModel, InstanceModel, NeighborModel, NeighborFamily } from '../device-model';
import { frrNumber } from './communities';
import { checksum } from './names';
import { neighborLines, profileName, rangeGroup } from './neighbors';
import type { PolicyChain } from './route-map';
import { routeMap, TAGS } from './route-map';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** Paths that are used side by side at most. */
const MOST_PATHS = 64;
const FAMILIES: readonly Family[] = ['inet', 'inet6'];
const FRR_FAMILY: Readonly<Record<NeighborFamily, string>> = {
  inet: 'ipv4 unicast',
  inet6: 'ipv6 unicast',
  evpn: 'l2vpn evpn',
};

/** `bgpd.conf` of a device. */
export function bgpdConf(device: DeviceModel): string {
  const chains: PolicyChain[] = [];
  const routers = device.instances.flatMap((instance) => router(device, instance, chains));
  const byName = new Map(chains.map((chain) => [chain.name, chain]));
  const maps = [...byName.values()].flatMap((chain) => routeMap(device, chain));
  const lists = maps.filter((line) => LIST.test(line));
  const rest = maps.filter((line) => !LIST.test(line));
  return `${[
    'frr defaults datacenter',
    `hostname ${device.hostname}`,
    ...new Set(lists),
    ...tagMap('direct'),
    ...tagMap('static'),
    ...tagMap('evpn', takesPreference(device) ? [] : [RESET_PREFERENCE]),
    ...rest,
    ...routers,
  ].join('\n')}\n`;
}

const LIST = /^(?:ip|ipv6|bgp) \S*-?list /;

/** Gives every route that enters by this way the tag that stands for it. */
function tagMap(protocol: 'direct' | 'static' | 'evpn', more: readonly string[] = []): string[] {
  return [
    `route-map from-${protocol} permit 10`,
    ` set tag ${TAGS[protocol]}`,
    ...more.map((line) => ` ${line}`),
    'exit',
  ];
}

/** Type-5 routes of Junos say how good a route is only where that is allowed. */
const RESET_PREFERENCE = 'set local-preference 100';

function takesPreference({ instances }: DeviceModel): boolean {
  return instances.some(({ evpn }) => evpn?.carriesIn === true);
}

function router(device: DeviceModel, instance: InstanceModel, chains: PolicyChain[]): string[] {
  const { asn, name, neighbors } = instance;
  if (asn === undefined) return [];
  const evpn = device.vtep === undefined ? undefined : instance.evpn;
  if (neighbors.length === 0 && evpn === undefined && name !== MAIN_INSTANCE) return [];
  const cluster = neighbors.find((neighbor) => neighbor.cluster !== undefined)?.cluster;
  return [
    `router bgp ${asn}${name === MAIN_INSTANCE ? '' : ` vrf ${name}`}`,
    ...(instance.routerId === undefined ? [] : [` bgp router-id ${instance.routerId}`]),
    ...(cluster === undefined ? [] : [` bgp cluster-id ${cluster}`]),
    ' no bgp default ipv4-unicast',
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ...(neighbors.some(({ multipleAs }) => multipleAs) || evpn !== undefined
      ? [' bgp bestpath as-path multipath-relax']
      : [' no bgp bestpath as-path multipath-relax']),
    ...neighbors.flatMap((neighbor) => neighborLines(neighbor)),
    ...FAMILIES.flatMap((family) => unicast(device, instance, family, chains)),
    ...(name === MAIN_INSTANCE ? overlay(device, instance, chains) : []),
    ...(evpn === undefined ? [] : typeFive(instance, evpn, chains)),
    'exit',
  ];
}

function unicast(device: DeviceModel, instance: InstanceModel, family: Family, chains: PolicyChain[]): string[] {
  const own = instance.neighbors.filter(({ families }) => families.includes(family));
  const external =
    own.some(({ type, multipath }) => type === 'external' && multipath) ||
    (instance.multipath[family] && hasExternalOverlay(device));
  const internal = instance.multipath[family] || own.some(({ type, multipath }) => type === 'internal' && multipath);
  return [
    ` address-family ${FRR_FAMILY[family]}`,
    `  maximum-paths ${external ? MOST_PATHS : 1}`,
    `  maximum-paths ibgp ${internal ? MOST_PATHS : 1}`,
    '  redistribute connected route-map from-direct',
    ...(instance.staticRoutes.length === 0 ? [] : ['  redistribute static route-map from-static']),
    ...own.flatMap((neighbor) => unicastNeighbor(device, instance, neighbor, family, chains)),
    ' exit-address-family',
  ];
}

function unicastNeighbor(
  device: DeviceModel,
  instance: InstanceModel,
  neighbor: NeighborModel,
  family: Family,
  chains: PolicyChain[],
): string[] {
  const id = rangeGroup(neighbor);
  const [incoming, outgoing] = [importChain(instance, neighbor, family), exportChain(instance, neighbor, family)];
  chains.push(incoming, outgoing);
  const generated = generatedDefault(instance, family, chains);
  const limit = neighbor.prefixLimits.find((one) => one.family === family);
  const limitLines = limit === undefined ? [] : [`  neighbor ${id} maximum-prefix ${limitWords(limit)}`];
  return [
    `  neighbor ${id} activate`,
    `  neighbor ${id} route-map ${incoming.name} in`,
    `  neighbor ${id} route-map ${outgoing.name} out`,
    ...limitLines,
    ...(generated === undefined || !tellsGenerated(outgoing, device)
      ? []
      : [`  neighbor ${id} default-originate route-map ${generated}`]),
    ...neighbor.familyLines.filter((one) => one.family === family).map(({ line }) => `  neighbor ${id} ${line}`),
    ...(neighbor.asOverride ? [`  neighbor ${id} as-override`] : []),
    ...(neighbor.removePrivate ? [`  neighbor ${id} remove-private-AS all`] : []),
    ...(neighbor.cluster === undefined ? [] : [`  neighbor ${id} route-reflector-client`]),
  ];
}

/** Name of the route-map of what a generated default stands on; undefined where there is none. */
function generatedDefault(instance: InstanceModel, family: Family, chains: PolicyChain[]): string | undefined {
  const wanted = family === 'inet' ? '0.0.0.0/0' : '::/0';
  const route = instance.generatedRoutes.find(({ prefix }) => prefix === wanted);
  if (route === undefined) return undefined;
  const name = `${instance.name}-${family}-generated`;
  chains.push({ name, policies: route.policies, family, otherwise: 'reject', onAccept: [] });
  return name;
}

/** Whether a session is told what is generated: a term for routes of that kind accepts it. */
function tellsGenerated({ policies }: PolicyChain, device: DeviceModel): boolean {
  const terms = policiesNamed(policies).flatMap((name) => device.policies.get(name)?.terms ?? []);
  return terms.some(({ from, outcome }) => from.protocols.includes('aggregate') && outcome === 'accept');
}

function limitWords({
  maximum,
  teardown,
  thresholdPercent,
  idleTimeoutMin,
}: NeighborModel['prefixLimits'][number]): string {
  const threshold = thresholdPercent === undefined ? '' : ` ${thresholdPercent}`;
  if (!teardown) return `${maximum}${threshold} warning-only`;
  return `${maximum}${threshold}${idleTimeoutMin === undefined ? '' : ` restart ${idleTimeoutMin}`}`;
}

function importChain({ martians, name }: InstanceModel, neighbor: NeighborModel, family: Family): PolicyChain {
  const shutdown = neighbor.gracefulShutdown ? ['set local-preference 0'] : [];
  return {
    name: mapName(name, neighbor, family, 'in'),
    policies: neighbor.imports,
    family,
    otherwise: 'accept',
    onAccept: [`set tag ${TAGS.bgp}`, ...shutdown],
    deletesFirst: true,
    ignored: { list: `martians-of-${name}`, martians },
  };
}

/** By itself a session tells its peer what came over BGP, and nothing else. */
function exportChain({ name }: InstanceModel, neighbor: NeighborModel, family: Family): PolicyChain {
  return {
    name: mapName(name, neighbor, family, 'out'),
    policies: neighbor.exports,
    family,
    otherwise: 'accept bgp',
    onAccept: neighbor.gracefulShutdown ? ['set community graceful-shutdown additive'] : [],
  };
}

function mapName(instance: string, neighbor: NeighborModel, family: NeighborFamily, direction: string): string {
  return `${instance}-${neighbor.group}-${family}-${direction}${neighbor.gracefulShutdown ? '-drained' : ''}-${policiesOf(neighbor, direction)}`;
}

/** Neighbors of one group share their route-map, unless one of them has policies of its own. */
function policiesOf(neighbor: NeighborModel, direction: string): string {
  const policies = direction === 'in' ? neighbor.imports : neighbor.exports;
  const names = policies.map((one) => (isPolicyName(one) ? one : `expression-${checksum(one)}`));
  return names.length === 0 ? 'default' : names.join('+');
}

/** Type-5 routes that come over EBGP sessions are external paths in a VRF too. */
function hasExternalOverlay({ instances }: DeviceModel): boolean {
  return instances.some(({ neighbors }) => neighbors.some(isExternalOverlay));
}

function isExternalOverlay({ families, type }: NeighborModel): boolean {
  return type === 'external' && families.includes('evpn');
}

function overlay(device: DeviceModel, instance: InstanceModel, chains: PolicyChain[]): string[] {
  const own = instance.neighbors.filter(({ families }) => families.includes('evpn'));
  const hasVni = device.vtep !== undefined && device.instances.some(({ evpn }) => evpn !== undefined);
  if (own.length === 0 && !hasVni) return [];
  return [
    ' address-family l2vpn evpn',
    ...own.flatMap((neighbor) => overlayNeighbor(device, instance, neighbor, chains)),
    ...(hasVni ? ['  advertise-all-vni'] : []),
    ' exit-address-family',
  ];
}

function overlayNeighbor(
  device: DeviceModel,
  instance: InstanceModel,
  neighbor: NeighborModel,
  chains: PolicyChain[],
): string[] {
  const { address, cluster, evpnLoops, exports, imports, keepsNextHop } = neighbor;
  const incoming: PolicyChain = {
    name: mapName(instance.name, neighbor, 'evpn', 'in'),
    policies: imports,
    family: 'evpn',
    otherwise: 'accept',
    onAccept: [`set tag ${TAGS.evpn}`, ...(takesPreference(device) ? [] : [RESET_PREFERENCE])],
  };
  const outgoing: PolicyChain = {
    name: mapName(instance.name, neighbor, 'evpn', 'out'),
    policies: exports,
    family: 'evpn',
    otherwise: 'accept',
    onAccept: [],
  };
  if (imports.length > 0) chains.push(incoming);
  if (exports.length > 0) chains.push(outgoing);
  return [
    'activate',
    `route-map ${imports.length > 0 ? incoming.name : 'from-evpn'} in`,
    ...(exports.length > 0 ? [`route-map ${outgoing.name} out`] : []),
    ...(isExternalOverlay(neighbor) && keepsNextHop ? ['attribute-unchanged next-hop'] : []),
    ...(evpnLoops > 1 ? [`allowas-in ${evpnLoops - 1}`] : []),
    ...(cluster === undefined ? [] : ['route-reflector-client']),
  ].map((line) => `  neighbor ${address} ${line}`);
}

function typeFive(instance: InstanceModel, evpn: NonNullable<InstanceModel['evpn']>, chains: PolicyChain[]): string[] {
  const exported = FAMILIES.map((family): PolicyChain => ({
    name: `${instance.name}-${family}-to-evpn`,
    policies: evpn.exports,
    family,
    otherwise: 'reject',
    onAccept: evpn.carriesOut ? [] : [RESET_PREFERENCE],
  }));
  if (evpn.exports.length > 0) chains.push(...exported);
  return [
    ' address-family l2vpn evpn',
    `  rd ${frrNumber(evpn.routeDistinguisher)}`,
    ...evpn.importTargets.map((target) => `  route-target import ${frrTarget(target)}`),
    ...evpn.exportTargets.map((target) => `  route-target export ${frrTarget(target)}`),
    ...(evpn.exports.length === 0
      ? []
      : exported.map(({ name, family }) => `  advertise ${FRR_FAMILY[family]} route-map ${name}`)),
    ' exit-address-family',
  ];
}

function frrTarget(target: string): string {
  return frrNumber(target.replace(/^target:/, ''));
}

/** `bfdd.conf` of a device; undefined where no session has BFD. */
export function bfddConf(device: DeviceModel): string | undefined {
  const sessions = device.instances.flatMap(({ neighbors }) => neighbors.flatMap(({ bfd }) => bfd ?? []));
  if (sessions.length === 0) return undefined;
  const profiles = new Map(sessions.map((bfd) => [profileName(bfd), bfd]));
  return `${[
    'frr defaults datacenter',
    `hostname ${device.hostname}`,
    'bfd',
    ...[...profiles].flatMap(([name, { intervalMs, multiplier }]) => [
      ` profile ${name}`,
      `  detect-multiplier ${multiplier}`,
      `  receive-interval ${intervalMs}`,
      `  transmit-interval ${intervalMs}`,
      ' exit',
    ]),
    'exit',
  ].join('\n')}\n`;
}
