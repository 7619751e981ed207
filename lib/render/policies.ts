import type { PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { PrefixRange } from '../model/prefix-range';
import {
  encapsulationsCommunityName,
  fromServerPolicyName,
  policyStem,
  routeTargetsCommunityName,
  toServersPolicyName,
  typeFiveExportPolicyName,
} from './names';
import { filterTerms, policyPath, renderRouteFilters, stripFabricCommunities } from './policy-parts';

/**
 * Which routes of a VRF become type-5 routes: its own subnets and what servers announce, nothing learnt from the fabric.
 *
 * @param backupPreferences local preferences of the routes that backup attachments on this device accept: they are said once more
 * where the type-5 routes are made, so that they do not depend on what a release copies by itself
 */
export function renderTypeFiveExportPolicy(
  configuration: Configuration,
  vrf: string,
  backupPreferences: readonly number[],
): void {
  const path = policyPath(typeFiveExportPolicyName(vrf));
  for (const preference of [...new Set(backupPreferences)].sort((a, b) => a - b)) {
    const term = [...path, 'term', `backup-${preference}`];
    configuration.set(...term, 'from', 'protocol', 'bgp');
    configuration.set(...term, 'from', 'local-preference', String(preference));
    configuration.set(...term, 'then', 'local-preference', String(preference));
    configuration.set(...term, 'then', 'accept');
  }
  for (const protocol of ['direct', 'bgp']) {
    configuration.set(...path, 'term', protocol, 'from', 'protocol', protocol);
    configuration.set(...path, 'term', protocol, 'then', 'accept');
  }
  configuration.set(...path, 'then', 'reject');
}

/**
 * What servers of a VRF are told. A BGP group tells only BGP routes by itself, and what comes as a type-5 route is of
 * protocol EVPN: without the first term a server learns nothing of the fabric. One policy serves both families.
 */
export function renderToServersPolicy(configuration: Configuration, vrf: string, fabric: string): void {
  const path = policyPath(toServersPolicyName(vrf, fabric));
  for (const protocol of ['evpn', 'bgp']) {
    configuration.set(...path, 'term', protocol, 'from', 'protocol', protocol);
    stripFabricCommunities(configuration, [...path, 'term', protocol], fabric);
    configuration.set(...path, 'term', protocol, 'then', 'accept');
  }
  configuration.set(...path, 'then', 'reject');
}

/**
 * What one server may announce: exactly its prefixes and what is in its ranges, or anything where that was asked for. Route targets are removed on
 * the way in too, since a server that could attach one would choose the VRFs its routes appear in.
 */
export function renderFromServerPolicy(configuration: Configuration, fabric: string, peering: PeeringIntent): void {
  const policy = configuration.inside(...policyPath(fromServerPolicyName(peering.vrf, policyStem(peering))));
  const prefixes = peering.acceptedPrefixes;
  if (prefixes === null) {
    stripFabricCommunities(policy, [], fabric);
    policy.set('then', 'accept');
    return;
  }
  // A term without route-filter would match every route: without prefixes there is none.
  const ranges = prefixes.map((text) => PrefixRange.parse(text));
  for (const [term, matched] of filterTerms('announced', ranges)) {
    renderAnnouncedTerm(policy.inside('term', term), fabric, matched);
  }
  policy.set('then', 'reject');
}

function renderAnnouncedTerm(term: Configuration, fabric: string, ranges: readonly PrefixRange[]): void {
  renderRouteFilters(term, [], ranges);
  stripFabricCommunities(term, [], fabric);
  term.set('then', 'accept');
}

/**
 * The communities that only mean something inside the fabric.
 *
 * Junos takes `*` for either half of an extended community where it matches or deletes one, and refuses it only where
 * nothing but wildcards would be added. Published gateway configurations of Junos 18.3 define and delete
 * `encapsulation:*:*`, and Juniper's techposts define `target:*:*`; deleting the latter follows by analogy and was not seen
 * on a device. They are two communities rather than one with two members, because a match needs all members of a
 * community and no document says that deleting does not.
 */
export function renderFabricCommunities(configuration: Configuration, fabric: string): void {
  configuration.set('policy-options', 'community', encapsulationsCommunityName(fabric), 'members', 'encapsulation:*:*');
  configuration.set('policy-options', 'community', routeTargetsCommunityName(fabric), 'members', 'target:*:*');
}
