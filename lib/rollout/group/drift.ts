import type { FabricError } from '../../model/fabric-error';
import { groupEditedByHand, groupNotComparable, groupNotOurs } from './errors';
import type { ConsentIntent } from '../../intent/fabric-intent';
import { diff } from '../../junos/diff/diff';
import { unreadableSecrets } from '../../secrets/concealed';
import type { DeviceChange } from './device-change';
import { redact } from '../../secrets/redact';
import type { StandingGroup } from './standing-group';
import type { WantedGroup } from './wanted-group';
import { isAsWanted } from './wanted-group';

type DriftError = FabricError<'groupEditedByHand' | 'groupNotComparable' | 'groupNotOurs'>;

/** A group whose content is not what was applied last. */
export interface Drift {
  readonly group: string;
  /** What a consent to overwrite it has to name. */
  readonly digest: string;
  readonly error: DriftError;
}

/**
 * The groups that somebody edited by hand, or made. An edit that says what the intent says now is none: it was taken
 * into the intent.
 */
export function driftOf(hostname: string, change: DeviceChange): Drift[] {
  return change.wanted.flatMap((wanted) => {
    const standing = change.standing.get(wanted.name);
    return wanted.kept === true ||
      standing?.exists !== true ||
      isAsLastApplied(standing) ||
      isAsWanted(wanted, standing)
      ? []
      : [{ group: wanted.name, digest: standing.digest, error: driftError(hostname, wanted, standing, change) }];
  });
}

/** Whether a consent covers the drift. */
export function isConsented(hostname: string, drift: Drift, consents: readonly ConsentIntent[]): boolean {
  return consents.some(
    (consent) => consent.kind === 'overwriteDrift' && consent.hostname === hostname && consent.digest === drift.digest,
  );
}

function isAsLastApplied(standing: StandingGroup): boolean {
  return standing.mark?.digest === standing.digest;
}

/** What was last applied stands nowhere any more; against the manifest the edit shows, with what changed there since. */
function driftError(hostname: string, wanted: WantedGroup, standing: StandingGroup, change: DeviceChange): DriftError {
  if (standing.mark === undefined) return groupNotOurs(hostname, wanted.name, standing.digest);
  const [hidden] = unreadableSecrets(change.before.subtree('groups', wanted.name));
  return hidden !== undefined
    ? groupNotComparable(hostname, wanted.name, standing.digest, hidden)
    : groupEditedByHand(hostname, wanted.name, standing.digest, editText(wanted, change));
}

function editText(wanted: WantedGroup, change: DeviceChange): string {
  return wanted.content === undefined ? '' : redact(diff(change.after, change.before));
}
