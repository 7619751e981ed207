import type { FabricError } from '../../../model/fabric-error';
import { candidateModified, configurationLocked } from '../../../netconf/errors';
import { commitPending, secretsUnreadable } from '../../errors';
import {
  adoptionMatchesNothing,
  adoptionNotPutBack,
  adoptionStays,
  foreignStatement,
  groupEditedByHand,
  groupNotComparable,
  groupNotOurs,
  statementMasked,
  statementProtected,
} from '../../group/errors';
import type { Problem } from '../../problem';
import {
  bridgedServersInterrupted,
  consentUnused,
  forwardingRestartNotAllowed,
  keyReplacedInUse,
  lastAttachmentInterrupted,
  lastAttachmentNotAllowed,
  managedThroughFabric,
  silentLeaverCutOff,
  transientStateUnknown,
  noKeyInUse,
  partitionNotAllowed,
  prefixRejected,
  prefixRejectedTowardSome,
  prefixUndecided,
  prerequisiteMissing,
  prerequisiteNotAsserted,
  timersDoNotFit,
  unknownDisruptionNotAllowed,
  unsafeTransientState,
  wrongDevice,
} from '../errors';

/** Factories of errors, each under the code of its own. */
function byCode<Factories extends { [Code in keyof Factories]: (...args: never[]) => FabricError<Code & string> }>(
  factories: Factories,
): Factories {
  return factories;
}

/** Every reason to refuse a change that is known without taking a lock, each with the error that says it. */
export const REFUSALS = byCode({
  wrongDevice,
  commitPending,
  candidateModified,
  configurationLocked,
  groupEditedByHand,
  groupNotComparable,
  groupNotOurs,
  forwardingRestartNotAllowed,
  unknownDisruptionNotAllowed,
  prerequisiteMissing,
  prefixRejected,
  secretsUnreadable,
  statementMasked,
  statementProtected,
  foreignStatement,
  partitionNotAllowed,
  noKeyInUse,
  unsafeTransientState,
  timersDoNotFit,
  managedThroughFabric,
  silentLeaverCutOff,
  lastAttachmentNotAllowed,
});

/** What somebody should know before a change, and nothing stops at. */
export const WARNINGS = byCode({
  candidateModified,
  configurationLocked,
  adoptionMatchesNothing,
  adoptionStays,
  adoptionNotPutBack,
  lastAttachmentInterrupted,
  bridgedServersInterrupted,
  keyReplacedInUse,
  transientStateUnknown,
  prefixRejectedTowardSome,
  prefixUndecided,
  consentUnused,
  prerequisiteNotAsserted,
});

/** Why a change is refused. */
export type Refusal = Problem<keyof typeof REFUSALS>;

/** What somebody should know of a change. */
export type Warning = Problem<keyof typeof WARNINGS>;

/** What only the device can say, and only under the lock: nothing but carrying the change out, or `plan --check`, tells it. */
export type UnderLock = 'lock' | 'effect' | 'commitCheck';
