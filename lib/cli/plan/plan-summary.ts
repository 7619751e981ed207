import { describeClass, worst } from '../../disruption/disruption-class';
import type { ServerIntent } from '../../intent/server-intent';
import { counted, listed } from '../../model/listing';
import { compareText } from '../../model/order';
import type { UnderLock } from '../../rollout/plan/assess/reasons';
import type { DevicePlan } from '../../rollout/plan/change-plan';
import type { FabricPlan } from '../../rollout/plan/plan';
import type { Problem } from '../../rollout/problem';
import type { CheckedPlan } from './plan-problems';
import { reasonsToRefuse } from './plan-problems';

/** A plan as it is shown. */
export interface ShownPlan extends CheckedPlan {
  /** Every server of the fabric. */
  readonly servers: readonly ServerIntent[];
}

/** What somebody reads who has two minutes. */
export interface PlanSummary {
  /** `dc1: changes on 2 of 3 devices.` */
  readonly title: string;
  /** How much that is, and what it would disrupt at worst; empty where nothing changes. */
  readonly facts: readonly string[];
  /** Why apply would refuse it, or what nobody knows before it begins; undefined where there is neither. */
  readonly verdict?: string;
  readonly isRefused: boolean;
}

/** What a plan comes to. */
export function summaryOf(shown: ShownPlan): PlanSummary {
  const { planned } = shown;
  const refusals = reasonsToRefuse(shown);
  return {
    title: titleOf(planned),
    facts: planned.hasChanges ? [scopeOf(shown), ...wavesOf(planned), worstOf(planned.devices)] : [],
    verdict: refusals.length > 0 ? refused(refusals) : openQuestions(shown),
    isRefused: refusals.length > 0,
  };
}

function titleOf({ fabric, devices, hasChanges }: FabricPlan): string {
  const asked = devices.filter(({ notLooked }) => notLooked === undefined).length;
  if (asked === 0 && devices.length > 0) return `${fabric}: no device could be looked at.`;
  const unseen = devices.length - asked;
  const rest = unseen === 0 ? '' : ` ${counted(unseen, 'device')} could not be looked at.`;
  if (!hasChanges) return `${fabric}: no changes on ${asked} of ${devices.length} devices.${rest}`;
  return `${fabric}: changes on ${devices.filter(changes).length} of ${devices.length} devices.${rest}`;
}

function changes({ action }: DevicePlan): boolean {
  return action !== undefined && action !== 'none';
}

function scopeOf({ planned, servers }: ShownPlan): string {
  const changed = new Set(planned.devices.filter(changes).map(({ hostname }) => hostname));
  const attached = servers.filter(({ attachments }) => attachments.some(({ hostname }) => changed.has(hostname)));
  return `servers attached to them: ${attached.length} of ${servers.length}`;
}

function wavesOf({ schedule }: FabricPlan): string[] {
  if (schedule === undefined || schedule.waves.length === 0) return [];
  return [`${counted(schedule.waves.length, 'wave')} (${schedule.mode})`];
}

function worstOf(devices: readonly DevicePlan[]): string {
  const found = worst(devices.map(({ disruption }) => disruption?.class ?? 'hitless'));
  const where = devices.filter((one) => changes(one) && (one.disruption?.class ?? 'hitless') === found);
  const names = found === 'hitless' ? '' : ` (${listed(where.map(({ hostname }) => hostname))})`;
  return `worst disruption: ${describeClass(found)}${names}`;
}

function refused(refusals: readonly Problem[]): string {
  const hostnames = refusals.flatMap(({ hostname }) => (hostname === undefined ? [] : [hostname]));
  const where = hostnames.length === 0 ? '' : `, on ${listed(hostnames)}`;
  return `Apply would refuse this: ${counted(refusals.length, 'reason')}${where}.`;
}

/** What the devices have said to it, or what only they can say. */
function openQuestions({ checked, planned }: ShownPlan): string | undefined {
  if (checked !== undefined) {
    const hostnames = checked.map(({ hostname }) => hostname).sort(compareText);
    return hostnames.length === 0 ? undefined : `Accepted by ${listed(hostnames)} (commit check).`;
  }
  const kinds = new Set(planned.devices.flatMap(({ underLock }) => underLock));
  const open = [...kinds].map((kind) => UNDER_LOCK[kind]).sort(compareText);
  return open.length === 0 ? undefined : `Known only under the lock: ${open.join('; ')}.`;
}

const UNDER_LOCK: Readonly<Record<UnderLock, string>> = {
  lock: 'that nobody locks a device or commits on it before that',
  effect: 'what of the change is in effect, where the device expands its groups in a way of its own',
  commitCheck: 'whether each device accepts the change (commit check)',
};
