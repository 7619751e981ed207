import { FabricError } from '../model/fabric-error';

/** A topology file that describes no lab. */
export function invalidLabTopology(faults: readonly string[]): FabricError {
  return new FabricError(
    'invalidLabTopology',
    `the lab topology cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}

/** A device that the lab does not have. */
export function unknownLabDevice(hostname: string, known: readonly string[]): FabricError {
  return new FabricError('unknownLabDevice', `the lab has no device ${hostname}; it has ${known.join(', ')}`);
}

/** A baseline, or an edit made by hand, that the emulated device itself refuses. */
export function labConfigurationRefused(hostname: string, reasons: readonly string[]): FabricError {
  return new FabricError('labConfigurationRefused', `${hostname} refuses the configuration: ${reasons.join('; ')}`);
}

/** The lab's background process ended before it was ready. */
export function labDidNotStart(reason: string, log: string): FabricError {
  const said = log.trim() === '' ? '' : `; it said:\n${log.trim()}`;
  return new FabricError('labDidNotStart', `the lab did not start: ${reason}${said}`);
}

/** No lab runs in the directory. */
export function labNotRunning(directory: string): FabricError {
  return new FabricError('labNotRunning', `no lab is running in ${directory}; start one with: junos-fabric lab up`);
}

/** A lab runs in the directory already. */
export function labAlreadyRunning(directory: string): FabricError {
  return new FabricError(
    'labAlreadyRunning',
    `a lab is already running in ${directory}; stop it first with: junos-fabric lab down`,
  );
}

/** The lab's background process refused a command. */
export function labCommandFailed(command: string, reason: string): FabricError {
  return new FabricError('labCommandFailed', `the lab refused ${command}: ${reason}`);
}

/** The directory of a lab holds files of somebody else. */
export function labDirectoryTaken(directory: string, files: readonly string[]): FabricError {
  return new FabricError(
    'labDirectoryTaken',
    `the lab would write over ${files.join(' and ')} in ${directory}, which no lab has made; give it another --directory`,
  );
}
