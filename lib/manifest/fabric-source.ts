import type { DeviceFiles } from './device-files';
import type { FabricIntent } from '../intent/fabric-intent';

/** What the Fabric construct offers to those who may not know constructs: the arrow from them points here. */
export interface FabricSource {
  /** The fabric as it is now; the constructs may still change. */
  intent(): FabricIntent;

  /**
   * The rendered configuration of a device.
   * @throws FabricError `noSuchDevice`
   */
  device(hostname: string): DeviceFiles;
}

const FABRIC_SOURCE = Symbol.for('cdktf-junos-fabric/FabricSource');

/** Makes `target` the place where `fabricSourceOf` finds the source. */
export function offerFabricSource(target: object, source: FabricSource): void {
  Object.defineProperty(target, FABRIC_SOURCE, { value: source });
}

/** The source that `candidate` offers, if it does. */
export function fabricSourceOf(candidate: object): FabricSource | undefined {
  return FABRIC_SOURCE in candidate ? (candidate[FABRIC_SOURCE] as FabricSource) : undefined;
}
