import type { ConsentIntent, FabricIntent } from '../../../intent/fabric-intent';
import type { Refusal, Warning } from '../assess/reasons';
import { bridgedServerWarnings } from '../impact/bridged-servers';
import { unusedConsents } from '../impact/consents';
import { keyProblems, keyWarnings } from '../impact/key-rollover';
import { lastAttachmentWarnings } from '../impact/last-attachments';
import { midwayOf } from '../impact/midway';
import { partitionProblems, partitions } from '../impact/partition';
import type { PlannedDevice } from '../../planned-device';
import { plannedWaves } from './planned-waves';
import { problemOf } from '../../problem';
import type { ChangeMode, Settings } from '../../settings';
import type { Shared } from './shared';
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

/** How a change goes over its devices. */
export interface SchedulePlan {
  readonly mode: ChangeMode;
  readonly waves: readonly PlannedWave[];
  /** Waves that no arrangement with this canary can do with less. */
  readonly fewestWaves: number;
  readonly partitions: readonly PlannedPartition[];
  /** Why it is refused whatever the devices say: for what becomes of servers and sessions meanwhile, or for its timers. */
  readonly refusals: readonly Refusal[];
  /** What somebody should know and nothing stops at: servers that it interrupts, or why something is not known. */
  readonly warnings: readonly Warning[];
}

/** What the schedule is planned from, beside the devices. */
export interface ScheduleSources {
  /** Name of the fabric that changes. */
  readonly fabric: string;
  /** The intents that say what devices have in common: of this fabric, and of others on the same devices or servers. */
  readonly fabrics: readonly FabricIntent[];
  readonly settings: Settings;
}

/** A schedule, and what keeps its devices apart. */
export interface PlannedSchedule {
  readonly schedule: SchedulePlan;
  readonly shared: readonly Shared[];
}

/** Plans the schedule of a change before anything is staged. */
export async function planSchedule(
  devices: readonly PlannedDevice[],
  sources: ScheduleSources,
): Promise<PlannedSchedule> {
  const { fabric, fabrics, settings } = sources;
  const { consents, maxParallel, mode } = settings;
  const { canary, shared, waves: planned } = plannedWaves(devices, fabrics, settings);
  const midway = await midwayOf(devices, { fabric: fabrics.find(({ name }) => name === fabric), fabrics, settings });
  const timers = new Timers(settings, { waves: planned, shared, stagingMs: 0 });
  const untimely = timers.tooLong();
  const rest = planned
    .flat()
    .map(({ hostname }) => hostname)
    .filter((hostname) => hostname !== canary);
  const window = { ...settings, now: settings.clock.now() };
  const apart = partitions(devices).map((one) => ({ ...one, consent: consentFor(one.vrf, consents) }));
  const schedule: SchedulePlan = {
    mode,
    waves: planned.map((wave, index) => ({
      hostnames: wave.map(({ hostname }) => hostname),
      confirmMinutes: timers.minutes(index),
    })),
    fewestWaves: (canary === undefined ? 0 : 1) + waveLowerBound(rest, shared, maxParallel),
    partitions: apart,
    refusals: [
      ...partitionProblems(devices, consents),
      ...keyProblems(devices, window),
      ...(midway.problem === undefined ? [] : [midway.problem]),
      ...(untimely === undefined ? [] : [problemOf(untimely)]),
    ],
    warnings: [
      ...(midway.warning === undefined ? [] : [midway.warning]),
      ...lastAttachmentWarnings(
        devices,
        fabrics.filter(({ name }) => name !== fabric),
      ),
      ...bridgedServerWarnings(devices),
      ...keyWarnings(devices, window),
      ...unusedConsents(consents, new Map(devices.map(({ change, hostname }) => [hostname, change])), [
        ...apart.map(({ vrf }) => vrf),
        ...midway.agreed,
      ]),
    ],
  };
  return { schedule, shared };
}

function consentFor(vrf: string, consents: readonly ConsentIntent[]): PlannedPartition['consent'] {
  return consents.some((one) => one.kind === 'partition' && one.vrf === vrf) ? 'given' : 'missing';
}
