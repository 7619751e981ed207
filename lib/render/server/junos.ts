import type { FabricIntent, Family, KeyIntent } from '../../intent/fabric-intent';
import { Configuration } from '../../junos/tree/configuration';
import { writeSet } from '../../junos/formats/set-writer';
import { renderAggregate } from '../aggregates';
import {
  renderAuthentication,
  renderBfd,
  renderBfdDuringRestart,
  renderGracefulRestart,
  renderMultihop,
} from '../bgp-parts';
import { keyChainOf, renderKey } from '../key-chains';
import { gracefulShutdownCommunityName, loadBalancePolicyName } from '../names';
import { filterTerms, policyPath, renderRouteFilters } from '../policy-parts';
import { GRACEFUL_SHUTDOWN } from '../session-policies';
import type { ImportFilter } from './filters';
import { importFilters, acceptedRoutes } from './filters';
import type { ServerSideSession, ServerSide } from './server-side';
import { announcedOf, familiesOf, linkSubnetsOf, ownPrefixesOf, requireRouterId, restarts } from './server-side';
import { homeText, loopbackPrefixes, notHere, sourcePrefixes, titleOf } from './texts';
import type { ServerInterface } from './wires';
import { interfacesOf } from './wires';

/**
 * The server's side where the server is a router that runs Junos, as set lines: interfaces, policies, sessions, and what
 * spreads flows over all attachments.
 *
 * A prefix is announced only as long as the router has it as a direct, static, aggregate or local route: what came over BGP
 * is never announced again. It forwards, as a router does.
 *
 * @throws FabricError `serverRouterIdMissing`, `serverInterfaceMissing`, `serverMembersMissing`, `serverInterfaceClash`
 */
export function renderJunosServer(fabric: FabricIntent, side: ServerSide): string {
  const configuration = new Configuration();
  for (const one of interfacesOf(side, 'Junos')) renderInterface(configuration, one);
  renderLoopback(configuration, side);
  renderRoutingOptions(configuration, side);
  renderKeyChains(configuration, fabric, side);
  configuration.set(
    'policy-options',
    'community',
    gracefulShutdownCommunityName(side.fabric),
    'members',
    GRACEFUL_SHUTDOWN,
  );
  for (const family of familiesOf(side)) {
    for (const filter of importFilters(side.sessions, family)) renderImport(configuration, side, filter);
    renderExport(configuration, side, family);
    renderGroup(configuration, side, family);
  }
  const comments = [titleOf(side), ...notHere(side)].map((line) => `# ${line}\n`);
  return comments.join('') + writeSet(configuration);
}

/** With `default-address-selection` what the router sends comes from the primary address of lo0. */
function renderLoopback(configuration: Configuration, side: ServerSide): void {
  for (const { family, network, prefixLength } of loopbackPrefixes(side)) {
    const address = `${network.toString()}/${prefixLength}`;
    const path = ['interfaces', 'lo0', 'unit', '0', 'family', family, 'address', address];
    configuration.set(...path);
    if (side.sources[family] === network.toString()) configuration.set(...path, 'primary');
  }
  if (sourcePrefixes(side).length > 0) configuration.set('system', 'default-address-selection');
}

function renderInterface(configuration: Configuration, one: ServerInterface): void {
  const { addresses, bond, name, nativeVlanId, vlans } = one;
  const path = ['interfaces', name];
  // One end has to open LACP, and a leaf that is passive does not.
  if (bond !== undefined) {
    renderAggregate(configuration, name, { ...bond.aggregate, members: bond.members, lacp: 'active' });
  }
  if (vlans.length === 0) renderUnit(configuration, [...path, 'unit', '0'], addresses, one.mtu);
  else configuration.set(...path, 'flexible-vlan-tagging');
  if (vlans.length > 0 && nativeVlanId !== undefined) {
    const unit = [...path, 'unit', String(nativeVlanId)];
    configuration.set(...path, 'native-vlan-id', String(nativeVlanId));
    configuration.set(...unit, 'vlan-id', String(nativeVlanId));
    renderUnit(configuration, unit, addresses, one.mtu);
  }
  for (const { id, mtu, addresses: own } of vlans) {
    configuration.set(...path, 'unit', String(id), 'vlan-id', String(id));
    renderUnit(configuration, [...path, 'unit', String(id)], own, mtu);
  }
}

function renderUnit(
  configuration: Configuration,
  path: readonly string[],
  addresses: readonly string[],
  mtu: number | undefined,
): void {
  for (const address of addresses) {
    const family: Family = address.includes(':') ? 'inet6' : 'inet';
    configuration.set(...path, 'family', family, 'address', address);
    if (mtu !== undefined) configuration.set(...path, 'family', family, 'mtu', String(mtu));
  }
}

function renderRoutingOptions(configuration: Configuration, side: ServerSide): void {
  configuration.set('routing-options', 'router-id', requireRouterId(side));
  configuration.set('routing-options', 'autonomous-system', String(side.asn));
  configuration.set(
    'policy-options',
    'policy-statement',
    loadBalancePolicyName(side.fabric),
    'then',
    'load-balance',
    'per-packet',
  );
  configuration.set('routing-options', 'forwarding-table', 'export', loadBalancePolicyName(side.fabric));
  if (restarts(side)) {
    configuration.set('routing-options', 'graceful-restart');
  }
}

function renderKeyChains(configuration: Configuration, fabric: FabricIntent, side: ServerSide): void {
  const used = new Set(side.sessions.map(({ peering }) => keyChainOf(peering)));
  for (const { keys, name } of fabric.keyChains ?? []) {
    if (!used.has(name)) continue;
    for (const key of keys) renderKey(configuration, name, turnedAround(key));
  }
}

/** Each end receives what the other one sends. */
function turnedAround(key: KeyIntent): KeyIntent {
  const { ao } = key;
  return ao === undefined ? key : { ...key, ao: { ...ao, sendId: ao.recvId, recvId: ao.sendId } };
}

function renderImport(configuration: Configuration, side: ServerSide, filter: ImportFilter): void {
  const { accepted, family } = filter;
  const path = policyPath(importName(side, filter));
  const own = [...path, 'term', 'own', 'from', 'route-filter'];
  for (const prefix of ownPrefixesOf(side, family)) configuration.set(...own, prefix.toString(), 'exact');
  for (const subnet of linkSubnetsOf(side, family)) configuration.set(...own, subnet.toString(), 'orlonger');
  configuration.set(...path, 'term', 'own', 'then', 'reject');
  const routes = acceptedRoutes(accepted, family);
  if (routes?.length !== 0) {
    const drained = [...path, 'term', 'drained'];
    configuration.set(...drained, 'from', 'community', gracefulShutdownCommunityName(side.fabric));
    for (const route of routes ?? []) configuration.set(...drained, 'from', 'route-filter', route, 'exact');
    configuration.set(...drained, 'then', 'local-preference', '0');
    configuration.set(...drained, 'then', 'accept');
    for (const route of routes ?? []) {
      configuration.set(...path, 'term', 'accepted', 'from', 'route-filter', route, 'exact');
    }
    configuration.set(...path, 'term', 'accepted', 'then', 'accept');
  }
  configuration.set(...path, 'then', 'reject');
}

/** Where the leaves accept anything, all that is the router's own. */
function renderExport(configuration: Configuration, side: ServerSide, family: Family): void {
  const path = policyPath(exportName(side, family));
  const announced = announcedOf(side, family);
  // Where anything is announced, in one term without a filter.
  const terms = announced === undefined ? [['announced', []] as const] : filterTerms('announced', announced);
  for (const [name, ranges] of terms) {
    const term = [...path, 'term', name];
    for (const protocol of ['direct', 'local', 'static', 'aggregate']) {
      configuration.set(...term, 'from', 'protocol', protocol);
    }
    renderRouteFilters(configuration, term, ranges);
    configuration.set(...term, 'then', 'accept');
  }
  configuration.set(...path, 'then', 'reject');
}

function renderGroup(configuration: Configuration, side: ServerSide, family: Family): void {
  const path = ['protocols', 'bgp', 'group', family === 'inet' ? side.fabric : `${side.fabric}-inet6`];
  configuration.set(...path, 'type', 'external');
  configuration.set(...path, 'log-updown');
  configuration.set(...path, 'family', family, 'unicast');
  configuration.set(...path, 'export', exportName(side, family));
  configuration.set(...path, 'multipath', 'multiple-as');
  const filters = importFilters(side.sessions, family);
  for (const session of side.sessions.filter((one) => one.family === family)) {
    const filter = filters.find(({ sessions }) => sessions.includes(session)) ?? filters[0];
    if (filter !== undefined) renderNeighbor(configuration, path, side, session, filter);
  }
}

function renderNeighbor(
  configuration: Configuration,
  group: readonly string[],
  side: ServerSide,
  session: ServerSideSession,
  filter: ImportFilter,
): void {
  const { authentication, bfd, bfdDuringRestart, gracefulRestart, multihop, serverGracefulRestart, ttlSecurity } =
    session.peering;
  const path = [...group, 'neighbor', session.neighbor];
  configuration.set(...path, 'description', homeText(session));
  configuration.set(...path, 'local-address', session.local);
  configuration.set(...path, 'hold-time', String(session.holdTimeSec));
  configuration.set(...path, 'import', importName(side, filter));
  renderAuthentication(configuration, path, authentication);
  configuration.set(...path, 'peer-as', String(session.peerAsn));
  if (ttlSecurity === true) configuration.set(...path, 'ttl', '255');
  renderMultihop(configuration, path, multihop);
  renderGracefulRestart(configuration, path, gracefulRestart ?? (serverGracefulRestart === true ? {} : undefined));
  renderBfdDuringRestart(configuration, path, bfdDuringRestart);
  renderBfd(configuration, path, bfd);
}

function importName({ fabric }: ServerSide, { family, suffix }: ImportFilter): string {
  return `${fabric}-in-${family}${suffix}`;
}

function exportName({ fabric }: ServerSide, family: Family): string {
  return `${fabric}-out-${family}`;
}
