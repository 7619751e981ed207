import type { CheckedDevice } from '../../rollout/execute/check-under-lock';
import type { FabricPlan } from '../../rollout/plan/plan';
import type { Problem } from '../../rollout/problem';
import { withDevice } from '../table';

/** A plan, and what the devices say that have tried it; undefined where they were not asked to. */
export interface CheckedPlan {
  readonly planned: FabricPlan;
  readonly checked: readonly CheckedDevice[] | undefined;
}

/** Why apply would refuse a plan: what devices say, then the change as a whole. */
export function reasonsToRefuse({ checked = [], planned }: CheckedPlan): Problem[] {
  return [
    ...planned.devices.flatMap(({ refusals }) => refusals),
    ...checked.flatMap(({ problems }) => problems),
    ...(planned.schedule?.refusals ?? []),
  ];
}

/** The devices that could not be looked at, and every refusal, each with its device. */
export function errorsOf(plan: CheckedPlan): string[] {
  const unseen = plan.planned.devices.flatMap(({ hostname, notLooked }) =>
    notLooked === undefined ? [] : [withDevice(hostname, `could not be looked at: ${notLooked.message}`)],
  );
  return [...unseen, ...reasonsToRefuse(plan).map(({ hostname, message }) => withDevice(hostname, message))];
}

/** What somebody should know, each with its device. */
export function warningsOf({ checked = [], planned }: CheckedPlan): string[] {
  const { devices, leavers, missingSecrets, schedule } = planned;
  return [
    ...missingSecrets.map((message) => `${message}; apply needs it`),
    ...leavers.flatMap(({ hostname, warning }) => (warning === undefined ? [] : [withDevice(hostname, warning)])),
    ...devices.flatMap(({ hostname, warnings }) => warnings.map(({ message }) => withDevice(hostname, message))),
    ...checked.flatMap(({ hostname, warnings }) => warnings.map((message) => withDevice(hostname, message))),
    ...(schedule?.warnings ?? []).map(({ message }) => message),
  ];
}
