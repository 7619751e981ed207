import { LEAVES } from './fault-fabric';
import { FaultLab } from './fault-lab';
import type { Step } from './fault-lab';
import type { Fault } from './faults';
import type { Ending } from './invariant';
import { violations } from './invariant';

/** One cell of the matrix: a fault at a step. */
export interface FaultCase {
  readonly step: Step;
  readonly fault: Fault;
}

/** What is run once more after the fault, on the same devices. */
export type Afterwards = (lab: FaultLab) => Promise<string[]>;

/** RPCs that change something on a device. */
const WRITES = /^(lock|unlock|load|commit|discard|close)/;

/** Every RPC of every device in a change without faults, in the order in which they arrive. */
export async function recordSteps(): Promise<Step[]> {
  const lab = new FaultLab();
  const steps: Step[] = [];
  lab.onStep = (step) => {
    steps.push(step);
    return undefined;
  };
  const result = await lab.change();
  lab.letTimersRunOut();
  await lab.stop();
  if (lab.outages.length > 0) throw new Error(lab.outages.join('\n'));
  if (result?.outcome !== 'confirmed') throw new Error(`without faults the change is ${result?.outcome ?? 'lost'}`);
  return steps;
}

/**
 * The cases of some faults: at every step one of them, in turn, and at steps that write so many. With
 * `FAULT_MATRIX=full` every fault at every step.
 */
export function casesOf(steps: readonly Step[], faults: readonly Fault[], atWrites = 1): FaultCase[] {
  const isFull = process.env.FAULT_MATRIX === 'full';
  return steps.flatMap((step) => {
    const count = isFull ? faults.length : Math.min(faults.length, WRITES.test(step.rpc) ? atWrites : 1);
    const first = turnOf(step) * count;
    return Array.from({ length: count }, (_, place) => faults[(first + place) % faults.length]).flatMap((fault) =>
      fault === undefined ? [] : [{ step, fault }],
    );
  });
}

/** Whose turn it is: another fault from step to step, and at the same step from device to device. */
function turnOf({ hostname, place }: Step): number {
  return place + LEAVES.findIndex((leaf) => leaf === hostname);
}

/** The steps that write something on a device. */
export function writesOf(steps: readonly Step[]): Step[] {
  return steps.filter(({ rpc }) => WRITES.test(rpc));
}

/** The part of the cases that one test file has. */
export function shareOf<Case>(cases: readonly Case[], share: number, of: number): Case[] {
  return cases.filter((_, index) => index % of === share);
}

/** Runs one case to the end of all timers. What is not as it must be, each line with the case before it. */
export async function runCase({ step, fault }: FaultCase, afterwards?: Afterwards): Promise<string[]> {
  const lab = new FaultLab();
  try {
    lab.turn(fault.switches ?? {});
    const struck = { has: false };
    lab.onStep = (reached, rpc) => {
      if (struck.has || reached.hostname !== step.hostname || reached.place !== step.place) return undefined;
      struck.has = true;
      if (fault.takesHomes === true) lab.excused.add(step.hostname);
      return fault.strike(lab, reached, rpc);
    };
    const result = await lab.change();
    const found =
      afterwards === undefined ? ended(lab, { fault, struck: step.hostname, result }) : await afterwards(lab);
    const missed = struck.has ? [] : ['the step was never reached'];
    return [...missed, ...found].map((line) => `${describeCase({ step, fault })}: ${line}`);
  } finally {
    await lab.stop();
  }
}

function ended(lab: FaultLab, ending: Ending): string[] {
  lab.letTimersRunOut();
  return violations(lab, ending);
}

function describeCase({ step, fault }: FaultCase): string {
  return `${fault.name} at ${step.hostname} ${step.place} (${step.rpc})`;
}

/** Longest time of all cases of one file in real time, on a machine that has much else to do. */
export const MATRIX_TIMEOUT_MS = 900_000;

/** Runs cases one after another and says how many there were. */
export async function runCases(title: string, cases: readonly FaultCase[], afterwards?: Afterwards): Promise<string[]> {
  const found: string[] = [];
  const started = performance.now();
  for (const one of cases) found.push(...(await runCase(one, afterwards)));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`fault matrix, ${title}: ${cases.length} cases in ${seconds} s\n`);
  return found;
}
