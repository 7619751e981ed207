import type { Neighbor } from '../../../routing-model/bgp';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** BGP needs an AS number. */
export function localAutonomousSystem({ instances, neighbors }: CandidateView): DatabaseProblem[] {
  const without = instances.filter(
    (instance) => instance.asn === undefined && neighbors.some((one) => one.instance.name === instance.name),
  );
  return without.map(({ name }) =>
    problem(protocols(name), 'bgp', 'must define local autonomous system when enabling BGP'),
  );
}

/** AS numbers and timers of every neighbor. */
export function bgpNeighbors({ neighbors }: CandidateView): DatabaseProblem[] {
  return neighbors.flatMap((one) => [...autonomousSystems(one), ...holdTime(one)]);
}

function autonomousSystems(neighbor: Neighbor): DatabaseProblem[] {
  const { type, peerAsn, localAsn, address, group } = neighbor;
  const refuse = (message: string) => [at(neighbor, `Error in neighbor ${address} of group ${group}. ${message}`)];
  if (type === 'external' && peerAsn === undefined) {
    return refuse('Peer AS number must be configured for an external peer');
  }
  if (peerAsn === undefined || localAsn === undefined) return [];
  if (type === 'external' && peerAsn === localAsn) {
    return refuse(`External peer's AS (${peerAsn}) must not be the same as the local AS (${localAsn})`);
  }
  if (type === 'internal' && peerAsn !== localAsn) return refuse("Internal peer's AS must be the same as local AS");
  return [];
}

/** 0 turns keepalives off; 1 and 2 are too short. The device's own text is not known. */
function holdTime(neighbor: Neighbor): DatabaseProblem[] {
  if (neighbor.holdTimeSec === 0 || neighbor.holdTimeSec >= 3) return [];
  return [at(neighbor, `hold-time ${neighbor.holdTimeSec} must be 0 or at least 3 seconds`)];
}

function at({ instance, group, address }: Neighbor, message: string): DatabaseProblem {
  return problem(`${protocols(instance.name)} bgp group ${group}`, `neighbor ${address}`, message);
}

function protocols(instance: string): string {
  return instance === MAIN_INSTANCE ? 'protocols' : `routing-instances ${instance} protocols`;
}
