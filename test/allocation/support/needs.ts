import type { AllocationNeeds, AllocationState, Allocations, GivenValue } from '../../../lib/allocation/allocate';
import { allocate } from '../../../lib/allocation/allocate';
import { parseKey } from '../../../lib/allocation/allocation-key';
import type { Section } from '../../../lib/allocation/lock-file';
import type { Pool } from '../../../lib/allocation/pool';
import { rdNumberPool, routeTargetPool, subnetPool, vniPool } from '../../../lib/allocation/pool';

/** Pools as a fabric of the guide's size would have. */
export function guidePools(subnets: readonly string[] = ['172.16.0.0/24'], vnis = '10000-10099'): Pool[] {
  return [
    subnetPool('pools.subnets', 'inet', ['subnet', 'link'], subnets, 31),
    subnetPool('pools.subnets6', 'inet6', ['subnet6', 'link6'], ['2001:db8::/112'], 127),
    rdNumberPool('pools.rdNumbers', '1-999'),
    vniPool('pools.vnis', vnis),
    routeTargetPool('pools.routeTargets', 'target:62273:10000-10099'),
  ];
}

/** Requests for these keys, by a construct that is called so. */
export function asking(...keys: string[]): AllocationNeeds {
  return { requests: keys.map((key) => ({ key, constructPath: `dc1/${key}` })), given: [] };
}

/** A value that the user gave. */
export function given(kind: string, value: string, key?: string): GivenValue {
  const extent = parseKey(`${kind} ${kind.startsWith('subnet') ? 'any any ge-0/0/0' : 'any'}`)?.kind.extentOf(value);
  if (extent === undefined) throw new Error(`${value} is no ${kind}`);
  return { value, extent, key, constructPath: `dc1/given ${value}` };
}

/** Allocates for `dc1`. */
export function allocated(
  needs: AllocationNeeds,
  recorded: Section = new Map(),
  state: Partial<AllocationState> = {},
): Allocations {
  return allocate({ name: 'dc1', recorded, elsewhere: [], pools: guidePools(), ...state }, needs);
}

/** What a section says, as the file does. */
export function told(section: Section): Record<string, string> {
  return Object.fromEntries(
    [...section].map(([key, entry]) => [key, `${entry.value}${entry.removed ? ' removed' : ''}`]),
  );
}
