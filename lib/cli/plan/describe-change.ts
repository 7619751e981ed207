import type { DevicePlan } from '../../rollout/plan/change-plan';
import { countLines } from '../progress/describe-event';
import type { ChangesAlike } from './changes-alike';
import { titleOfDisruption } from './describe-disruption';

/** What a change is, for one device or several that change alike: `3 devices, each: 2 lines added, 0 removed; hitless`. */
export function describeChange({ device, hostnames }: ChangesAlike): string {
  const what = ACTIONS[device.action ?? 'change'](device);
  return hostnames.length === 1 ? what : `${hostnames.length} devices, the same on each: ${what}`;
}

/** Statements outside the group that a change takes over, as they are deleted; empty when there are none. */
export function describeAdopted({ adopted }: DevicePlan): string {
  if (adopted.length === 0) return '';
  const lines = adopted.map((line) => `  ${line.replace(/^set /, 'delete ')}\n`);
  return `Adopted: deleted outside the group, and kept for \`withdraw --restore\`\n${lines.join('')}`;
}

const ACTIONS = {
  none: () => 'no change',
  create: (device: DevicePlan) => `new, ${countLines(device.diff)}; ${titleOfDisruption(device)}`,
  change: (device: DevicePlan) => `${countLines(device.diff)}; ${titleOfDisruption(device)}`,
  adopt: () => 'carries this configuration already; apply marks it as its own',
};
