import { forwardingRestartNotAllowed } from '../errors';
import type { ConsentIntent } from '../intent/fabric-intent';
import type { DeviceChange } from './device-change';
import type { Drift } from './drift';
import { driftOf, isConsented } from './drift';
import type { Problem } from './problem';
import { problemOf } from './problem';

/** What a change of a device does that somebody has to agree to first, and has not. */
export function consentProblems(hostname: string, change: DeviceChange, consents: readonly ConsentIntent[]): Problem[] {
  const drifts = driftOf(hostname, change).filter((drift) => !isConsented(hostname, drift, consents));
  const restarts = restartLines(change);
  const restartIsAllowed = consents.some((one) => one.kind === 'forwardingRestart' && one.hostname === hostname);
  return [
    ...drifts.map((drift) => problemOf(drift.error, hostname)),
    ...(restarts.length > 0 && !restartIsAllowed
      ? [problemOf(forwardingRestartNotAllowed(hostname, restarts), hostname)]
      : []),
  ];
}

/** The consents that no device of the change needs any more, as warnings. */
export function unusedConsents(
  consents: readonly ConsentIntent[],
  changes: ReadonlyMap<string, DeviceChange>,
): string[] {
  return consents
    .filter((consent) => {
      const change = changes.get(consent.hostname);
      if (change === undefined) {
        return true;
      }
      return consent.kind === 'forwardingRestart'
        ? restartLines(change).length === 0
        : !driftOf(consent.hostname, change).some((drift: Drift) => drift.digest === consent.digest);
    })
    .map((consent) => `the consent ${consent.kind} for ${consent.hostname} matches nothing any more; remove it`);
}

/** Statements of `forwarding-options vxlan-routing` that come or go: Junos restarts the forwarding engine for them. */
function restartLines(change: DeviceChange): string[] {
  const isRestart = (words: readonly string[]): boolean =>
    words[0] === 'forwarding-options' && words[1] === 'vxlan-routing';
  return [
    ...change.removed.filter(isRestart).map((words) => `delete ${words.join(' ')}`),
    ...change.added.filter(isRestart).map((words) => `set ${words.join(' ')}`),
  ];
}
