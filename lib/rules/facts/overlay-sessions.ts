import type {
  DeviceIntent,
  DeviceOverlayIntent,
  ExternalOverlayIntent,
  FabricIntent,
} from '../../intent/fabric-intent';

/** A device that is in the overlay. */
export interface OverlayDevice {
  readonly device: DeviceIntent;
  readonly overlay: DeviceOverlayIntent;
  /** Whether it reflects, or passes on what leaves of an EBGP overlay tell it. */
  readonly reflects: boolean;
}

/** Every device that is in the overlay. */
export function overlayDevices({ devices }: FabricIntent): OverlayDevice[] {
  return devices.flatMap((device) => {
    const { overlay } = device;
    return overlay === undefined ? [] : [{ device, overlay, reflects: reflects(device, overlay) }];
  });
}

/** A device that is in an EBGP overlay. */
export interface ExternalOverlayDevice extends OverlayDevice {
  readonly external: ExternalOverlayIntent;
}

/** Every device that is in an EBGP overlay. */
export function externalOverlayDevices(fabric: FabricIntent): ExternalOverlayDevice[] {
  return overlayDevices(fabric).flatMap((one) => {
    const { external } = one.overlay;
    return external === undefined ? [] : [{ ...one, external }];
  });
}

function reflects({ role }: DeviceIntent, { clients, clusterId, external, peers }: DeviceOverlayIntent): boolean {
  if (clusterId !== undefined || clients.length > 0) return true;
  return external !== undefined && peers.length === 0 && role === 'spine';
}

/** What messages call whom a device hears of others from. */
export function teller({ external }: DeviceOverlayIntent): string {
  return external === undefined ? 'route reflector' : 'spine';
}
