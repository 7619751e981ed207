import type { Expectation } from '../checks/expectation';
import type { OperationalSession } from '../checks/observation';
import { Observation } from '../checks/observation';
import { ALL_SESSIONS, INTERFACES } from '../checks/queries';
import { isEstablished } from '../checks/replies/bgp-information';
import type { RolloutDevice } from './device-session';

/**
 * What was up on a device before the change, as expectations that it still is: every interface and every BGP session,
 * whoever configured it.
 */
export async function takeBaseline(device: RolloutDevice, session: OperationalSession): Promise<Expectation[]> {
  const observation = await Observation.of(session, [INTERFACES, ALL_SESSIONS]);
  const common = { hostname: device.hostname, constructPath: device.constructPath, expect: 'UP' as const };
  return [
    ...interfacesUp(observation).map((name): Expectation => ({ kind: 'interfaceStillUp', ...common, interface: name })),
    ...sessionsUp(observation).map(({ instance, neighbor }): Expectation => ({
      kind: 'sessionStillUp',
      ...common,
      instance,
      neighbor,
    })),
  ];
}

function interfacesUp(observation: Observation): string[] {
  const answer = observation.answer(INTERFACES);
  const interfaces = 'value' in answer ? answer.value : [];
  return interfaces
    .flatMap((physical) => [physical, ...physical.logicalInterfaces])
    .filter((one) => one.adminStatus === 'up' && one.operStatus === 'up')
    .map((one) => one.name);
}

function sessionsUp(observation: Observation): { instance: string; neighbor: string }[] {
  const answer = observation.answer(ALL_SESSIONS);
  const peers = 'value' in answer ? answer.value.peers : [];
  return peers.filter(isEstablished).map((peer) => ({ instance: peer.instance ?? 'master', neighbor: peer.address }));
}
