import { FabricError } from '../model/fabric-error';

/** A device that the manifest does not have. */
export function unknownDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError('unknownDevice', `the fabric has no device ${hostname}; it has ${known.join(', ')}`);
}

/** The same for a VRF. */
export function unknownVrf(name: string, known: readonly string[]): FabricError {
  return new FabricError('unknownVrf', `the fabric has no VRF ${name}; it has ${known.join(', ') || 'none'}`);
}

/** Journal and lock cannot be written; nothing has been done. */
export function stateDirectoryUnusable(directory: string, reason: string): FabricError {
  return new FabricError(
    'stateDirectoryUnusable',
    `journal and lock cannot be kept in ${directory} (${reason}); name a directory that can be written with --state-directory or JUNOS_FABRIC_STATE`,
  );
}

/** A plan of one manifest was about to roll out another. */
export function manifestDigestDiffers(expected: string, found: string): FabricError {
  return new FabricError(
    'manifestDigestDiffers',
    `the plan was made for the manifest with digest ${expected}, and the one on disk has ${found}: it was synthesized anew since; no device was contacted, so plan again and apply that plan`,
  );
}

/** A confirmed commit on the device waits for its confirmation; any commit would confirm it. */
export function commitPending(
  hostname: string,
  pending: { readonly log?: string; readonly user?: string; readonly minutesLeft?: number },
): FabricError<'commitPending'> {
  const { log = 'none', user = 'somebody', minutesLeft } = pending;
  const left = minutesLeft === undefined ? 'an unknown time' : `at most ${minutesLeft} min`;
  return new FabricError(
    'commitPending',
    `${hostname} carries a commit of ${user} that is not confirmed yet (log: ${log}); automatic rollback in ${left}, so wait for that and try again${log.startsWith('junos-fabric ') ? ', or end it with junos-fabric resume or undo' : ''}`,
  );
}

/** The session is gone, and the candidate of the new one is not what is committed. */
export function candidateNotCommitted(hostname: string): FabricError {
  return new FabricError(
    'candidateNotCommitted',
    `the session that held the pending commit of ${hostname} was lost and somebody has typed into the candidate since; confirming would commit that too, so the device's confirm timer rolls the change back`,
  );
}

/** The pending commit is not there any more. */
export function pendingCommitGone(hostname: string): FabricError {
  return new FabricError(
    'pendingCommitGone',
    `the pending commit of ${hostname} is not there any more: its timer has run out, or somebody else confirmed or replaced it`,
  );
}

/** Nobody could read the device after something was sent to it. */
export function outcomeUnknown(hostname: string, revertsAt: string, reason: string): FabricError {
  return new FabricError(
    'outcomeUnknown',
    `${hostname} cannot be read, so it is not known which configuration it carries (${reason}); if it took the change, its confirm timer rolls it back at ${revertsAt}; look at \`show system commit\` there`,
  );
}

/** The change was called off. */
export function calledOff(): FabricError {
  return new FabricError('calledOff', 'the change was called off');
}

/** A configuration names a secret that the intent does not know. */
export function secretNotInIntent(hostname: string, where: string): FabricError {
  return new FabricError(
    'secretNotInIntent',
    `the configuration of ${hostname} wants a secret from ${where}, which nothing in the fabric names; synthesize again`,
  );
}

/** The device does not tell the secrets that it has, so nobody could see whether they were changed. */
export function secretsUnreadable(path: string): FabricError<'secretsUnreadable'> {
  return new FabricError(
    'secretsUnreadable',
    `the device does not tell the secret at "${path}"; give the login the permission secret-control; where system master-password is set, delete it, or let others configure the keys (KeyChain.fromKeyChainName)`,
  );
}
