/** Where the faults of the swarm come from. */
import type { Interference } from '../../../lib/emulator/junos/interference';
import type { Fault } from './faults';
import { DEVICES, DISKS, ENGINES, HELD_BACK, HUMANS, KILLS, REPLIES } from './faults';

/** A source of faults. Another one is added to the list below, and nothing else needs to know of it. */
export interface FaultGenerator {
  readonly name: string;
  /** How often it is drawn from, beside the others. */
  readonly weight: number;
  readonly faults: readonly Fault[];
  /** Whether its faults are what is done to an RPC. Others may strike some time after one. */
  readonly isAboutRpc?: true;
  /** Whether devices need two routing engines for it. */
  readonly needsEngines?: true;
}

const MINUTE_MS = 60_000;

/** Whatever a leaf is asked for some time ends the same. */
function lasting(name: string, interference: Interference, forMs: number): Fault {
  return { name, strike: (lab, { hostname }) => lab.interfere(hostname, interference, forMs) };
}

const LASTING: readonly Fault[] = [
  lasting('silent for three minutes', { kind: 'hang' }, 3 * MINUTE_MS),
  lasting('silent for half an hour', { kind: 'hang' }, 30 * MINUTE_MS),
  lasting('refusing everything for two minutes', { kind: 'refuse', message: 'mgd: permission denied' }, 2 * MINUTE_MS),
  lasting('losing every connection for two minutes', { kind: 'dropAfter' }, 2 * MINUTE_MS),
  lasting('losing every connection for an hour', { kind: 'dropBefore' }, 60 * MINUTE_MS),
];

/** Every source of faults. */
export const FAULT_GENERATORS: readonly FaultGenerator[] = [
  { name: 'replies and connections', weight: 4, faults: REPLIES, isAboutRpc: true },
  { name: 'deaths of the controller', weight: 3, faults: KILLS, isAboutRpc: true },
  { name: 'devices and what is around them', weight: 3, faults: DEVICES },
  { name: 'devices that do not answer for long', weight: 2, faults: LASTING, isAboutRpc: true },
  { name: 'people', weight: 3, faults: HUMANS },
  { name: 'changes that are called off', weight: 1, faults: HELD_BACK },
  { name: 'the local disk', weight: 1, faults: DISKS },
  { name: 'routing engines', weight: 6, faults: ENGINES, needsEngines: true },
];

/** @returns undefined where no fault has that name */
export function faultOf(name: string): Fault | undefined {
  return FAULT_GENERATORS.flatMap(({ faults }) => faults).find((one) => one.name === name);
}
