import type { Check } from '../../checks/expectation';
import type { Answer, OperationalSession } from '../../checks/observation';
import { Observation } from '../../checks/observation';
import { ALARMS, ALL_SESSIONS, BFD_SESSIONS, CORE_DUMPS, INTERFACES, ROUTE_SUMMARY } from '../../checks/queries';
import { isEstablished } from '../../checks/replies/bgp-information';
import type { RolloutDevice } from '../device-session';
import { MAIN_INSTANCE } from '../../model/junos-defaults';

/** How a device was before the change. */
export interface Baseline {
  /**
   * That what was up still is, whoever configured it: interfaces, BGP and BFD sessions; and that there is no alarm, no core
   * and no hidden route that was not there.
   */
  readonly expectations: readonly Check[];
  /** What was not well already, one line each: no change is blamed for it. */
  readonly found: readonly string[];
}

const QUERIES = [INTERFACES, ALL_SESSIONS, BFD_SESSIONS, ROUTE_SUMMARY, ALARMS, CORE_DUMPS];

/** Asks a device how it is. What it does not tell is not expected of it afterwards. */
export async function takeBaseline(device: RolloutDevice, session: OperationalSession): Promise<Baseline> {
  const observation = await Observation.of(session, QUERIES);
  const common = { hostname: device.hostname, constructPath: device.constructPath, expect: 'UP' as const };
  const bfd = valuesOf(observation.answer(BFD_SESSIONS));
  const tables = valuesOf(observation.answer(ROUTE_SUMMARY));
  const [alarms, cores] = [observation.answer(ALARMS), observation.answer(CORE_DUMPS)];
  return {
    expectations: [
      ...interfacesUp(observation).map((name): Check => ({
        kind: 'interfaceStillUp',
        ...common,
        interface: name,
      })),
      ...sessionsUp(observation).map((one): Check => ({ kind: 'sessionStillUp', ...common, ...one })),
      ...bfd
        .filter(({ state }) => state === 'Up')
        .map(({ neighbor, interface: own }): Check => ({
          kind: 'bfdSessionStillUp',
          ...common,
          neighbor,
          interface: own,
        })),
      ...tables.map(({ name: table, hiddenRouteCount: count }): Check => ({
        kind: 'hiddenRoutesNotMore',
        ...common,
        table,
        count,
      })),
      ...('value' in alarms ? [{ kind: 'noNewAlarms', ...common, known: alarms.value } as const] : []),
      ...('value' in cores ? [{ kind: 'noNewCores', ...common, known: cores.value } as const] : []),
    ],
    found: [
      ...valuesOf(alarms).map((alarm) => `alarm: ${alarm}`),
      ...valuesOf(cores).map((core) => `core: ${core}`),
      ...bfd.filter(({ state }) => state !== 'Up').map(({ neighbor, state }) => `BFD session to ${neighbor}: ${state}`),
      ...tables
        .filter(({ hiddenRouteCount }) => hiddenRouteCount > 0)
        .map(({ name, hiddenRouteCount }) => `hidden in ${name}: ${hiddenRouteCount}`),
    ],
  };
}

function valuesOf<T>(answer: Answer<readonly T[]>): readonly T[] {
  return 'value' in answer ? answer.value : [];
}

function interfacesUp(observation: Observation): string[] {
  return valuesOf(observation.answer(INTERFACES))
    .flatMap((physical) => [physical, ...physical.logicalInterfaces])
    .filter((one) => one.adminStatus === 'up' && one.operStatus === 'up')
    .map((one) => one.name);
}

function sessionsUp(observation: Observation): { instance: string; neighbor: string }[] {
  const answer = observation.answer(ALL_SESSIONS);
  const peers = 'value' in answer ? answer.value.peers : [];
  return peers
    .filter(isEstablished)
    .map((peer) => ({ instance: peer.instance ?? MAIN_INSTANCE, neighbor: peer.address }));
}
