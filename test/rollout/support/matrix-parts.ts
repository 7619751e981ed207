/** What the fault matrix consists of. */
import type { Scenario, Step } from './fault-lab';
import type { FaultCase } from './fault-matrix';
import { isWrite } from './fault-matrix';
import { BREAKS, CONFIRMING_HUMANS, KILLS, SLOW_KILLS, SUDDEN_ENDS, WAITED_FOR } from './faults';
import type { Fault } from './faults';
import { applyTwice, interrupted, soon } from './recoveries';

/** Cases that are run and counted together. */
export interface MatrixPart {
  readonly scenario: Scenario;
  /** From every RPC of a change without faults, in the order in which they arrive. */
  readonly cases: (steps: readonly Step[]) => readonly FaultCase[];
}

/** Steps of a device until it has been staged, or nearly so. */
const STAGED = 20;

/** The same until it has been committed. */
const COMMITTED = 31;

/** Roughly when a device waits for its confirmation. */
function isCommitted({ place }: Step): boolean {
  return place > COMMITTED;
}

/** With `FAULT_MATRIX=full` every fault at every step. */
const IS_FULL = process.env.FAULT_MATRIX === 'full';

/** At every step that writes so many faults, in turn, and at one of so many that read. */
function spread(steps: readonly Step[], faults: readonly Fault[], atWrites: number, everyRead: number): FaultCase[] {
  let turn = 0;
  let reads = 0;
  return steps.flatMap((step) => {
    reads += isWrite(step) ? 0 : 1;
    const usual = isWrite(step) ? atWrites : Number(reads % everyRead === 0);
    const count = IS_FULL ? faults.length : Math.min(usual, faults.length);
    return Array.from({ length: count }, () => faults[turn++ % faults.length]).flatMap((fault) =>
      fault === undefined ? [] : [{ step, fault }],
    );
  });
}

/** One of so many. */
function everyOf<Case>(cases: readonly Case[], of: number, first = 0): Case[] {
  return IS_FULL ? [...cases] : cases.filter((_, index) => index % of === first);
}

function recovered(way: 0 | 1 | 2 | 3): MatrixPart['cases'] {
  const afterwards = [soon('resume', 'new'), soon('resumeFromDevices', 'new'), soon('undo', 'old'), applyTwice][way];
  return (steps) =>
    everyOf(spread(steps.filter(isWrite), SUDDEN_ENDS, 1, 1), 4, way).map((one) => ({ ...one, afterwards }));
}

/** By name; a test file runs a part or a share of it. */
export const MATRIX_PARTS = {
  /** The controller goes on after something broke. */
  breaks: { scenario: 'apply', cases: (steps) => spread(steps, BREAKS, 2, 4) },
  /** What reads leaves a device as it is: between two writes a death is the same whenever it comes. */
  kills: { scenario: 'apply', cases: (steps) => spread(steps, KILLS, KILLS.length, 12) },
  /** Every wave takes as long as its timer allows for. */
  slow: {
    scenario: 'apply',
    cases: (steps) =>
      everyOf(
        spread(steps, SLOW_KILLS, 1, 1).filter(({ step }) => step.place > STAGED),
        16,
      ),
  },
  /** A device is away for a while, and back before anybody gives up waiting. */
  waits: { scenario: 'apply', cases: (steps) => everyOf(spread(steps.filter(isCommitted), WAITED_FOR, 1, 1), 16) },
  /** Somebody else commits where we wait. */
  humans: {
    scenario: 'apply',
    cases: (steps) => everyOf(spread(steps.filter(isCommitted), CONFIRMING_HUMANS, CONFIRMING_HUMANS.length, 1), 23),
  },
  resume: { scenario: 'apply', cases: recovered(0) },
  resumeFromDevices: { scenario: 'apply', cases: recovered(1) },
  undo: { scenario: 'apply', cases: recovered(2) },
  applyAgain: { scenario: 'apply', cases: recovered(3) },
  /** A second fault strikes while the first one is being mended. */
  twice: {
    scenario: 'apply',
    cases: (steps) =>
      everyOf(spread(steps.filter(isWrite), SUDDEN_ENDS, 1, 1), 6, 1).map((one, place) => ({
        ...one,
        afterwards: interrupted(BREAKS_OF_REPLIES, place),
      })),
  },
  rolling: { scenario: 'rolling', cases: (steps) => mixed(steps) },
  withdraw: { scenario: 'withdraw', cases: (steps) => mixed(steps) },
  rollback: { scenario: 'rollback', cases: (steps) => mixed(steps) },
} satisfies Record<string, MatrixPart>;

/** Name of a part. */
export type PartName = keyof typeof MATRIX_PARTS;

const BREAKS_OF_REPLIES = BREAKS.filter(({ name }) => /^(dropped|refused|malformed|hanging)/.test(name));

/** A few dozen of everything, mostly where devices are written. */
function mixed(steps: readonly Step[]): FaultCase[] {
  const late = steps.filter(({ place }) => place > STAGED);
  return everyOf(spread(late, [...BREAKS, ...KILLS], 2, 12), 4);
}
