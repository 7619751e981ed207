import type { DeviceIntent, FabricIntent, FabricLinkIntent } from '../intent/fabric-intent';
import { deviceAsn } from '../intent/device-asn';
import { compareNumbered } from '../intent/order';
import type { Configuration } from '../junos/tree/configuration';
import { memberDescription, renderAggregate } from './aggregates';
import { renderBfd } from './bgp-parts';
import { loopbackPolicyName, underlayGroupName } from './names';

/** The EBGP underlay of one device: lo0.0, its links, and the sessions on them. Nothing where others own it. */
export function renderUnderlay(configuration: Configuration, fabric: FabricIntent, device: DeviceIntent): void {
  const { loopback, underlay } = device;
  if (underlay === undefined) return;
  configuration.set('interfaces', 'lo0', 'unit', '0', 'family', 'inet', 'address', `${loopback}/32`);
  const links = [...underlay.links].sort((a, b) => compareNumbered(a.port, b.port));
  for (const link of links) renderLink(configuration, link);
  renderLoopbackPolicy(configuration, fabric.name, loopback);
  renderSessions(configuration, fabric, device);
}

function renderLink(configuration: Configuration, link: FabricLinkIntent): void {
  const { address, aggregate, description, inetMtu, mtu, port } = link;
  configuration.set('interfaces', port, 'description', description);
  if (mtu !== undefined) configuration.set('interfaces', port, 'mtu', String(mtu));
  if (aggregate !== undefined) {
    renderAggregate(configuration, port, aggregate, memberDescription(port, description));
  }
  const inet = ['interfaces', port, 'unit', '0', 'family', 'inet'];
  if (inetMtu !== undefined) configuration.set(...inet, 'mtu', String(inetMtu));
  configuration.set(...inet, 'address', address);
}

/**
 * Adds the device's own loopback, and no other address of it, to what BGP announces by itself: the loopbacks that it has
 * learnt. A final `reject` would stop those, and with them the way from leaf to leaf.
 */
function renderLoopbackPolicy(configuration: Configuration, fabric: string, loopback: string): void {
  const term = ['policy-options', 'policy-statement', loopbackPolicyName(fabric), 'term', 'loopback'];
  configuration.set(...term, 'from', 'protocol', 'direct');
  configuration.set(...term, 'from', 'route-filter', `${loopback}/32`, 'exact');
  configuration.set(...term, 'then', 'accept');
}

/** `local-as` on the group leaves `routing-options autonomous-system` to the overlay, where they differ. */
function renderSessions(configuration: Configuration, fabric: FabricIntent, device: DeviceIntent): void {
  const { underlay } = device;
  if (underlay === undefined) return;
  const path = ['protocols', 'bgp', 'group', underlayGroupName(fabric.name)];
  configuration.set(...path, 'type', 'external');
  configuration.set(...path, 'export', loopbackPolicyName(fabric.name));
  if (underlay.localAsn !== deviceAsn(fabric, device)) {
    configuration.set(...path, 'local-as', String(underlay.localAsn));
  }
  configuration.set(...path, 'multipath', 'multiple-as');
  renderBfd(configuration, path, underlay.bfd);
  const links = [...underlay.links].sort((a, b) => compareNumbered(a.neighbor, b.neighbor));
  for (const { neighbor, peer, peerAsn } of links) {
    configuration.set(...path, 'neighbor', neighbor, 'description', peer);
    configuration.set(...path, 'neighbor', neighbor, 'peer-as', String(peerAsn));
  }
}
