import type { AdvertisedIntent, FabricIntent, Family, PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { PrefixRange } from '../model/prefix-range';
import {
  communityName,
  defaultContributorsPolicyName,
  gracefulShutdownCommunityName,
  inMarksPolicyName,
  outMarksPolicyName,
  policyStem,
  toServerPolicyName,
} from './names';
import { policyPath, renderRouteFilters, stripFabricCommunities } from './policy-parts';

/** RFC 8326: whoever receives it should prefer any other path. */
export const GRACEFUL_SHUTDOWN = '65535:0';

/** What a drained attachment's routes get as local preference (RFC 8326, 4.1). */
const DRAINED_LOCAL_PREFERENCE = 0;

/**
 * Junos' `preference` of routes from a drained attachment: just worse than 170, which both BGP and EVPN have. While another attachment
 * announces the prefix, the leaf uses the fabric's route and, as its own is not active, makes no type-5 route of it. The
 * last attachment that is left still serves.
 */
const DRAINED_PREFERENCE = 171;

/** How often the AS number is prepended toward the server of a drained attachment, for those who do not know RFC 8326. */
const DRAINED_PREPENDS = 3;

/** Default route of a family. */
export const DEFAULT_ROUTE: Readonly<Record<Family, string>> = { inet: '0.0.0.0/0', inet6: '::/0' };

/** Whether routes from the server are marked before anything decides about them. */
export function marksIncoming(peering: PeeringIntent): boolean {
  return incomingCommunities(peering).length > 0 || isDrained(peering) || localPreferenceOf(peering) !== undefined;
}

/** Whether what the server is told is marked, or some of it withheld, before anything decides about it. */
export function marksOutgoing(peering: PeeringIntent): boolean {
  return isDrained(peering) || prependsOf(peering) > 0 || peering.siteOfOrigin !== undefined;
}

/**
 * The policies of one BGP group beside the filter that every group has: marks in both directions, and what is chosen to be
 * told. Marks decide about nothing: after them the evaluation goes on to the next policy of the list.
 *
 * @param leafAsn - what makes a path longer is the leaf's own number: a foreign one would be taken for a loop by its owner
 */
export function renderSessionPolicies(
  configuration: Configuration,
  { name }: FabricIntent,
  leafAsn: number,
  peering: PeeringIntent,
): void {
  if (marksIncoming(peering)) renderIncomingMarks(configuration, name, peering);
  if (marksOutgoing(peering)) renderOutgoingMarks(configuration, name, leafAsn, peering);
  if (peering.advertised !== undefined) renderAdvertised(configuration, name, peering, peering.advertised);
}

/** `local-preference` that accepted routes get; undefined leaves Junos' default (100). */
function localPreferenceOf(peering: PeeringIntent): number | undefined {
  if (isDrained(peering)) return DRAINED_LOCAL_PREFERENCE;
  return peering.backup?.localPreference ?? peering.localPreference;
}

/** Which routes a generated default stands on: those of the fabric, and of nothing that a leaf has by itself. */
export function renderDefaultContributors(configuration: Configuration, vrf: string): void {
  const path = policyPath(defaultContributorsPolicyName(vrf));
  configuration.set(...path, 'term', 'evpn', 'from', 'protocol', 'evpn');
  configuration.set(...path, 'term', 'evpn', 'then', 'accept');
  configuration.set(...path, 'then', 'reject');
}

function renderIncomingMarks(configuration: Configuration, fabric: string, peering: PeeringIntent): void {
  const path = [...policyPath(inMarksPolicyName(peering.vrf, policyStem(peering))), 'then'];
  const localPreference = localPreferenceOf(peering);
  if (localPreference !== undefined) configuration.set(...path, 'local-preference', String(localPreference));
  for (const community of incomingCommunities(peering)) {
    configuration.set(...path, 'community', 'add', defineCommunity(configuration, fabric, community));
  }
  if (!isDrained(peering)) return;
  configuration.set(...path, 'community', 'add', defineGracefulShutdown(configuration, fabric));
  configuration.set(...path, 'preference', String(DRAINED_PREFERENCE));
}

/**
 * What carries the server's site of origin is never told to it again, whichever attachment it comes from. Its own prefixes are
 * withheld by name too: that holds also where the community got lost on the way through the fabric. Ranges are not: other
 * servers may have prefixes of the same one, and the server needs those.
 */
function renderOutgoingMarks(
  configuration: Configuration,
  fabric: string,
  leafAsn: number,
  peering: PeeringIntent,
): void {
  const { acceptedPrefixes, siteOfOrigin } = peering;
  const path = policyPath(outMarksPolicyName(peering.vrf, policyStem(peering)));
  if (siteOfOrigin !== undefined) {
    const community = defineCommunity(configuration, fabric, siteOfOrigin);
    configuration.set(...path, 'term', 'own-site', 'from', 'community', community);
    configuration.set(...path, 'term', 'own-site', 'then', 'reject');
    const own = (acceptedPrefixes ?? []).filter((text) => PrefixRange.isExact(text));
    if (own.length > 0) {
      renderRouteFilters(configuration, [...path, 'term', 'own-prefixes'], rangesOf(own));
      configuration.set(...path, 'term', 'own-prefixes', 'then', 'reject');
    }
  }
  if (isDrained(peering)) {
    configuration.set(...path, 'then', 'community', 'add', defineGracefulShutdown(configuration, fabric));
  }
  const prepends = prependsOf(peering);
  if (prepends === 0) return;
  configuration.set(...path, 'then', 'as-path-prepend', Array<number>(prepends).fill(leafAsn).join(' '));
}

function renderAdvertised(
  configuration: Configuration,
  fabric: string,
  peering: PeeringIntent,
  advertised: AdvertisedIntent,
): void {
  const path = policyPath(toServerPolicyName(peering.vrf, policyStem(peering)));
  for (const [protocol, prefixes] of advertisedRoutes(peering.family, advertised)) {
    const term = [...path, 'term', protocol];
    configuration.set(...term, 'from', 'protocol', protocol);
    renderRouteFilters(configuration, term, rangesOf(prefixes));
    stripFabricCommunities(configuration, term, fabric);
    configuration.set(...term, 'then', 'accept');
  }
  configuration.set(...path, 'then', 'reject');
}

/** Protocols that the told routes may be of; Junos counts what it generates as aggregate. */
function advertisedRoutes(family: Family, advertised: AdvertisedIntent): [string, readonly string[]][] {
  switch (advertised.kind) {
    case 'prefixes':
      return ['evpn', 'bgp'].map((protocol) => [protocol, advertised.prefixes]);
    case 'defaultFromEvpn':
      return [['evpn', [DEFAULT_ROUTE[family]]]];
    case 'generatedDefault':
      return [['aggregate', [DEFAULT_ROUTE[family]]]];
  }
}

function rangesOf(texts: readonly string[]): PrefixRange[] {
  return texts.map((text) => PrefixRange.parse(text));
}

function incomingCommunities({ communities, siteOfOrigin }: PeeringIntent): readonly string[] {
  return [...(communities ?? []), ...(siteOfOrigin === undefined ? [] : [siteOfOrigin])];
}

function isDrained({ drained }: PeeringIntent): boolean {
  return drained !== undefined;
}

/** How often the AS number of the leaf is prepended to what the server is told. */
export function prependsOf(peering: PeeringIntent): number {
  return Math.max(isDrained(peering) ? DRAINED_PREPENDS : 0, peering.backup?.prependCount ?? 0);
}

/** Defines a community of the policies and gives back its name. */
function defineCommunity(configuration: Configuration, fabric: string, value: string): string {
  const name = communityName(fabric, value);
  configuration.set('policy-options', 'community', name, 'members', value);
  return name;
}

function defineGracefulShutdown(configuration: Configuration, fabric: string): string {
  const name = gracefulShutdownCommunityName(fabric);
  configuration.set('policy-options', 'community', name, 'members', GRACEFUL_SHUTDOWN);
  return name;
}
