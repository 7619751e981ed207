import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { Check } from './check-kinds';
import { CHECK_KINDS } from './check-kinds';
import { FabricFacts } from './fabric-facts';

/**
 * Everything the intent says must be true of the running fabric, kind by kind, each said once for all devices that are asked.
 * Pure: the same checks are a unit test of the intent, the check after a change and the check at night.
 */
export function expectations(fabric: FabricIntent): Check[] {
  return saidOf(fabric.devices, new FabricFacts(fabric));
}

/**
 * The same for one device at a time. What all devices have in common is worked out once; the checks of a device are made when
 * they are asked for, so that those of a large fabric are never in memory together.
 */
export function expectationsByDevice(fabric: FabricIntent): (device: DeviceIntent) => Check[] {
  const facts = new FabricFacts(fabric);
  return (device) => saidOf([device], facts);
}

function saidOf(asked: readonly DeviceIntent[], facts: FabricFacts): Check[] {
  return CHECK_KINDS.flatMap((kind) => kind.demanded?.(facts, asked) ?? []);
}
