import type { DevicePlan } from '../../rollout/plan/change-plan';

/** Devices that change alike: they are shown once. */
export interface ChangesAlike {
  /** The first of them. */
  readonly device: DevicePlan;
  /** All of them, in the order of the plan. */
  readonly hostnames: readonly string[];
}

/** The devices that change, those that change alike together, in the order of the first of each. */
export function changesAlike(devices: readonly DevicePlan[]): ChangesAlike[] {
  const found = new Map<string, { readonly device: DevicePlan; readonly hostnames: string[] }>();
  for (const device of devices) {
    if (device.action === undefined || device.action === 'none') continue;
    const { action, adopted, consent, diff, disruption } = device;
    const what = JSON.stringify([action, diff, disruption, adopted, consent]);
    const alike = found.get(what);
    if (alike === undefined) found.set(what, { device, hostnames: [device.hostname] });
    else alike.hostnames.push(device.hostname);
  }
  return [...found.values()];
}
