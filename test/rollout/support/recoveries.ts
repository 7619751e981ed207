/** Ways on after the controller was killed in the middle of a change. */
import { FabricError } from '../../../lib/model/fabric-error';
import type { RolloutResult } from '../../../lib/rollout/outcome';
import { LEAVES } from './fault-fabric';
import type { FaultLab, Recovery, Standing } from './fault-lab';
import type { Afterwards } from './fault-matrix';
import type { Fault } from './faults';

/** Between the end of one controller and the beginning of the next one. */
const PAUSE_MS = 20_000;

/** Somebody starts a new controller soon, and it finishes the change, or takes it back. */
export function soon(by: Recovery, expected: Standing): Afterwards {
  return async (lab) => {
    lab.lab.clock.advance(PAUSE_MS);
    // A change that came to its end is not taken back by `undo`.
    const isOver = lab.journal().some(({ entry }) => entry === 'finished');
    const result = await recovered(lab, by);
    lab.letTimersRunOut();
    return [...lab.outages, ...problemsOf(lab, result, isOver ? 'new' : expected)];
  };
}

/** The next apply comes while devices still wait: it changes nothing. Once the timers have run out it does the change. */
export const applyTwice: Afterwards = async (lab) => {
  lab.lab.clock.advance(PAUSE_MS);
  const waiting = LEAVES.filter((hostname) => lab.lab.device(hostname).database.pending !== undefined);
  const first = await recovered(lab, 'apply');
  const named = first?.problems.map(({ hostname }) => hostname) ?? [];
  const unnamed = waiting.filter((hostname) => !named.includes(hostname));
  lab.letTimersRunOut();
  const last = waiting.length === 0 ? first : await recovered(lab, 'apply');
  lab.letTimersRunOut();
  return [
    ...lab.outages,
    ...unnamed.map((hostname) => `${hostname} waited and the next apply did not name it`),
    ...problemsOf(lab, last, 'new'),
  ];
};

/** How many RPCs of a recovery arrive before the second fault strikes. */
const SECOND_FAULT_AFTER = [3, 26, 40, 55, 70, 90, 110, 140, 180, 240, 300, 360];

/**
 * Somebody resumes, and a second fault strikes in the middle of that: what is said then is true, and resuming and applying
 * once more bring the change to its end.
 */
export function interrupted(faults: readonly Fault[], place: number): Afterwards {
  return async (lab) => {
    lab.lab.clock.advance(PAUSE_MS);
    const fault = faults[place % faults.length];
    let left = SECOND_FAULT_AFTER[place % SECOND_FAULT_AFTER.length] ?? 0;
    lab.onStep = (step, rpc) => {
      left -= 1;
      if (left !== 0 || fault === undefined) return undefined;
      lab.turn(fault.switches ?? {});
      return fault.strike(lab, step, rpc);
    };
    const first = await recovered(lab, 'resume');
    lab.letTimersRunOut();
    const lies = Object.entries(first?.devices ?? {}).flatMap(([hostname, said]) => {
      const stands = lab.standing(hostname);
      const isLie = (said === 'confirmed' && stands !== 'new') || (said === 'rolledBack' && stands !== 'old');
      return isLie ? [`${hostname} is ${stands} and said to be ${said}`] : [];
    });
    await recovered(lab, 'resume');
    lab.letTimersRunOut();
    const last = await recovered(lab, 'apply');
    lab.letTimersRunOut();
    return [...lab.outages, ...lies, ...problemsOf(lab, last, 'new')].map(
      (line) => `then ${fault?.name ?? ''}: ${line}`,
    );
  };
}

async function recovered(lab: FaultLab, by: Recovery): Promise<RolloutResult | undefined> {
  lab.restart();
  if (by === 'resumeFromDevices') lab.forget();
  try {
    return await lab.recover(by);
  } catch (error) {
    // Nothing was ever written down: nothing was begun, and the way on is to apply.
    if (!FabricError.isFabricError(error) || error.code !== 'journalMissing') throw error;
    return undefined;
  }
}

/** Everything is as expected, or nothing had been begun. */
function problemsOf(lab: FaultLab, result: RolloutResult | undefined, expected: Standing): string[] {
  const standing = new Set(LEAVES.map((hostname) => lab.standing(hostname)));
  const began = lab.leaves().some(({ database }) => database.commitCount > 1);
  const wanted = began || result?.outcome === 'confirmed' ? expected : 'old';
  const isSo = standing.size === 1 && standing.has(wanted);
  const torn = LEAVES.filter((hostname) => lab.standing(hostname) !== lab.standing(hostname, 'other'));
  const said = `${result?.outcome ?? 'no result'}: ${(result?.problems ?? []).map(({ message }) => message).join('; ')}`;
  const seen = LEAVES.map((hostname) => `${hostname} ${lab.standing(hostname)}`).join(', ');
  const busy = lab
    .leaves()
    .filter(
      ({ database, sessionCount }) =>
        sessionCount > 0 || database.pending !== undefined || database.lockHolder !== undefined,
    );
  return [
    ...(isSo ? [] : [`not all ${wanted}: ${seen} (${said})`]),
    ...torn.map((hostname) => `${hostname} has something else on its other routing engine`),
    ...busy.map(({ hostname }) => `${hostname} is left with a session, a lock or a pending commit`),
  ];
}
