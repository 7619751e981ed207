import { vrfIncomplete } from './errors';
import type { DeviceIntent, DeviceVrfIntent, InterfaceIntent, PeeringIntent, VrfIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import {
  defaultContributorsPolicyName,
  inet6TableName,
  logicalInterfaceName,
  routeTargetImportPolicyName,
  typeFiveExportPolicyName,
} from './names';
import { importsFurtherTargets } from './route-targets';
import { DEFAULT_ROUTE, renderDefaultContributors } from './session-policies';

/** The units of a device that are in a VRF: `routing-instances <vrf> interface …`. All that is ours of a VRF of others. */
export function renderVrfInterfaces(
  configuration: Configuration,
  vrf: string,
  interfaces: readonly InterfaceIntent[],
): void {
  for (const { port, unit } of interfaces.filter((one) => one.vrf === vrf)) {
    configuration.set('routing-instances', vrf, 'interface', logicalInterfaceName(port, unit));
  }
}

/**
 * A VRF with EVPN type-5 routes, as the guide makes it, on one device.
 *
 * `vrf-table-label`, which is seen in such VRFs elsewhere, is left out on purpose: it asks for an MPLS label, nothing shows
 * that VXLAN needs it, and Juniper's validated designs for QFX do without.
 */
export function renderOwnedVrf(
  configuration: Configuration,
  device: DeviceIntent,
  vrf: VrfIntent,
  onDevice: DeviceVrfIntent,
): void {
  const { vni, routeTarget } = vrf;
  const { routeDistinguisher } = onDevice;
  if (vni === undefined) throw vrfIncomplete(vrf.name, 'VNI', vrf.constructPath);
  if (routeTarget === undefined) throw vrfIncomplete(vrf.name, 'route target', vrf.constructPath);
  if (routeDistinguisher === undefined) {
    throw vrfIncomplete(vrf.name, `route distinguisher on ${device.hostname}`, vrf.constructPath);
  }
  const path = ['routing-instances', vrf.name];
  configuration.set(...path, 'instance-type', 'vrf');
  configuration.set(...path, 'route-distinguisher', routeDistinguisher);
  configuration.set(...path, 'vrf-target', routeTarget);
  // In place of what vrf-target would import; what is exported stays with vrf-target.
  if (importsFurtherTargets(vrf)) configuration.set(...path, 'vrf-import', routeTargetImportPolicyName(vrf.name));
  renderLoopback(configuration, vrf.name, onDevice);
  renderRoutingOptions(configuration, device, vrf);
  renderGeneratedDefaults(configuration, device, vrf);
  renderTypeFiveRoutes(configuration, device, vrf, vni);
}

/**
 * `router-id`: an instance does not inherit the main one, and would take an address of its interfaces, so that work on one
 * server's port could reset the sessions of all others. `multipath`: without it one of the attachments gets all the traffic;
 * IPv6 has a table of its own and needs it there.
 */
function renderRoutingOptions(configuration: Configuration, device: DeviceIntent, vrf: VrfIntent): void {
  const { autoExport, gracefulRestart, name } = vrf;
  const path = ['routing-instances', name, 'routing-options'];
  configuration.set(...path, 'router-id', device.loopback);
  configuration.set(...path, 'multipath');
  configuration.set(...path, 'rib', inet6TableName(name), 'multipath');
  const restarts = peeringsIn(device, name).some(({ gracefulRestart }) => gracefulRestart !== undefined);
  if (restarts || gracefulRestart === true) configuration.set(...path, 'graceful-restart');
  if (autoExport === true) configuration.set(...path, 'auto-export');
}

function renderLoopback(configuration: Configuration, vrf: string, { loopback }: DeviceVrfIntent): void {
  if (loopback === undefined) return;
  const { addresses, unit } = loopback;
  for (const address of addresses) {
    const family = address.includes(':') ? 'inet6' : 'inet';
    configuration.set('interfaces', 'lo0', 'unit', String(unit), 'family', family, 'address', address);
  }
  configuration.set('routing-instances', vrf, 'interface', logicalInterfaceName('lo0', unit));
}

/**
 * A default route that stands as long as a route from the fabric contributes to it: a leaf that has lost its spines has
 * none, and stops attracting traffic. A static one would stay.
 */
function renderGeneratedDefaults(configuration: Configuration, device: DeviceIntent, { name }: VrfIntent): void {
  const generating = peeringsIn(device, name).filter(({ advertised }) => advertised?.kind === 'generatedDefault');
  const families = new Set(generating.map(({ family }) => family));
  const path = ['routing-instances', name, 'routing-options'];
  const policy = ['policy', defaultContributorsPolicyName(name)];
  if (families.has('inet')) configuration.set(...path, 'generate', 'route', DEFAULT_ROUTE.inet, ...policy);
  if (families.has('inet6')) {
    configuration.set(...path, 'rib', inet6TableName(name), 'generate', 'route', DEFAULT_ROUTE.inet6, ...policy);
  }
  if (families.size > 0) renderDefaultContributors(configuration, name);
}

/** Whether the device makes type-5 routes of its own: a spine that only routes between others has nothing to announce. */
export function announcesRoutes({ interfaces, role }: DeviceIntent, vrf: string): boolean {
  return role === 'leaf' || interfaces.some((one) => one.vrf === vrf);
}

function renderTypeFiveRoutes(configuration: Configuration, device: DeviceIntent, vrf: VrfIntent, vni: number): void {
  const { carriesLocalPreference, name } = vrf;
  const path = ['routing-instances', name, 'protocols', 'evpn', 'ip-prefix-routes'];
  configuration.set(...path, 'advertise', 'direct-nexthop');
  configuration.set(...path, 'encapsulation', 'vxlan');
  configuration.set(...path, 'vni', String(vni));
  if (announcesRoutes(device, name)) configuration.set(...path, 'export', typeFiveExportPolicyName(name));
  if (carriesLocalPreference !== true) return;
  // Both ways: what a leaf announces says how good it is, and what it learns is compared by that.
  for (const direction of ['import-action', 'export-action']) {
    configuration.set(...path, 'route-attributes', 'preference', direction, 'allow');
  }
}

function peeringsIn({ peerings }: DeviceIntent, vrf: string): readonly PeeringIntent[] {
  return peerings.filter((peering) => peering.vrf === vrf);
}
