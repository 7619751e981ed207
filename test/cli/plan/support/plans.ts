import type { ShownPlan } from '../../../../lib/cli/plan/plan-summary';
import type { ServerIntent } from '../../../../lib/intent/server-intent';
import { diff } from '../../../../lib/junos/diff/diff';
import { readSet } from '../../../../lib/junos/formats/set-reader';
import { qfxModel } from '../../../../lib/platform/qfx-models';
import type { DevicePlan } from '../../../../lib/rollout/plan/change-plan';
import { deviceDisruption } from '../../../../lib/rollout/plan/impact/device-disruption';

/** A device that changes from some set lines to others. */
export function changed(hostname: string, before: string, after: string): DevicePlan {
  const [from, to] = [readSet(before), readSet(after)];
  return {
    ...unchanged(hostname),
    action: 'change',
    diff: diff(from, to),
    disruption: deviceDisruption(from, to, { model: qfxModel('qfx5120-32c') }),
  };
}

export function unchanged(hostname: string): DevicePlan {
  return {
    hostname,
    action: 'none',
    adopted: [],
    warnings: [],
    diff: '',
    lines: '',
    drift: [],
    refusals: [],
    underLock: [],
    consent: 'notNeeded',
  };
}

/** A plan of these devices, in a wave each. */
export function shownPlan(devices: readonly DevicePlan[], servers: readonly ServerIntent[] = []): ShownPlan {
  const moving = devices.filter(({ action }) => action !== undefined && action !== 'none');
  return {
    servers,
    checked: undefined,
    planned: {
      kind: 'apply',
      fabric: 'dc1',
      digest: '0'.repeat(64),
      devices,
      later: [],
      hasChanges: moving.length > 0,
      isClean: true,
      consents: [],
      missingSecrets: [],
      leavers: [],
      schedule: {
        mode: 'transaction',
        waves: moving.map(({ hostname }) => ({ hostnames: [hostname], confirmMinutes: 8 })),
        fewestWaves: 1,
        partitions: [],
        refusals: [],
        warnings: [],
      },
    },
  };
}
