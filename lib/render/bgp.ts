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
    const group = configuration.inside(...groupPath(vrf, peering.group));
    if (group.isEmpty) renderGroup(group, fabric, peering);
    if (peering.isRange === true) renderRange(group, peering);
    else renderNeighbor(group.inside('neighbor', peering.neighbor), fabric, peering);
  }
}

function renderGroup(group: Configuration, fabric: string, peering: PeeringIntent): void {
  group.set('type', 'external');
  group.set('log-updown');
  group.set('multipath', 'multiple-as');
  const isDualStack = peering.dualStackGroup === true;
  if (!isDualStack) renderPolicyLists(group, fabric, peering);
  renderSessionOptions(group, peering.family, peering, ({ isOfFamily }) => !isDualStack || isOfFamily !== true);
}

function renderPolicyLists(holder: Configuration, fabric: string, peering: PeeringIntent): void {
  const { vrf } = peering;
  for (const policy of importPolicies(vrf, peering)) holder.set('import', policy);
  for (const policy of exportPolicies(vrf, fabric, peering)) holder.set('export', policy);
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

function renderNeighbor(neighbor: Configuration, fabric: string, peering: PeeringIntent): void {
  describe(neighbor, peering);
  neighbor.set('peer-as', String(peering.peerAsn));
  renderLocalAddress(neighbor, peering);
  if (peering.dualStackGroup !== true) return;
  neighbor.set('family', peering.family, 'unicast');
  renderPolicyLists(neighbor, fabric, peering);
  renderSessionOptions(neighbor, peering.family, peering, ({ isOfFamily }) => isOfFamily === true);
}

function renderLocalAddress(holder: Configuration, { statedLocalAddress }: PeeringIntent): void {
  if (statedLocalAddress !== undefined) holder.set('local-address', statedLocalAddress);
}

function describe(holder: Configuration, { description }: PeeringIntent): void {
  if (description !== undefined) holder.set('description', description);
}

/** All that the neighbor says stands on it: the group belongs to others, and so do its policies. */
function renderNeighborOfOthers(
  configuration: Configuration,
  vrf: string,
  peering: PeeringIntent,
  { inherited, namesFamily }: GroupOfOthersIntent,
): void {
  const neighbor = configuration.inside(...groupPath(vrf, peering.group), 'neighbor', peering.neighbor);
  const { family, peerAsn } = peering;
  describe(neighbor, peering);
  if (!inherited.includes('peerAsn')) neighbor.set('peer-as', String(peerAsn));
  renderLocalAddress(neighbor, peering);
  if (namesFamily === true) neighbor.set('family', family, 'unicast');
  const said = Object.entries(peering).filter(([name]) => !inherited.includes(name));
  const own: Partial<SessionOptionsIntent> = Object.fromEntries(said);
  renderSessionOptions(neighbor, family, own);
  // What the library chooses besides is for groups of its own.
  neighbor.delete('bfd-liveness-detection', 'session-mode');
  for (const policy of own.importPolicies ?? []) neighbor.set('import', policy);
  for (const policy of own.exportPolicies ?? []) neighbor.set('export', policy);
}

/** Whoever is in the range opens the session; there is no neighbor to write the AS number on. */
function renderRange(group: Configuration, peering: PeeringIntent): void {
  describe(group, peering);
  group.set('peer-as', String(peering.peerAsn));
  group.set('allow', peering.neighbor);
  renderLocalAddress(group, peering);
}

function groupPath(vrf: string, group: string): string[] {
  return ['routing-instances', vrf, 'protocols', 'bgp', 'group', group];
}
