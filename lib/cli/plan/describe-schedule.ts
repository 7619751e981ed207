import type { SchedulePlan, PlannedPartition } from '../../rollout/plan/waves/schedule-plan';
import { sortedHostnames } from '../../rollout/plan/waves/shared';
import { indent } from '../table';

/** How a rollout would go over its devices: its waves, how long each waits, and what it takes apart meanwhile. */
export function describeSchedule({ mode, waves, fewestWaves, partitions }: SchedulePlan): string {
  if (waves.length === 0) return '';
  const title = `${waves.length} ${waves.length === 1 ? 'wave' : 'waves'} (at least ${fewestWaves} needed), ${mode}:\n`;
  const lines = waves.map(
    ({ hostnames, confirmMinutes }, index) =>
      `${index + 1}. ${sortedHostnames(hostnames).join(', ')}: at least ${confirmMinutes} min to confirm\n`,
  );
  const body = indent([...lines, ...partitions.map(describePartition)].join(''), '    ');
  return `${title}${body}`;
}

function describePartition({ vrf, hostnames, consent }: PlannedPartition): string {
  const what = `${vrf}: leaves that have the change and leaves that do not (${hostnames.join(', ')}) do not hear one another meanwhile`;
  return `${what}; ${consent === 'given' ? 'Consent.partition allows it' : 'nobody has agreed to that'}\n`;
}
