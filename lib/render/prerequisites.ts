import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { deviceAsn } from '../intent/device-asn';
import { Configuration } from '../junos/tree/configuration';
import { renderAggregatedDeviceCount } from './aggregates';
import { renderBreakouts } from './breakouts';
import { loadBalancePolicyName } from './names';

/** The device-wide statements that the fabric configures itself on this device; empty when it configures none. */
export function renderPrerequisites(device: DeviceIntent, fabric: FabricIntent): Configuration {
  const base = new Configuration();
  const { autonomousSystem, forwardingTableExport, overlayEcmp, routerId, vtepSourceInterface } = device.prerequisites;
  if (overlayEcmp === 'CONFIGURE') base.set('forwarding-options', 'vxlan-routing', 'overlay-ecmp');
  if (routerId === 'CONFIGURE') base.set('routing-options', 'router-id', device.loopback);
  if (autonomousSystem === 'CONFIGURE')
    base.set('routing-options', 'autonomous-system', String(deviceAsn(fabric, device)));
  if (forwardingTableExport === 'CONFIGURE') renderLoadBalancing(base, fabric.name);
  if (vtepSourceInterface === 'CONFIGURE') base.set('switch-options', 'vtep-source-interface', 'lo0.0');
  if (device.prerequisites.gracefulRestart === 'CONFIGURE') base.set('routing-options', 'graceful-restart');
  renderAggregatedDeviceCount(base, device);
  renderBreakouts(base, device);
  return base;
}

/** `per-packet` is Junos' old word for per flow on these devices; without the policy one next hop per prefix is used. */
function renderLoadBalancing(base: Configuration, fabric: string): void {
  const policy = loadBalancePolicyName(fabric);
  base.set('policy-options', 'policy-statement', policy, 'then', 'load-balance', 'per-packet');
  base.set('routing-options', 'forwarding-table', 'export', policy);
}
