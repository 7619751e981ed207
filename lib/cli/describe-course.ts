import type { CoursePlan, PlannedPartition } from '../rollout/plan/waves/course-plan';
import { sortedHostnames } from '../rollout/plan/waves/shared';
import { indent } from './table';

/** How a rollout would go over its devices: its waves, how long each waits, and what it takes apart meanwhile. */
export function describeCourse({
  mode,
  waves,
  fewestWaves,
  partitions,
  problem,
  unsafe,
  warnings,
}: CoursePlan): string {
  if (waves.length === 0) return '';
  const title = `${waves.length} ${waves.length === 1 ? 'wave' : 'waves'} (at least ${fewestWaves} needed), ${mode}:\n`;
  const lines = waves.map(
    ({ hostnames, confirmMinutes }, index) =>
      `${index + 1}. ${sortedHostnames(hostnames).join(', ')}: at least ${confirmMinutes} min to confirm\n`,
  );
  const refused = [unsafe, problem].flatMap((one) => (one === undefined ? [] : `apply refuses this: ${one.message}\n`));
  const known = warnings.map((message) => `warning: ${message}\n`);
  const body = indent([...lines, ...partitions.map(describePartition)].join(''), '    ');
  return [title, body, ...refused, ...known].join('');
}

function describePartition({ vrf, hostnames, consent }: PlannedPartition): string {
  const what = `${vrf}: leaves that have the change and leaves that do not (${hostnames.join(', ')}) do not hear one another meanwhile`;
  return consent === 'given'
    ? `${what}; Consent.partition allows it\n`
    : `${what}; apply refuses this without Consent.partition for ${vrf}\n`;
}
