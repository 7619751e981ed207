import { LEAVES } from './fault-fabric';
import { FaultLab } from './fault-lab';
import type { Scenario, Step } from './fault-lab';
import type { Fault } from './faults';
import type { Ending } from './invariant';
import { violations } from './invariant';

/** One cell of the matrix: a fault at a step. */
export interface FaultCase {
  readonly step: Step;
  readonly fault: Fault;
  /** Default: timers run out, and what is left is looked at. */
  readonly afterwards?: Afterwards;
}

/** What is run once more after the fault, on the same devices. */
export type Afterwards = (lab: FaultLab) => Promise<string[]>;

/** Whether an RPC changes something on its device. */
export function isWrite({ rpc }: Step): boolean {
  return /^(lock|unlock|load|commit|discard|close)/.test(rpc);
}

/** Every RPC of every device in a change without faults, in the order in which they arrive. */
export async function recordSteps(scenario: Scenario): Promise<Step[]> {
  const lab = new FaultLab(scenario);
  const steps: Step[] = [];
  lab.onStep = (step) => {
    steps.push(step);
    return undefined;
  };
  const result = await lab.change();
  lab.letTimersRunOut();
  await lab.stop();
  if (lab.outages.length > 0) throw new Error(lab.outages.join('\n'));
  const isNew = LEAVES.every((hostname) => lab.standing(hostname) === 'new');
  if (result?.outcome !== 'confirmed' || !isNew)
    throw new Error(`without faults the change is ${result?.outcome ?? 'lost'}`);
  return steps;
}

/** What was on its way to other devices when a fault struck has come to rest after this time. */
const UNDER_WAY_MS = 2_500;

/** Runs one case to the end of all timers. What is not as it must be, each line with the case before it. */
export async function runCase(scenario: Scenario, one: FaultCase): Promise<string[]> {
  const { step, fault, afterwards } = one;
  const lab = new FaultLab(scenario);
  try {
    lab.turn(fault.switches ?? {});
    const struck = { has: false };
    lab.onStep = (reached, rpc) => {
      if (struck.has || reached.hostname !== step.hostname || reached.place !== step.place) return undefined;
      struck.has = true;
      if (fault.takesHomes === true) lab.excuse(step.hostname, fault.isWaitedFor === true ? UNDER_WAY_MS : undefined);
      return fault.strike(lab, reached, rpc);
    };
    const result = await lab.change();
    const found = afterwards === undefined ? ended(lab, { fault, result }) : await afterwards(lab);
    const missed = struck.has ? [] : ['the step was never reached'];
    return [...missed, ...found].map((line) => `${describeCase(scenario, one)}: ${line}`);
  } finally {
    await lab.stop();
  }
}

function ended(lab: FaultLab, ending: Ending): string[] {
  lab.letTimersRunOut();
  return violations(lab, ending);
}

function describeCase(scenario: Scenario, { step, fault }: FaultCase): string {
  return `${scenario}, ${fault.name} at ${step.hostname} ${step.place} (${step.rpc})`;
}
