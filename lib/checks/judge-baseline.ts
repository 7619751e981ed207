import type { BfdSessionStillUp, HiddenRoutesNotMore, NoNewAlarms, NoNewCores } from './expectation';
import type { Verdict } from './verdict';
import type { Observation, Query } from './observation';
import { ALARMS, BFD_SESSIONS, CORE_DUMPS, ROUTE_SUMMARY } from './queries';

/** Whether a BFD session is still up. */
export function bfdSessionStillUp(expected: BfdSessionStillUp, observation: Observation): Verdict {
  const answer = observation.answer(BFD_SESSIONS);
  if ('refusal' in answer) return { holds: false, seen: answer.refusal };
  const session = answer.value.find(
    (one) => one.neighbor === expected.neighbor && one.interface === expected.interface,
  );
  return { holds: session?.state === 'Up', seen: session?.state ?? `no session to ${expected.neighbor}` };
}

/** Whether a table has no more hidden routes than before. A table that is gone hides nothing. */
export function hiddenRoutesNotMore(expected: HiddenRoutesNotMore, observation: Observation): Verdict {
  const answer = observation.answer(ROUTE_SUMMARY);
  if ('refusal' in answer) return { holds: false, seen: answer.refusal };
  const hidden = answer.value.find(({ name }) => name === expected.table)?.hiddenRouteCount ?? 0;
  return { holds: hidden <= expected.count, seen: `${hidden} hidden` };
}

/** Whether there is no alarm but those that were there. */
export function noNewAlarms(expected: NoNewAlarms, observation: Observation): Verdict {
  return noneButKnown(ALARMS, expected.known, observation);
}

/** Whether there is no core but those that were there. */
export function noNewCores(expected: NoNewCores, observation: Observation): Verdict {
  return noneButKnown(CORE_DUMPS, expected.known, observation);
}

function noneButKnown(query: Query<readonly string[]>, known: readonly string[], observation: Observation): Verdict {
  const answer = observation.answer(query);
  if ('refusal' in answer) return { holds: false, seen: answer.refusal };
  const fresh = answer.value.filter((one) => !known.includes(one));
  return { holds: fresh.length === 0, seen: fresh.length === 0 ? 'none' : fresh.join(', ') };
}
