import { consentUnused, forwardingRestartNotAllowed, unknownDisruptionNotAllowed } from '../errors';
import type { ConsentIntent } from '../../../intent/fabric-intent';
import type { DisruptionClass } from '../../../disruption/disruption-class';
import type { DeviceChange } from '../../group/device-change';
import { statementsToAgreeTo } from './device-disruption';
import type { Drift } from '../../group/drift';
import { driftOf, isConsented } from '../../group/drift';
import type { Refusal, Warning } from '../assess/reasons';
import { problemOf } from '../../problem';
import { sessionsBefore } from '../waves/server-sessions';

/** What a change of a device does that somebody has to agree to first, and has not. */
export function consentProblems(hostname: string, change: DeviceChange, consents: readonly ConsentIntent[]): Refusal[] {
  const drifts = driftOf(hostname, change).filter((drift) => !isConsented(hostname, drift, consents));
  return [
    ...drifts.map((drift) => problemOf(drift.error, hostname)),
    ...(allowsRestart(hostname, consents) ? [] : restartProblems(hostname, change)),
  ];
}

/** Whether somebody has agreed that the forwarding engine of the device may restart, or worse. */
export function allowsRestart(hostname: string, consents: readonly ConsentIntent[]): boolean {
  return consents.some((one) => one.kind === 'forwardingRestart' && one.hostname === hostname);
}

/**
 * The consents that no device of the change needs any more, as one warning.
 *
 * @param partitioned - names of the VRFs that the change takes apart midway
 */
export function unusedConsents(
  consents: readonly ConsentIntent[],
  changes: ReadonlyMap<string, DeviceChange>,
  partitioned: readonly string[] = [],
): Warning[] {
  const unused = consents.filter((consent) => {
    if (consent.kind === 'partition') {
      return !partitioned.includes(consent.vrf);
    }
    const change = changes.get(consent.hostname);
    if (change === undefined) {
      return true;
    }
    if (consent.kind === 'lastAttachment') return sessionsBefore(change).length === 0;
    return consent.kind === 'forwardingRestart'
      ? statementsToAgreeTo(change.disruption).length === 0
      : !driftOf(consent.hostname, change).some((drift: Drift) => drift.digest === consent.digest);
  });
  return unused.length === 0
    ? []
    : [problemOf(consentUnused(unused.map((one) => `${one.kind} for ${subjectOf(one)}`)))];
}

/** The device or VRF that a consent is about. */
function subjectOf(consent: ConsentIntent): string {
  return consent.kind === 'partition' ? consent.vrf : consent.hostname;
}

function restartProblems(hostname: string, { disruption }: DeviceChange): Refusal[] {
  const linesOf = (wanted: DisruptionClass): string[] =>
    statementsToAgreeTo(disruption)
      .filter((one) => one.class === wanted)
      .map(({ line }) => line);
  const [restarts, unknown] = [linesOf('forwardingRestart'), linesOf('unknown')];
  return [
    ...(restarts.length === 0 ? [] : [problemOf(forwardingRestartNotAllowed(hostname, restarts), hostname)]),
    ...(unknown.length === 0 ? [] : [problemOf(unknownDisruptionNotAllowed(hostname, unknown), hostname)]),
  ];
}
