import type { DeviceIntent, FabricIntent, InterfaceIntent } from '../../intent/fabric-intent';
import { groupedBy } from './groups';
import { once } from './once';

/** A physical port and everything that the fabric has on it. */
export interface Port {
  readonly device: DeviceIntent;
  /** Physical name. */
  readonly name: string;
  readonly interfaces: readonly [InterfaceIntent, ...InterfaceIntent[]];
}

/** Every port in use. */
export const portsOf: (fabric: FabricIntent) => readonly Port[] = once((fabric) =>
  fabric.devices.flatMap((device) =>
    groupedBy(device.interfaces, ({ port }) => port).map(({ key, items }) => ({
      device,
      name: key,
      interfaces: items,
    })),
  ),
);

/** Ports with more than one interface, which alone can contradict themselves. */
export const sharedPortsOf: (fabric: FabricIntent) => readonly Port[] = once((fabric) =>
  portsOf(fabric).filter(({ interfaces }) => interfaces.length > 1),
);
