/** What the fault matrix consists of. */
import fc from 'fast-check';
import seed from '../../support/seed.cjs';
import type { Scenario, Step } from './fault-lab';
import type { FaultCase } from './fault-matrix';
import { isWrite } from './fault-matrix';
import {
  BREAKS,
  CONFIRMING_HUMANS,
  ENGINES,
  HELD_BACK,
  HUMANS,
  KILLS,
  REPLIES,
  SLOW_KILLS,
  SUDDEN_ENDS,
  WAITED_FOR,
} from './faults';
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

/** When its part of staging is over, or nearly so. */
function isStaged({ place }: Step): boolean {
  return place > STAGED;
}

/** Roughly when others ask a device for its sessions with servers. */
function isLook({ place, rpc }: Step): boolean {
  return rpc === 'get-bgp-neighbor-information' && place > STAGED && place <= COMMITTED;
}

/** Several waves are committed, and nothing is decided. */
function inTheMiddle(steps: readonly Step[]): Step[] {
  const decided = steps.findIndex(({ rpc }) => rpc === 'commit-configuration');
  return steps.slice(decided / 2, decided).filter(isCommitted);
}

/** How many cases of a full matrix are tried whenever the tests run. */
const SAMPLED = 24;

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
    everyOf(spread(steps.filter(isWrite), SUDDEN_ENDS, 1, 1), 6, way).map((one) => ({ ...one, afterwards }));
}

/** Some of the cases that only a full matrix has: other ones every day. */
function sample(cases: readonly FaultCase[]): FaultCase[] {
  const length = Math.min(SAMPLED, cases.length);
  const [drawn = []] = fc.sample(fc.shuffledSubarray([...cases], { minLength: length, maxLength: length }), {
    seed,
    numRuns: 1,
  });
  return drawn;
}

/** By name; a test file runs a part or a share of it. */
export const MATRIX_PARTS = {
  /** The controller goes on after something broke. */
  breaks: { scenario: 'apply', cases: (steps) => spread(steps, BREAKS, 1, 8) },
  /** A few of all faults at all steps. */
  sample: {
    scenario: 'apply',
    cases: (steps) => sample(steps.flatMap((step) => [...BREAKS, ...KILLS].map((fault) => ({ step, fault })))),
  },
  /** What reads leaves a device as it is: between two writes a death is the same whenever it comes. */
  kills: { scenario: 'apply', cases: (steps) => spread(steps, KILLS, 2, 24) },
  /** Every wave takes as long as its timer allows for. */
  slow: {
    scenario: 'apply',
    cases: (steps) => everyOf(spread(steps.filter(isStaged), SLOW_KILLS, 1, 1), 16),
  },
  /** A device is away for a while, and back before anybody gives up waiting. */
  waits: { scenario: 'apply', cases: (steps) => everyOf(spread(steps.filter(isCommitted), WAITED_FOR, 1, 1), 48) },
  /** Somebody else commits where we wait. */
  humans: {
    scenario: 'apply',
    cases: (steps) => everyOf(spread(steps.filter(isCommitted), CONFIRMING_HUMANS, CONFIRMING_HUMANS.length, 1), 23),
  },
  /** Right before a wave the other attachments are looked at: what is not understood there is asked once more. */
  looks: {
    scenario: 'apply',
    cases: (steps) => spread(steps.filter(isLook), UNREADABLE, 1, 1),
  },
  /** A change is rolled back, and has to wait for other attachments before it takes one more. */
  holds: {
    scenario: 'apply',
    cases: (steps) => everyOf(spread(inTheMiddle(steps), HELD_BACK, HELD_BACK.length, 1), 14),
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
  /** A device loses one of two routing engines, or a session with it is lost that knew of them. */
  engines: {
    scenario: 'twoEngines',
    cases: (steps) => [
      ...everyOf(spread(steps.filter(isWrite).filter(isStaged), ENGINES, 1, 1), 2),
      ...everyOf(spread(steps.filter(isCommitted), REPLIES, 1, 1), 32),
    ],
  },
  /** Another process goes on, which has to find out that there are two. */
  enginesResumed: {
    scenario: 'twoEngines',
    cases: (steps) =>
      everyOf(spread(steps.filter(isWrite).filter(isStaged), SUDDEN_ENDS, 1, 1), 4).map((one, place) => ({
        ...one,
        afterwards: place % 2 === 0 ? soon('resume', 'new') : soon('undo', 'old'),
      })),
  },
  /** And called off while a wave is checked. */
  rolling: {
    scenario: 'rolling',
    cases: (steps) => [...mixed(steps), ...everyOf(spread(steps.filter(isCommitted), CALLED_OFF, 1, 1), 20)],
  },
  withdraw: { scenario: 'withdraw', cases: (steps) => mixed(steps) },
  rollback: { scenario: 'rollback', cases: (steps) => mixed(steps) },
} satisfies Record<string, MatrixPart>;

/** Name of a part. */
export type PartName = keyof typeof MATRIX_PARTS | 'disk';

/** Faults of the local disk at lines of the journal: other ones every day, all with `FAULT_MATRIX=full`. */
export function everyOfDisk<Case>(cases: readonly Case[]): Case[] {
  return everyOf(cases, DISK_SHARE, seed % DISK_SHARE);
}

/** One of so many faults of the local disk is tried whenever the tests run. */
const DISK_SHARE = 29;

const BREAKS_OF_REPLIES = BREAKS.filter(({ name }) => /^(dropped|refused|malformed|hanging)/.test(name));

const CALLED_OFF = HUMANS.filter(({ name }) => name === 'called off');

const UNREADABLE = REPLIES.filter(({ name }) => name === 'malformed');

/** A few dozen of everything, mostly where devices are written. */
function mixed(steps: readonly Step[]): FaultCase[] {
  return everyOf(spread(steps.filter(isStaged), [...BREAKS, ...KILLS], 2, 12), 6);
}
