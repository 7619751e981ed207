import type { DeviceIntent, FabricIntent } from './fabric-intent';

/**
 * The fabric as one device sees it when it is rendered: itself, its VRFs, and what is true of all. Because nothing else is
 * there, no device's configuration can depend on another device's attachments.
 */
export function onlyDevice(fabric: FabricIntent, device: DeviceIntent): FabricIntent {
  const own = new Set(device.vrfs.map((vrf) => vrf.name));
  return {
    ...fabric,
    devices: [device],
    vrfs: fabric.vrfs.filter((vrf) => own.has(vrf.name)),
    servers: [],
    consents: [],
    acknowledgements: undefined,
  };
}
