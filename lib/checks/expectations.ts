import type { FabricIntent } from '../intent/fabric-intent';
import type { Check } from './check-kinds';
import { CHECK_KINDS } from './check-kinds';
import { FabricFacts } from './fabric-facts';

/**
 * Everything the intent says must be true of the running fabric, kind by kind, each said once for all devices that are asked.
 * Pure: the same checks are a unit test of the intent, the check after a change and the check at night.
 */
export function expectations(fabric: FabricIntent): Check[] {
  const facts = new FabricFacts(fabric);
  return CHECK_KINDS.flatMap((kind) => kind.demanded?.(facts) ?? []);
}
