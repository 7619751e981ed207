import type { CheckBase, CheckKind } from './check';
import type { Observation, Query } from './observation';
import { ALARMS } from './replies/alarm-information';
import { CORE_DUMPS } from './replies/system-core-dumps';
import type { Verdict } from './verdict';
import { whenAnswered } from './verdict';

/** The alarms that were there. */
export interface NoNewAlarms extends CheckBase {
  readonly kind: 'noNewAlarms';
  /** Those before the change, each with its class. */
  readonly known: readonly string[];
}

/** The chassis has no alarm that it had not before the change. */
export const noNewAlarms: CheckKind<NoNewAlarms> = {
  kind: 'noNewAlarms',
  describe: () => 'no alarm that was not there before the change',
  queries: () => [ALARMS],
  judge: ({ known }, _, observation) => noneButKnown(ALARMS, known, observation),
  dependsOn: () => [],
  before: {
    query: ALARMS,
    look: (observation, common) => {
      const answer = observation.answer(ALARMS);
      if ('refusal' in answer) return { checks: [], notWell: [] };
      return {
        checks: [{ kind: 'noNewAlarms', ...common, known: answer.value }],
        notWell: answer.value.map((alarm) => `alarm: ${alarm}`),
      };
    },
  },
};

/** The cores that were there. */
export interface NoNewCores extends CheckBase {
  readonly kind: 'noNewCores';
  /** Those before the change, each with its date. */
  readonly known: readonly string[];
}

/** No process has left a core since before the change. */
export const noNewCores: CheckKind<NoNewCores> = {
  kind: 'noNewCores',
  describe: () => 'no core that was not there before the change',
  queries: () => [CORE_DUMPS],
  judge: ({ known }, _, observation) => noneButKnown(CORE_DUMPS, known, observation),
  dependsOn: () => [],
  before: {
    query: CORE_DUMPS,
    look: (observation, common) => {
      const answer = observation.answer(CORE_DUMPS);
      if ('refusal' in answer) return { checks: [], notWell: [] };
      return {
        checks: [{ kind: 'noNewCores', ...common, known: answer.value }],
        notWell: answer.value.map((core) => `core: ${core}`),
      };
    },
  },
};

function noneButKnown(query: Query<readonly string[]>, known: readonly string[], observation: Observation): Verdict {
  return whenAnswered(observation.answer(query), (found) => {
    const fresh = found.filter((one) => !known.includes(one));
    return { holds: fresh.length === 0, seen: fresh.length === 0 ? 'none' : fresh.join(', ') };
  });
}
