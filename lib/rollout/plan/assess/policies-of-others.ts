import type { DeviceIntent, FabricIntent } from '../../../intent/fabric-intent';
import type { Configuration } from '../../../junos/tree/configuration';
import type { StoppedPrefixes } from '../../../reachability/passage';
import { stoppedTogether } from '../../../reachability/passage';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import { prefixRejected, prefixRejectedTowardSome, prefixUndecided } from '../errors';

/** What policies on a device do to the prefixes of a fabric. */
export interface PolicyProblems {
  readonly refusals: readonly Problem<'prefixRejected'>[];
  readonly warnings: readonly Problem<'prefixRejectedTowardSome' | 'prefixUndecided'>[];
}

export const NO_PROBLEMS: PolicyProblems = { refusals: [], warnings: [] };

/**
 * The prefixes of the fabric that policies on a device stop, be they of others or of raw lines. One that only some overlay
 * neighbors are not told is worth a word, and one of which it is not known as well: the checks after the commit look for it.
 *
 * @param effective - the configuration as it will be, with its groups expanded
 */
export function policyProblems(device: DeviceIntent, fabric: FabricIntent, effective: Configuration): PolicyProblems {
  const { hostname } = device;
  const all = stoppedTogether(device, fabric, effective);
  const of = (kind: ReturnType<typeof kindOf>): readonly StoppedPrefixes[] => all.filter((one) => kindOf(one) === kind);
  return {
    refusals: of('rejected').map((one) => problemOf(prefixRejected(hostname, one), hostname)),
    warnings: [
      ...of('partial').map((one) => problemOf(prefixRejectedTowardSome(hostname, one), hostname)),
      ...of('undecided').map((one) => problemOf(prefixUndecided(hostname, one), hostname)),
    ],
  };
}

function kindOf({ isPartial, stop }: StoppedPrefixes): 'rejected' | 'partial' | 'undecided' {
  if (stop.kind === 'undecided') return 'undecided';
  return isPartial ? 'partial' : 'rejected';
}
