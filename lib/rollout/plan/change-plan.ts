import type { ConsentIntent, FabricIntent } from '../../intent/fabric-intent';
import { compareText } from '../../model/order';
import { redact } from '../../secrets/redact';
import type { ChangeKind } from '../events';
import type { DeviceChange } from '../group/device-change';
import type { Drift } from '../group/drift';
import { driftOf } from '../group/drift';
import type { PlannedDevice } from '../planned-device';
import type { Problem } from '../problem';
import type { LookedAt, NotLookedAt } from './assess/assess';
import type { Refusal, UnderLock, Warning } from './assess/reasons';
import { allowsRestart } from './impact/consents';
import { lastAttachmentProblems } from './impact/last-attachments';
import type { DeviceDisruption } from './impact/device-disruption';
import { statementsToAgreeTo } from './impact/device-disruption';
import type { SecondTransaction } from './leavers/leaving';
import { laterChange } from './leavers/leaving';
import { digestOfChange, digestOfPlan } from './plan-digest';
import type { SchedulePlan, ScheduleSources } from './waves/schedule-plan';
import { planSchedule } from './waves/schedule-plan';
import type { Shared } from './waves/shared';

/**
 * What a change does to a device.
 *
 * - `none`: it carries what is wanted.
 * - `create`: it has no group of this fabric yet.
 * - `change`: its group differs.
 * - `adopt`: its group says what is wanted and was not written by a rollout; only its mark is written.
 */
type PlannedAction = 'none' | 'create' | 'change' | 'adopt';

/** Whether a change needs a consent to what it disrupts, and somebody has given it. */
type PlannedConsent = 'notNeeded' | 'given' | 'missing';

/** One device's part of a change. */
export interface DevicePlan {
  readonly hostname: string;
  /** Undefined when nothing is known of its difference. */
  readonly action?: PlannedAction;
  /** As `show | compare` would print it; '' when nothing differs. */
  readonly diff: string;
  /** Set lines that are loaded, with their secrets masked. */
  readonly lines: string;
  /** Statements outside the group that are taken over: deleted in the same commit, and kept for `withdraw --restore`. */
  readonly adopted: readonly string[];
  /** What committing the difference disrupts; undefined when nothing is known of it. */
  readonly disruption?: DeviceDisruption;
  /** Whether somebody has to agree to the disruption, and has. */
  readonly consent: PlannedConsent;
  /** Groups that somebody has edited by hand, and what a consent to overwrite that has to name. */
  readonly drift: readonly Pick<Drift, 'digest' | 'group'>[];
  /** Why the change is refused here. */
  readonly refusals: readonly Refusal[];
  /** What somebody should know and nothing stops at. */
  readonly warnings: readonly Warning[];
  /** What is not known of it before it is carried out. */
  readonly underLock: readonly UnderLock[];
  /** Why the device could not be looked at: nothing is known of it. */
  readonly notLooked?: Problem;
}

/** A change before it is carried out, as a value: what is shown and agreed to, and what is executed. Plain data, without secrets. */
export interface ChangePlan {
  readonly kind: ChangeKind;
  readonly fabric: string;
  /** Of `fabric.json`. */
  readonly manifestDigest?: string;
  /** Of this plan: what an apply is bound to by `--plan`. The same devices, differences, waves, timers and consents have the same. */
  readonly digest: string;
  /** In the order of the manifest. */
  readonly devices: readonly DevicePlan[];
  /** What comes in a second transaction, once the first is confirmed: the links and sessions to devices that have left. */
  readonly later: readonly LaterChange[];
  /** Whether anything would be written to any device. */
  readonly hasChanges: boolean;
  /** Whether it would begin: every device could be looked at, and nothing is refused. */
  readonly isClean: boolean;
  /** What somebody has agreed to. */
  readonly consents: readonly ConsentIntent[];
  /** Undefined where not every difference is known: then it is not known how the devices would follow one another. */
  readonly schedule?: SchedulePlan;
}

/** What the second transaction does to a device, as `show | compare` would print it. */
interface LaterChange {
  readonly hostname: string;
  readonly diff: string;
}

/** What a change is planned from, beside its devices. */
export interface PlanSources extends ScheduleSources {
  readonly kind: ChangeKind;
  readonly manifestDigest?: string;
  /** What fingerprints of secrets are made with in the digests; absent: there they do not count. */
  readonly salt?: string;
  /** What is due once this is confirmed; the plan is bound to that too. */
  readonly second?: SecondTransaction;
}

/** A plan, and what it was made of: what holds configurations and concealed secrets, and is not to be shown. */
export interface PlannedChange {
  readonly plan: ChangePlan;
  /** By hostname, of the difference; without devices of which it is not known. */
  readonly digests: ReadonlyMap<string, string>;
  /** What keeps devices apart; undefined as the schedule is. */
  readonly shared?: readonly Shared[];
}

/** Makes one value of what was seen of the devices. */
export async function planChange(
  assessed: readonly (LookedAt | NotLookedAt)[],
  sources: PlanSources,
): Promise<PlannedChange> {
  const { fabric, kind, manifestDigest, salt, second, settings } = sources;
  const { consents } = settings;
  const devices = assessed.map((one) => ('problem' in one ? unknownDevice(one) : devicePlan(one, fabric, consents)));
  const known = assessed.flatMap((one) => ('problem' in one ? [] : plannedDevice(one)));
  const later = laterChanges(known, second);
  const digests = new Map(
    known.map(({ change, hostname }) => [hostname, digestOfChange(change, later.get(hostname), salt)]),
  );
  const planned = known.length < assessed.length ? undefined : await planSchedule(known, sources);
  const orphaned = kind === 'apply' ? lastAttachmentProblems(known, othersOf(sources), consents) : [];
  const schedule =
    planned === undefined ? undefined : { ...planned.schedule, refusals: [...planned.schedule.refusals, ...orphaned] };
  const refusals = [...devices.flatMap((one) => one.refusals), ...(schedule?.refusals ?? [])];
  const value = {
    kind,
    fabric,
    manifestDigest,
    consents,
    ...(schedule !== undefined && { schedule }),
  };
  return {
    plan: {
      ...value,
      digest: digestOfPlan(value, digests),
      devices,
      later: [...later]
        .map(([hostname, { diff }]) => ({ hostname, diff }))
        .sort((one, other) => compareText(one.hostname, other.hostname)),
      hasChanges: devices.some(({ action }) => action !== undefined && action !== 'none'),
      isClean: refusals.length === 0 && devices.every(({ notLooked }) => notLooked === undefined),
    },
    digests,
    shared: planned?.shared,
  };
}

/** By hostname, of the devices that change once more. */
function laterChanges(
  known: readonly PlannedDevice[],
  second: SecondTransaction | undefined,
): ReadonlyMap<string, DeviceChange> {
  const targets = new Map(second?.targets.map((target) => [target.device.hostname, target]));
  return new Map(
    known.flatMap(({ change, hostname }) => {
      const target = targets.get(hostname);
      const later = target === undefined ? undefined : laterChange(target, change);
      return later === undefined ? [] : [[hostname, later] as const];
    }),
  );
}

function othersOf({ fabric, fabrics }: PlanSources): FabricIntent[] {
  return fabrics.filter(({ name }) => name !== fabric);
}

/** Why it would not begin: of the devices, and of the change as a whole. */
export function refusalsOf({ schedule, devices }: ChangePlan): Problem[] {
  return [...devices.flatMap(({ notLooked, refusals }) => notLooked ?? refusals), ...(schedule?.refusals ?? [])];
}

function plannedDevice({ change, device, ethernetSegments, hostname, intent }: LookedAt): PlannedDevice[] {
  return change === undefined ? [] : [{ hostname, device, change, intent, ethernetSegments }];
}

const NOTHING = { diff: '', lines: '', adopted: [], consent: 'notNeeded', drift: [], underLock: [] } as const;

function unknownDevice({ hostname, problem }: NotLookedAt): DevicePlan {
  return { hostname, ...NOTHING, refusals: [], warnings: [], notLooked: problem };
}

function devicePlan(looked: LookedAt, fabric: string, consents: readonly ConsentIntent[]): DevicePlan {
  const { change, hostname, refusals, underLock, warnings } = looked;
  if (change === undefined) return { hostname, ...NOTHING, refusals, warnings };
  return {
    hostname,
    action: actionOf(change, fabric),
    diff: change.diff,
    lines: redact(change.lines),
    adopted: change.adopted.map(redact),
    disruption: change.disruption,
    consent: consentFor(hostname, change.disruption, consents),
    drift: driftOf(hostname, change).map(({ digest, group }) => ({ group, digest })),
    refusals,
    warnings,
    underLock,
  };
}

function actionOf(change: DeviceChange, fabric: string): PlannedAction {
  if (!change.needed) return 'none';
  if (change.diff === '') return 'adopt';
  return change.standing.get(fabric)?.exists === true ? 'change' : 'create';
}

function consentFor(
  hostname: string,
  disruption: DeviceDisruption,
  consents: readonly ConsentIntent[],
): PlannedConsent {
  if (statementsToAgreeTo(disruption).length === 0) return 'notNeeded';
  return allowsRestart(hostname, consents) ? 'given' : 'missing';
}
