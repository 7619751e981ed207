import type { SwarmCase } from './swarm-case';

/** What is left out of a case in turn: each fault, each recovery, the network, what is delayed. */
function* smaller(one: SwarmCase): Generator<SwarmCase> {
  for (const fault of one.faults) {
    yield { ...one, faults: one.faults.filter((other) => other !== fault) };
  }
  for (const recovery of one.recoveries) {
    yield { ...one, recoveries: one.recoveries.filter((other) => other !== recovery) };
  }
  if (one.network !== undefined) yield { ...one, network: undefined };
  for (const fault of one.faults.filter(({ delayMs }) => delayMs > 0)) {
    yield { ...one, faults: one.faults.map((other) => (other === fault ? { ...other, delayMs: 0 } : other)) };
  }
  if (one.routingEngines === 2) yield { ...one, routingEngines: 1 };
  if (one.failureBudget > 0) yield { ...one, failureBudget: 0 };
}

/**
 * The smallest case that still fails in the same way, as far as leaving out one thing at a time leads.
 *
 * @param fails - runs a case
 */
export async function shrunk(one: SwarmCase, fails: (smaller: SwarmCase) => Promise<boolean>): Promise<SwarmCase> {
  for (const next of smaller(one)) {
    if (await fails(next)) return shrunk(next, fails);
  }
  return one;
}
