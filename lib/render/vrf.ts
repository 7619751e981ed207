import { vrfIncomplete } from '../errors';
import type { DeviceIntent, DeviceVrfIntent, InterfaceIntent, VrfIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/configuration';
import { inet6TableName, logicalInterfaceName, typeFiveExportPolicyName } from './names';

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
 * Two statements that are seen in such VRFs elsewhere are left out on purpose. `vrf-table-label` asks for an MPLS label;
 * nothing shows that VXLAN needs it, and Juniper's validated designs for QFX do without. `auto-export` leaks routes
 * between VRFs of one device that share a route target, which is a decision of its own and not part of multihoming.
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
  renderRoutingOptions(configuration, device, vrf);
  renderTypeFiveRoutes(configuration, vrf, vni);
}

/**
 * `router-id`: an instance does not inherit the main one, and would take an address of its interfaces, so that work on one
 * server's port could reset the sessions of all others. `multipath`: without it one of the homes gets all the traffic;
 * IPv6 has a table of its own and needs it there.
 */
function renderRoutingOptions(configuration: Configuration, device: DeviceIntent, { name }: VrfIntent): void {
  const path = ['routing-instances', name, 'routing-options'];
  configuration.set(...path, 'router-id', device.loopback);
  configuration.set(...path, 'multipath');
  configuration.set(...path, 'rib', inet6TableName(name), 'multipath');
}

function renderTypeFiveRoutes(configuration: Configuration, { name }: VrfIntent, vni: number): void {
  const path = ['routing-instances', name, 'protocols', 'evpn', 'ip-prefix-routes'];
  configuration.set(...path, 'advertise', 'direct-nexthop');
  configuration.set(...path, 'encapsulation', 'vxlan');
  configuration.set(...path, 'vni', String(vni));
  configuration.set(...path, 'export', typeFiveExportPolicyName(name));
}
