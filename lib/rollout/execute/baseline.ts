import type { Check } from '../../checks/check-kinds';
import { CHECK_KINDS } from '../../checks/check-kinds';
import type { OperationalSession } from '../../checks/observation';
import { Observation } from '../../checks/observation';
import type { RolloutDevice } from '../device-session';

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

const LOOKS = CHECK_KINDS.flatMap(({ before }) => before ?? []);

/** Asks a device how it is. What it does not tell is not expected of it afterwards. */
export async function takeBaseline(device: RolloutDevice, session: OperationalSession): Promise<Baseline> {
  const observation = await Observation.of(
    session,
    LOOKS.map(({ query }) => query),
  );
  const common = { hostnames: [device.hostname], constructPath: device.constructPath, expect: 'UP' } as const;
  const seen = LOOKS.map((before) => before.look(observation, common));
  return {
    expectations: seen.flatMap(({ checks }) => checks),
    found: seen.flatMap(({ notWell }) => notWell),
  };
}
