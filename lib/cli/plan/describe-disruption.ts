import { describeClass } from '../../disruption/disruption-class';
import { listed } from '../../model/listing';
import type { DevicePlan } from '../../rollout/plan/change-plan';
import type { DisruptiveStatement } from '../../rollout/plan/impact/device-disruption';
import type { ChangesAlike } from './changes-alike';
import type { Explanations } from './explanations';

/** The class of a planned change: `session reset`. */
export function titleOfDisruption({ disruption }: Pick<DevicePlan, 'disruption'>): string {
  return describeClass(disruption?.class ?? 'hitless');
}

/** What a planned change disrupts, statement by statement, and what it needs; empty when it is hitless. */
export function describeDisruption({ device, hostnames }: ChangesAlike, explanations: Explanations): string {
  const lines = (device.disruption?.statements ?? []).map((statement) => describeStatement(statement, explanations));
  const [only, ...more] = hostnames;
  const flag = `--allow-forwarding-restart ${more.length === 0 ? only : 'with each of them'}`;
  const needed = {
    notNeeded: '',
    given: `Consent.forwardingRestart for ${listed(hostnames)} allows this\n`,
    missing: `apply refuses this without Consent.forwardingRestart for ${listed(hostnames)} (${flag})\n`,
  };
  return `${lines.join('')}${needed[device.consent]}`;
}

function describeStatement(statement: DisruptiveStatement, explanations: Explanations): string {
  const { class: found, line, otherEnd } = statement;
  const together = otherEnd === undefined ? '' : `  together with ${otherEnd}\n`;
  return `${describeClass(found)}: ${line} ${explanations.markOf(statement)}\n${together}`;
}
