import { describeClass } from '../../disruption/disruption-class';
import type { DisruptiveStatement } from '../../rollout/plan/impact/device-disruption';
import type { DevicePlan } from '../../rollout/plan/change-plan';

/** The class of a planned change: `session reset`. */
export function titleOfDisruption({ disruption }: Pick<DevicePlan, 'disruption'>): string {
  return describeClass(disruption?.class ?? 'hitless');
}

/** What a planned change disrupts, statement by statement, and what it needs; empty when it is hitless. */
export function describeDisruption({ hostname, disruption, consent }: DevicePlan): string {
  const lines = (disruption?.statements ?? []).map(describeStatement);
  const needed = {
    notNeeded: '',
    given: `${hostname} has Consent.forwardingRestart for this\n`,
    missing: `apply refuses this without Consent.forwardingRestart for ${hostname}\n`,
  };
  return `${lines.join('')}${needed[consent]}`;
}

function describeStatement({ line, class: found, why, source, provenance, otherEnd }: DisruptiveStatement): string {
  const together = otherEnd === undefined ? '' : `  together with ${otherEnd}\n`;
  return `${describeClass(found)}: ${line}\n  ${why} (${provenance}: ${source})\n${together}`;
}
