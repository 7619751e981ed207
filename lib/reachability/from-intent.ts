import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { deviceAsn } from '../intent/device-asn';
import { onlyDevice } from '../intent/only-device';
import type { Configuration } from '../junos/tree/configuration';
import { logicalInterfaceName } from '../render/names';
import type { RenderedDevice } from '../render/rendered-device';
import { renderDevice } from '../render/render-device';
import type { DeviceInput, PresentStatements, ServerInput } from './input';
import type { Network, ReadDevice } from './network/network';
import { foreignOf, networkOf } from './network/network';
import { readDevice } from './read/device';

/**
 * A fabric as its intent makes it: every device is rendered, and what comes out is read. Prerequisites that the operator
 * has, or that come from elsewhere, count as there.
 *
 * @throws FabricError when a device cannot be rendered, or a statement of the user's decides about routes and is not
 * understood
 */
export function networkOfFabric(fabric: FabricIntent): Network {
  return networkOf(
    fabric.devices.map((device) => readIntent(device, fabric)),
    serversOf(fabric),
  );
}

/** The servers of a fabric, as their own side sees their links. */
export function serversOf(fabric: FabricIntent): ServerInput[] {
  const asns = new Map(fabric.devices.map((device) => [device.hostname, deviceAsn(fabric, device)]));
  return fabric.servers.map((server) => ({
    name: server.name,
    asn: server.asn,
    prefixes: server.prefixes,
    links: server.attachments.flatMap(({ addresses, hostname, port, unit }) =>
      addresses.map(({ leaf, server: own }) => ({
        hostname,
        interface: logicalInterfaceName(port, unit),
        leafAddress: leaf,
        serverAddress: own,
        leafAsn: asns.get(hostname),
      })),
    ),
  }));
}

/** A device as an input, with a configuration of one's own choice: rendered, or read back. */
export function deviceInput(fabric: FabricIntent, device: DeviceIntent, configuration: Configuration): DeviceInput {
  return {
    hostname: device.hostname,
    configuration,
    kind: device.role,
    failureDomain: device.failureDomain,
    present: presentOn(fabric, device),
  };
}

/** Everything that the fabric puts on a device. @throws FabricError when it cannot be rendered */
export function renderedConfiguration(device: DeviceIntent, fabric: FabricIntent): Configuration {
  return wholeOf(renderDevice(device, onlyDevice(fabric, device)));
}

function readIntent(device: DeviceIntent, fabric: FabricIntent): ReadDevice {
  const input = deviceInput(fabric, device, renderedConfiguration(device, fabric));
  return { device: readDevice(input), foreign: foreignOf(input) };
}

/** Group and base together: few statements are in the base. */
function wholeOf({ group, base }: RenderedDevice): Configuration {
  for (const { words } of base.statements()) group.set(...words);
  return group;
}

function presentOn(fabric: FabricIntent, device: DeviceIntent): PresentStatements {
  const { loopback, overlay, prerequisites, underlay } = device;
  const known = new Set(fabric.devices.map(({ hostname }) => hostname));
  const neighbors = [
    ...(underlay?.links ?? []).map(({ peer, neighbor }) => ({ hostname: peer, address: neighbor })),
    ...(overlay?.clients ?? []),
    ...(overlay?.peers ?? []),
  ];
  return {
    loopback,
    autonomousSystem: prerequisites.autonomousSystem === 'CONFIGURE' ? undefined : deviceAsn(fabric, device),
    spreadsFlows: prerequisites.forwardingTableExport === 'CONFIGURE' ? undefined : true,
    foreignNeighbors: neighbors.filter(({ hostname }) => !known.has(hostname)).map(({ address }) => address),
  };
}
