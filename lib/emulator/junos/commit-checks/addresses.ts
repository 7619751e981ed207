import { networksOverlap } from '../../../model/address-with-length';
import { instanceOf, readMembership } from '../../../routing-model/membership';
import type { Unit, UnitAddress } from '../../../routing-model/ports';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';

interface Placed {
  readonly unit: Unit;
  readonly address: UnitAddress;
}

/** Within one routing instance, no two logical interfaces have overlapping subnets or the same address. */
export function overlappingAddresses(candidate: CandidateView): DatabaseProblem[] {
  const membership = readMembership(candidate);
  const byInstance = new Map<string, Placed[]>();
  for (const unit of candidate.ports.flatMap((port) => port.units)) {
    const instance = instanceOf(membership, unit.name);
    const placed = byInstance.get(instance) ?? [];
    byInstance.set(instance, [...placed, ...unit.addresses.map((address) => ({ unit, address }))]);
  }
  return [...byInstance.values()].flatMap(overlaps);
}

/** Sorted by first address, an overlap can only be with one of the networks that are still open. */
function overlaps(placed: readonly Placed[]): DatabaseProblem[] {
  const sorted = [...placed].sort((one, other) => compare(one.address, other.address));
  const problems: DatabaseProblem[] = [];
  let widest: Placed | undefined;
  for (const one of sorted) {
    if (widest !== undefined && networksOverlap(widest.address, one.address)) {
      if (widest.unit.name !== one.unit.name) problems.push(overlap(widest, one));
    } else {
      widest = one;
    }
  }
  return problems;
}

function compare(one: UnitAddress, other: UnitAddress): number {
  const shift = (given: UnitAddress) => {
    const bits = BigInt((given.family === 'inet' ? 32 : 128) - given.length);
    return (given.address.value >> bits) << bits;
  };
  if (one.family !== other.family) return one.family === 'inet' ? -1 : 1;
  const [a, b] = [shift(one), shift(other)];
  if (a !== b) return a < b ? -1 : 1;
  return one.length - other.length;
}

function overlap(one: Placed, other: Placed): DatabaseProblem {
  const same = one.address.address.equals(other.address.address);
  const message = same
    ? 'Cannot have the same local address on different units of an interface'
    : 'Overlapping subnet is configured';
  const { unit, address } = other;
  return problem(
    `interfaces ${unit.port} unit ${unit.unit} family ${address.family}`,
    `address ${address.text}`,
    message,
  );
}
