import type { ConsentIntent, FabricIntent } from '../../../intent/fabric-intent';
import { keyProblems, keyWarnings } from '../impact/key-rollover';
import { loneHomeWarnings } from '../impact/lone-homes';
import { midwayOf } from '../impact/midway';
import { partitions } from '../impact/partition';
import type { PlannedDevice } from '../../planned-device';
import { plannedWaves } from './planned-waves';
import type { Problem } from '../../problem';
import { problemsOf } from '../../problem';
import type { ChangeMode, Settings } from '../../settings';
import { Timers } from './timers';
import { waveLowerBound } from './wave-bound';

/** One wave as it is planned. */
interface PlannedWave {
  readonly hostnames: readonly string[];
  /** Minutes that its devices wait for their confirmation at least; the time that staging takes comes on top. */
  readonly confirmMinutes: number;
}

/** A VRF that the change takes apart while it is under way, and whether somebody has agreed to that. */
export interface PlannedPartition {
  readonly vrf: string;
  /** Host names of the devices that change what the VRF is known by. */
  readonly hostnames: readonly string[];
  readonly consent: 'given' | 'missing';
}

/** How a rollout would go over its devices. */
export interface CoursePlan {
  readonly mode: ChangeMode;
  readonly waves: readonly PlannedWave[];
  /** Waves that no arrangement with this canary can do with less. */
  readonly fewestWaves: number;
  readonly partitions: readonly PlannedPartition[];
  /** At which moment a server would have less than it has to survive, where nobody has agreed to that. */
  readonly unsafe?: Problem;
  /** What somebody should know and nothing stops at: servers that it interrupts, or why something is not known. */
  readonly warnings: readonly string[];
  /** Why these timers are not possible, or sessions would be left without a key. */
  readonly problem?: Problem;
}

/** What the course is planned from, beside the devices. */
export interface CourseSources {
  /** The fabric that changes first. */
  readonly fabrics: readonly FabricIntent[];
  readonly consents: readonly ConsentIntent[];
  readonly settings: Settings;
}

/** Plans the course of a change before anything is staged. */
export async function planCourse(devices: readonly PlannedDevice[], sources: CourseSources): Promise<CoursePlan> {
  const { fabrics, consents, settings } = sources;
  const { mode, maxParallel } = settings;
  const { canary, shared, waves: planned } = plannedWaves(devices, fabrics, settings);
  const midway = await midwayOf(devices, { fabric: fabrics[0], fabrics, settings: { ...settings, consents } });
  const timers = new Timers(settings, { waves: planned, shared, stagingMs: 0 });
  const rest = planned
    .flat()
    .map(({ hostname }) => hostname)
    .filter((hostname) => hostname !== canary);
  const untimely = await problemsOf(undefined, () => {
    timers.requireToFit();
    return Promise.resolve();
  });
  const window = { ...settings, now: settings.clock.now() };
  const [problem] = [...untimely, ...keyProblems(devices, window)];
  const agreed = new Set(consents.flatMap((one) => (one.kind === 'partition' ? [one.vrf] : [])));
  return {
    mode,
    waves: planned.map((wave, index) => ({
      hostnames: wave.map(({ hostname }) => hostname),
      confirmMinutes: timers.minutes(index),
    })),
    fewestWaves: (canary === undefined ? 0 : 1) + waveLowerBound(rest, shared, maxParallel),
    partitions: partitions(devices).map((one) => ({ ...one, consent: agreed.has(one.vrf) ? 'given' : 'missing' })),
    ...(midway.problem === undefined ? {} : { unsafe: midway.problem }),
    warnings: [
      ...(midway.warning === undefined ? [] : [midway.warning]),
      ...loneHomeWarnings(devices),
      ...keyWarnings(devices, window),
    ],
    ...(problem === undefined ? {} : { problem }),
  };
}
