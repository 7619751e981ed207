import { FabricError } from '../../model/fabric-error';

/** No change of the fabric was ever recorded where journals are kept. */
export function journalMissing(fabric: string, directory: string): FabricError {
  return new FabricError(
    'journalMissing',
    `no change of ${fabric} that could be read is recorded in ${directory}; name the right place (--state-directory), or ask the devices themselves (--from-devices)`,
  );
}

/** No device knows of the change. */
export function changeNotFound(changeId: string, fabric: string): FabricError {
  return new FabricError(
    'changeNotFound',
    `no device of ${fabric} carries the change ${changeId}; its id is in the journal, and in the log lines of show system commit`,
  );
}

/** The newest change was to be rolled back, and there is none. */
export function noChangeOnDevices(fabric: string): FabricError {
  return new FabricError(
    'noChangeOnDevices',
    `no device of ${fabric} that could be asked tells of any change of it in show system commit: there is nothing to roll back`,
  );
}

/** A device that has left the code still may carry a change that is rolled back, and does not answer. */
export function removedDeviceLeft(hostname: string, changeId: string, reason: string): FabricError {
  return new FabricError(
    'removedDeviceLeft',
    `${hostname} took part in the change ${changeId} and has left the code since; it cannot be asked whether it still carries the change, so that it was left out (${reason}); if it is in service, look at \`show system commit\` there and roll the change back by hand`,
  );
}

/** A change that is to be rolled back for good waits for its confirmation. */
export function changeStillPending(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'changeStillPending',
    `the change ${changeId} still waits for its confirmation on ${hostname}; roll it back with junos-fabric undo`,
  );
}

/** What takes a change back waits for its confirmation. */
export function rollbackStillPending(hostname: string, reversalId: string, changeId: string): FabricError {
  return new FabricError(
    'rollbackStillPending',
    `the rollback ${reversalId} of the change ${changeId} still waits for its confirmation on ${hostname}; junos-fabric undo goes on with it`,
  );
}

/** A change that is to be rolled back is not the last one. */
export function changeHasSuccessor(hostname: string, changeId: string, later: string): FabricError {
  return new FabricError(
    'changeHasSuccessor',
    `${hostname} has had a later change of this fabric than ${changeId}: ${later}; take that one back first, or bring the earlier state back in the code`,
  );
}
