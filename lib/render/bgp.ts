import type { GroupOfOthersIntent, PeeringIntent, SessionOptionsIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import {
  fromServerPolicyName,
  inMarksPolicyName,
  outMarksPolicyName,
  policyStem,
  toServerPolicyName,
  toServersPolicyName,
} from './names';
import type { OptionPlace } from './session-options';
import { renderSessionOptions } from './session-options';
import { marksIncoming, marksOutgoing } from './session-policies';

/**
 * The BGP groups of one VRF on one device. Everything but the neighbor's own AS and description stands on the group:
 * a policy on a neighbor would replace the group's without a word. In a dual-stack group what belongs to a family stands on the
 * neighbor, all of it: a neighbor that names its family carries no other, and whatever a release makes of what a group says of a
 * family that a neighbor names, the limits hold.
 *
 * @param peerings of this VRF, sorted, and checked to agree within a group.
 */
export function renderBgpGroups(
  configuration: Configuration,
  fabric: string,
  vrf: string,
  peerings: readonly PeeringIntent[],
): void {
  for (const peering of peerings) {
    if (peering.groupOfOthers !== undefined) {
      renderNeighborOfOthers(configuration, vrf, peering, peering.groupOfOthers);
      continue;
    }
    if (!configuration.has(...groupPath(vrf, peering.group))) renderGroup(configuration, fabric, vrf, peering);
    if (peering.isRange === true) renderRange(configuration, vrf, peering);
    else renderNeighbor(configuration, fabric, vrf, peering);
  }
}

function renderGroup(configuration: Configuration, fabric: string, vrf: string, peering: PeeringIntent): void {
  const path = groupPath(vrf, peering.group);
  configuration.set(...path, 'type', 'external');
  configuration.set(...path, 'log-updown');
  configuration.set(...path, 'multipath', 'multiple-as');
  const place = { path, family: peering.family };
  const isDualStack = peering.dualStackGroup === true;
  if (!isDualStack) renderPolicyLists(configuration, fabric, place, peering);
  renderSessionOptions(configuration, place, peering, ({ isOfFamily }) => !isDualStack || isOfFamily !== true);
}

function renderPolicyLists(
  configuration: Configuration,
  fabric: string,
  { path }: OptionPlace,
  peering: PeeringIntent,
): void {
  const { vrf } = peering;
  for (const policy of importPolicies(vrf, peering)) configuration.set(...path, 'import', policy);
  for (const policy of exportPolicies(vrf, fabric, peering)) configuration.set(...path, 'export', policy);
}

/**
 * What decides about routes from a server, in this order: marks are put on first, so that they are there whoever accepts
 * the route; then the policies of others; then the filter, which rejects what it does not know.
 */
function importPolicies(vrf: string, peering: PeeringIntent): readonly string[] {
  const marks = marksIncoming(peering) ? [inMarksPolicyName(vrf, policyStem(peering))] : [];
  return [...marks, ...(peering.importPolicies ?? []), fromServerPolicyName(vrf, policyStem(peering))];
}

/** What decides about routes toward a server, in the same order. */
function exportPolicies(vrf: string, fabric: string, peering: PeeringIntent): readonly string[] {
  const marks = marksOutgoing(peering) ? [outMarksPolicyName(vrf, policyStem(peering))] : [];
  const last =
    peering.advertised === undefined ? toServersPolicyName(vrf, fabric) : toServerPolicyName(vrf, policyStem(peering));
  return [...marks, ...(peering.exportPolicies ?? []), last];
}

function renderNeighbor(configuration: Configuration, fabric: string, vrf: string, peering: PeeringIntent): void {
  const path = [...groupPath(vrf, peering.group), 'neighbor', peering.neighbor];
  describe(configuration, path, peering);
  configuration.set(...path, 'peer-as', String(peering.peerAsn));
  renderLocalAddress(configuration, path, peering);
  if (peering.dualStackGroup !== true) return;
  const place = { path, family: peering.family };
  configuration.set(...path, 'family', peering.family, 'unicast');
  renderPolicyLists(configuration, fabric, place, peering);
  renderSessionOptions(configuration, place, peering, ({ isOfFamily }) => isOfFamily === true);
}

function renderLocalAddress(
  configuration: Configuration,
  path: readonly string[],
  { statedLocalAddress }: PeeringIntent,
): void {
  if (statedLocalAddress !== undefined) configuration.set(...path, 'local-address', statedLocalAddress);
}

function describe(configuration: Configuration, path: readonly string[], { description }: PeeringIntent): void {
  if (description !== undefined) configuration.set(...path, 'description', description);
}

/** All that the neighbor says stands on it: the group belongs to others, and so do its policies. */
function renderNeighborOfOthers(
  configuration: Configuration,
  vrf: string,
  peering: PeeringIntent,
  { inherited, namesFamily }: GroupOfOthersIntent,
): void {
  const path = [...groupPath(vrf, peering.group), 'neighbor', peering.neighbor];
  const { family, peerAsn } = peering;
  configuration.set(...path);
  describe(configuration, path, peering);
  if (!inherited.includes('peerAsn')) configuration.set(...path, 'peer-as', String(peerAsn));
  renderLocalAddress(configuration, path, peering);
  if (namesFamily === true) configuration.set(...path, 'family', family, 'unicast');
  const said = Object.entries(peering).filter(([name]) => !inherited.includes(name));
  const own: Partial<SessionOptionsIntent> = Object.fromEntries(said);
  renderSessionOptions(configuration, { path, family }, own);
  // What the library chooses besides is for groups of its own.
  configuration.delete(...path, 'bfd-liveness-detection', 'session-mode');
  for (const policy of own.importPolicies ?? []) configuration.set(...path, 'import', policy);
  for (const policy of own.exportPolicies ?? []) configuration.set(...path, 'export', policy);
}

/** Whoever is in the range opens the session; there is no neighbor to write the AS number on. */
function renderRange(configuration: Configuration, vrf: string, peering: PeeringIntent): void {
  const path = groupPath(vrf, peering.group);
  describe(configuration, path, peering);
  configuration.set(...path, 'peer-as', String(peering.peerAsn));
  configuration.set(...path, 'allow', peering.neighbor);
  renderLocalAddress(configuration, path, peering);
}

function groupPath(vrf: string, group: string): string[] {
  return ['routing-instances', vrf, 'protocols', 'bgp', 'group', group];
}
