import { FabricError } from '../../model/fabric-error';

/** The device shows something else than when the change was prepared. */
export function diffChanged(hostname: string): FabricError {
  return new FabricError(
    'diffChanged',
    `${hostname} shows another difference than when the change was prepared: somebody committed in between; look at its commit history and apply again`,
  );
}

/** Checks of a device that do not hold. */
export function checksFailed(lines: readonly string[]): FabricError {
  const headline = lines.length === 1 ? '1 check failed:' : `${lines.length} checks failed:`;
  return new FabricError('checksFailed', [headline, ...lines].join('\n'));
}

/** Too little of a confirm timer is left to go on safely. */
export function notEnoughTime(hostname: string, seconds: number): FabricError {
  return new FabricError(
    'notEnoughTime',
    `the confirm timer of ${hostname} has only ${seconds} s left, which is not enough to finish: the change took longer than its checks and waits may; look at what was slow and apply again`,
  );
}

/** Servers that a wave would leave with too few attachments, after the wait for them. */
export function attachmentsMissing(
  hostnames: readonly string[],
  servers: readonly {
    readonly server: string;
    readonly up: readonly string[];
    readonly down: readonly string[];
    readonly drained: readonly string[];
  }[],
): FabricError {
  const lines = servers.map(({ server, up, down, drained }) => {
    const isDrained = (hostname: string): string => (drained.includes(hostname) ? `${hostname} (drained)` : hostname);
    const rest = up.length === 0 ? 'no other attachment is up' : `up: ${up.map(isDrained).join(', ')}`;
    return `\n  server ${server}: down on ${down.join(', ')}; ${rest}`;
  });
  return new FabricError(
    'attachmentsMissing',
    `${hostnames.join(', ')} cannot change now, because servers would have too few attachments meanwhile; mend these sessions and apply again:${lines.join('')}`,
  );
}

/**
 * Devices that nobody else may change meanwhile could not be held.
 *
 * @param givesWay - whether one of them waits for us, and its change is the older one
 */
export function devicesNotHeld(
  hostnames: readonly string[],
  others: readonly { readonly hostname: string; readonly reason: string }[],
  givesWay: boolean,
): FabricError {
  const lines = others.map(({ hostname, reason }) => `\n  ${hostname} ${reason}`);
  const why = givesWay
    ? 'this change is the younger of two that wait for one another, and gives way'
    : 'waited in vain';
  return new FabricError(
    'devicesNotHeld',
    `${hostnames.join(', ')} cannot change now, because others are at work on devices that have servers, Ethernet segments or redundancy groups in common with them (${why}); apply again when they are done:${lines.join('')}`,
  );
}

/** A login that may not hold a device which nobody else may change meanwhile. */
export function deviceNotLockable(hostname: string, fabric: string, reason: string): FabricError {
  return new FabricError(
    'deviceNotLockable',
    `${hostname} of ${fabric} has a server, an Ethernet segment or a redundancy group in common with devices that change, and has to be locked meanwhile, so that nobody changes both; the login does not get its lock (${reason}); give it there what it takes to configure (nothing is written there), or apply without that manifest when nobody is at work there`,
  );
}

/** A device took the old configuration back, and it is not the one from before. */
export function oldStateNotBack(hostname: string): FabricError {
  return new FabricError(
    'oldStateNotBack',
    `${hostname} was rolled back, but its groups are not what they were before the change; compare its commit history with the journal`,
  );
}

/** Somebody has committed on a device that waited for its confirmation, and it was taken back all the same. */
export function confirmedByOthers(hostname: string, groups: readonly string[]): FabricError {
  return new FabricError(
    'confirmedByOthers',
    `somebody has committed on ${hostname} while our session was lost, which confirmed the change there; what was committed stays, and only ${groups.join(', ')} went back to what it was before the change`,
  );
}

/** The change is in force, but not on every routing engine. */
export function otherEngineBehind(hostname: string, reason: string): FabricError {
  return new FabricError(
    'otherEngineBehind',
    `${hostname} carries the change, but not for certain on each of its routing engines (${reason}); look at the other one, and commit synchronize on the device when it is there`,
  );
}

/** A device has left with its whole fabric, and so have the host keys. */
export function withdrawalWithoutHostKeys(fabric: string): FabricError {
  return new FabricError(
    'withdrawalWithoutHostKeys',
    `nothing says which host keys the devices of ${fabric} have: its stack directory is gone, and no other file is looked at; put the fabric back into the program, run synth, and destroy it then`,
  );
}

/** A withdrawal failed; there is a way out for devices that are gone for good. */
export function withdrawalFailed(hostname: string, group: string): FabricError {
  return new FabricError(
    'withdrawalFailed',
    `the group ${group} was not withdrawn from ${hostname}; if the device is gone for good, give it removalPolicy: RemovalPolicy.RETAIN, deploy, and remove it then`,
  );
}

/** The second transaction of a change has failed: the device that leaves has no servers and still has its links. */
export function leaverLeft(hostname: string, fabric: string): FabricError {
  return new FabricError(
    'leaverLeft',
    `${hostname} has left ${fabric}: its servers are gone, and its links and sessions to the fabric are still there; the next apply ends it`,
  );
}
