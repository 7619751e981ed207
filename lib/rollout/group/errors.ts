import { FabricError } from '../../model/fabric-error';

/** Nothing stands at the path, and nothing was adopted from there. */
export function adoptionMatchesNothing(path: string, reason: string): FabricError<'adoptionMatchesNothing'> {
  return new FabricError(
    'adoptionMatchesNothing',
    `adopting \`${path}\` (${reason}) matches nothing any more; remove it from the program`,
  );
}

/** What was adopted is left in its group. */
export function adoptionStays(group: string): FabricError<'adoptionStays'> {
  return new FabricError(
    'adoptionStays',
    `what was adopted stays in group ${group}, which nothing applies; \`junos-fabric withdraw --restore\` puts it back, and \`delete groups ${group}\` forgets it`,
  );
}

/** A statement that cannot come back without taking away a newer one. */
export function adoptionNotPutBack(line: string, inTheWay: string): FabricError<'adoptionNotPutBack'> {
  return new FabricError(
    'adoptionNotPutBack',
    `\`${line}\` is not put back: the device says \`${inTheWay}\` there by now`,
  );
}

/** A statement that the change would replace or delete, and that the device protects: it would answer with a warning alone. */
export function statementProtected(place: string, touched: string): FabricError<'statementProtected'> {
  return new FabricError(
    'statementProtected',
    `the device protects \`${place}\`, and the change touches \`${touched}\`; take the protection away first (unprotect ${place}), or leave that statement to others`,
  );
}

/** What stands in the group is not what was applied last. */
export function groupEditedByHand(
  hostname: string,
  group: string,
  digest: string,
  edit: string,
): FabricError<'groupEditedByHand'> {
  const shown = edit === '' ? '' : `; what stands there differs from the manifest by:\n${edit.trimEnd()}`;
  return new FabricError(
    'groupEditedByHand',
    `the configuration group ${group} of ${hostname} was edited by hand since it was applied; take the edit into the intent, or consent to its loss with Consent.overwriteDrift and the digest ${digest}${shown}`,
  );
}

/** What stands in the group holds a secret that the device does not tell, so nobody can say whether it was edited. */
export function groupNotComparable(
  hostname: string,
  group: string,
  digest: string,
  path: string,
): FabricError<'groupNotComparable'> {
  return new FabricError(
    'groupNotComparable',
    `nobody can tell whether the configuration group ${group} of ${hostname} was edited by hand since it was applied, because the device does not tell the secret at "${path}"; give the login the permission secret-control, or look at the group and consent to its loss with Consent.overwriteDrift and the digest ${digest} (or --allow-overwrite-drift ${hostname}=${digest})`,
  );
}

/** A group of our name that carries no mark of ours. */
export function groupNotOurs(hostname: string, group: string, digest: string): FabricError<'groupNotOurs'> {
  return new FabricError(
    'groupNotOurs',
    `${hostname} already has a configuration group ${group} that this library did not make; name the fabric otherwise, or consent to its replacement with Consent.overwriteDrift and the digest ${digest}`,
  );
}

/** A statement of ours that would not be in effect. */
export function statementMasked(
  hostname: string,
  line: string,
  group: string,
  seen: string,
): FabricError<'statementMasked'> {
  return new FabricError(
    'statementMasked',
    `on ${hostname} \`${line}\` of group ${group} would not be in effect: ${seen}; remove what masks it there, or take it into the intent`,
  );
}

/** A statement of somebody else under something that is ours. */
export function foreignStatement(
  hostname: string,
  line: string,
  source: string,
  owned: string,
): FabricError<'foreignStatement'> {
  return new FabricError(
    'foreignStatement',
    `on ${hostname} \`${line}\` (${source}) stands under ${owned}, which this fabric owns; remove it there, take it into the intent, or let the fabric adopt it (docs/import.md)`,
  );
}

/** The device has no configuration from before the change any more. */
export function rollbackGone(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'rollbackGone',
    `${hostname} no longer has the configuration from before the change ${changeId} among its 49 rollbacks; bring the earlier state back in the code`,
  );
}
