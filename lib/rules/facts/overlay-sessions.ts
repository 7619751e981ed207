import type { DeviceIntent, DeviceOverlayIntent, FabricIntent } from '../../intent/fabric-intent';

/** A device that is in the overlay. */
export interface OverlayDevice {
  readonly device: DeviceIntent;
  readonly overlay: DeviceOverlayIntent;
  /** Whether it reflects. */
  readonly reflects: boolean;
}

/** Every device that is in the overlay. */
export function overlayDevices({ devices }: FabricIntent): OverlayDevice[] {
  return devices.flatMap((device) => {
    const { overlay } = device;
    if (overlay === undefined) return [];
    return [{ device, overlay, reflects: overlay.clusterId !== undefined || overlay.clients.length > 0 }];
  });
}
