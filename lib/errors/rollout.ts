/* Rollout (lib/rollout) */
import { FabricError } from './fabric-error';

/** Another process changes the fabric at this moment. */
export function anotherRolloutIsRunning(
  fabric: string,
  holder: { readonly pid?: number; readonly host?: string; readonly changeId?: string },
  file: string,
): FabricError {
  const { changeId = 'unknown', pid = 'unknown', host = 'unknown' } = holder;
  return new FabricError(
    'anotherRolloutIsRunning',
    `another process is changing the fabric ${fabric} (change ${changeId}, process ${pid} on ${host}); wait until it has ended, and only if it is surely gone remove ${file}`,
  );
}

/** A plan of one manifest was about to roll out another. */
export function manifestDigestDiffers(expected: string, found: string): FabricError {
  return new FabricError(
    'manifestDigestDiffers',
    `the plan was made for the manifest with digest ${expected}, and the one on disk has ${found}: it was synthesized anew since; no device was contacted, so plan again and apply that plan`,
  );
}

/** The device at that address is not the one that was meant. */
export function wrongDevice(hostname: string, what: string, expected: string, seen: string): FabricError {
  return new FabricError(
    'wrongDevice',
    `the device reached as ${hostname} reports the ${what} ${seen}, and ${expected} was expected; check the management address, or correct the construct`,
  );
}

/** A confirmed commit on the device waits for its confirmation; any commit would confirm it. */
export function commitPending(
  hostname: string,
  pending: { readonly log?: string; readonly user?: string; readonly minutesLeft?: number },
): FabricError {
  const { log = 'none', user = 'somebody', minutesLeft } = pending;
  const left = minutesLeft === undefined ? 'an unknown time' : `at most ${minutesLeft} min`;
  return new FabricError(
    'commitPending',
    `${hostname} carries a commit of ${user} that is not confirmed yet (log: ${log}); it takes it back by itself in ${left}, so wait for that and try again${log.startsWith('junos-fabric ') ? ', or end it with junos-fabric resume or undo' : ''}`,
  );
}

/** What stands in the group is not what was applied last. */
export function groupEditedByHand(hostname: string, group: string, digest: string, edit: string): FabricError {
  const shown = edit === '' ? '' : `; what stands there differs from the manifest by:\n${edit.trimEnd()}`;
  return new FabricError(
    'groupEditedByHand',
    `the configuration group ${group} of ${hostname} was edited by hand since it was applied; take the edit into the intent, or consent to its loss with Consent.overwriteDrift and the digest ${digest}${shown}`,
  );
}

/** What stands in the group holds a secret that the device does not tell, so nobody can say whether it was edited. */
export function groupNotComparable(hostname: string, group: string, digest: string, path: string): FabricError {
  return new FabricError(
    'groupNotComparable',
    `nobody can tell whether the configuration group ${group} of ${hostname} was edited by hand since it was applied, because the device does not tell the secret at "${path}"; give the login the permission secret-control, or look at the group and consent to its loss with Consent.overwriteDrift and the digest ${digest} (or --allow-overwrite-drift ${hostname}=${digest})`,
  );
}

/** A group of our name that carries no mark of ours. */
export function groupNotOurs(hostname: string, group: string, digest: string): FabricError {
  return new FabricError(
    'groupNotOurs',
    `${hostname} already has a configuration group ${group} that this library did not make; name the fabric otherwise, or consent to its replacement with Consent.overwriteDrift and the digest ${digest}`,
  );
}

/** A device-wide statement that the design needs is not there. */
export function prerequisiteMissing(hostname: string, line: string, seen: string): FabricError {
  return new FabricError(
    'prerequisiteMissing',
    `${hostname} needs \`${line}\` and has ${seen}; configure it there, or make the prerequisite CONFIGURE`,
  );
}

/** A change that interrupts all forwarding of the device, without consent. */
export function forwardingRestartNotAllowed(hostname: string, lines: readonly string[]): FabricError {
  return new FabricError(
    'forwardingRestartNotAllowed',
    `the change restarts the forwarding engine of ${hostname}, which interrupts all its traffic; ${restartConsent(hostname)}:` +
      lines.map((line) => `\n  ${line}`).join(''),
  );
}

/** A change with statements of which nobody knows what they disrupt, without consent. */
export function unknownDisruptionNotAllowed(hostname: string, lines: readonly string[]): FabricError {
  return new FabricError(
    'unknownDisruptionNotAllowed',
    `nothing is known of what these statements disrupt on ${hostname}, so the worst is assumed: a restart of the forwarding ` +
      `engine, which interrupts all its traffic; find out, and ${restartConsent(hostname)}:` +
      lines.map((line) => `\n  ${line}`).join(''),
  );
}

function restartConsent(hostname: string): string {
  return `allow it with Consent.forwardingRestart({ device, reason }) for ${hostname} (or --allow-forwarding-restart ${hostname})`;
}

/** A statement of ours that would not be in effect. */
export function statementMasked(hostname: string, line: string, group: string, seen: string): FabricError {
  return new FabricError(
    'statementMasked',
    `on ${hostname} \`${line}\` of group ${group} would not be in effect: ${seen}; remove what masks it there, or take it into the intent`,
  );
}

/** A statement of somebody else under something that is ours. */
export function foreignStatement(hostname: string, line: string, source: string, owned: string): FabricError {
  return new FabricError(
    'foreignStatement',
    `on ${hostname} \`${line}\` (${source}) stands under ${owned}, which this fabric owns; remove it there, take it into the intent, or let the fabric adopt it (docs/import.md)`,
  );
}

/** The device shows something else than when the change was prepared. */
export function diffChanged(hostname: string): FabricError {
  return new FabricError(
    'diffChanged',
    `${hostname} shows another difference than when the change was prepared: somebody committed in between; look at its commit history and apply again`,
  );
}

/** Expectations that do not hold after the change. */
export function checksFailed(lines: readonly string[]): FabricError {
  return new FabricError('checksFailed', ['the checks after the change failed:', ...lines].join('\n'));
}

/** The session is gone, and the candidate of the new one is not what is committed. */
export function candidateNotCommitted(hostname: string): FabricError {
  return new FabricError(
    'candidateNotCommitted',
    `the session that held the pending commit of ${hostname} was lost and somebody has typed into the candidate since; confirming would commit that too, so the device's timer takes the change back`,
  );
}

/** The pending commit is not there any more. */
export function pendingCommitGone(hostname: string): FabricError {
  return new FabricError(
    'pendingCommitGone',
    `the pending commit of ${hostname} is not there any more: its timer has run out, or somebody else confirmed or replaced it`,
  );
}

/** Too little of a confirm timer is left to go on safely. */
export function notEnoughTime(hostname: string, seconds: number): FabricError {
  return new FabricError(
    'notEnoughTime',
    `the confirm timer of ${hostname} has only ${seconds} s left, which is not enough to finish: the change took longer than its checks and waits may; look at what was slow and apply again`,
  );
}

/** Devices would have to wait longer for their confirmation than they may. */
export function timersDoNotFit(
  minutes: number,
  bound: number,
  waves: number,
  mode: 'transaction' | 'rolling',
): FabricError {
  const count = waves === 1 ? '1 wave' : `${waves} waves`;
  const ways =
    mode === 'transaction'
      ? 'allow more (--confirm-timeout), give the checks less time, or roll out with the mode "rolling", in which each wave is confirmed by itself'
      : 'allow more (--confirm-timeout), or give the checks or the soak less time';
  return new FabricError(
    'timersDoNotFit',
    `a device would have to wait ${minutes} min for its confirmation, and ${bound} are allowed (${count}, at worst each check at its deadline); no device was touched; ${ways}`,
  );
}

/** Commits took so long that two homes of a server could take the change back together. */
export function timersTooClose(what: string, some: readonly string[], others: readonly string[]): FabricError {
  return new FabricError(
    'timersTooClose',
    `the confirm timers of ${some.join(', ')} and ${others.join(', ')} run out too close to one another for ${what}: a commit took much longer than its staging; look at what was slow and apply again`,
  );
}

/** No change of the fabric was ever recorded where journals are kept. */
export function journalMissing(fabric: string, directory: string): FabricError {
  return new FabricError(
    'journalMissing',
    `no change of ${fabric} that could be read is recorded in ${directory}; name the right place (--state-directory), or ask the devices themselves (--from-devices)`,
  );
}

/** A journal says nothing: it is somebody else's, not a file, of another version, or not what we write. */
export function journalUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'journalUnreadable',
    `the journal ${file} cannot be read and is left out (${reason}): what it says of its change, and of devices that have left the code, is not known here; let its owner run the command or make it readable, move what is no journal out of the way, or let resume and undo ask the devices (--from-devices)`,
  );
}

/** What is done to the devices could not be written down. */
export function journalUnwritable(file: string, reason: string): FabricError {
  return new FabricError(
    'journalUnwritable',
    `the journal ${file} cannot be written (${reason}), so nothing was done on any device; let its owner run the command or give you write access, or name another directory (--state-directory; resume and undo ask the devices then, with --from-devices)`,
  );
}

/** What should be the lock of a fabric is not. */
export function lockUnusable(file: string, reason: string): FabricError {
  return new FabricError(
    'lockUnusable',
    `the lock ${file} can neither be read nor taken (${reason}), so that nobody knows whether another process is changing the fabric; no device was touched; once you are sure that none is, remove it or give yourself access to it`,
  );
}

/** A warning: the change is over, and its lock stays. */
export function lockNotReleased(file: string, reason: string): FabricError {
  return new FabricError(
    'lockNotReleased',
    `the lock ${file} could not be removed after the change (${reason}); remove it, or later changes may be refused`,
  );
}

/** A warning: what a device had before the change is not kept for people. */
export function configurationNotKept(hostname: string, file: string, reason: string): FabricError {
  return new FabricError(
    'configurationNotKept',
    `the configuration that ${hostname} had before the change could not be kept in ${file} (${reason}); the change goes on, since the way back goes by the device's own archive`,
  );
}

/** A warning: old copies stay. */
export function keptConfigurationsLeft(folder: string, names: readonly string[], reason: string): FabricError {
  const [first = '', ...more] = names;
  const which = more.length === 0 ? first : `${first} and ${more.length} more`;
  return new FabricError(
    'keptConfigurationsLeft',
    `old configurations in ${folder} could not be removed (${which}: ${reason}); the change is not affected, and whoever made them can remove them`,
  );
}

/** What names a change would name a file outside the state directory, or none. */
export function invalidChangeId(changeId: string): FabricError {
  return new FabricError(
    'invalidChangeId',
    `${JSON.stringify(changeId)} is no id of a change; one has up to 64 letters, digits and hyphens, as 20260314T150926Z-3f8a12cd`,
  );
}

/** No device knows of the change. */
export function changeNotFound(changeId: string, fabric: string): FabricError {
  return new FabricError(
    'changeNotFound',
    `no device of ${fabric} carries the change ${changeId}; its id is in the journal, and in the log lines of show system commit`,
  );
}

/** A device took part in a change, and neither the code nor the journal says how to reach it. */
export function removedDeviceUnknown(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'removedDeviceUnknown',
    `${hostname} took part in the change ${changeId} and has left the code since, and the journal does not say how to reach it; look at it by hand (\`show system commit\`, \`rollback\`), or run the command with code that still has it`,
  );
}

/** A device that has left the code still may carry a change that is taken back, and does not answer. */
export function removedDeviceLeft(hostname: string, changeId: string, reason: string): FabricError {
  return new FabricError(
    'removedDeviceLeft',
    `${hostname} took part in the change ${changeId} and has left the code since; it cannot be asked whether it still carries the change, so that it was left out (${reason}); if it is in service, look at \`show system commit\` there and take the change back by hand`,
  );
}

/** A change that is to be taken back for good waits for its confirmation. */
export function changeStillPending(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'changeStillPending',
    `the change ${changeId} still waits for its confirmation on ${hostname}; take it back with junos-fabric undo`,
  );
}

/** A change that is to be taken back is not the last one. */
export function changeHasSuccessor(hostname: string, changeId: string, later: string): FabricError {
  return new FabricError(
    'changeHasSuccessor',
    `${hostname} has had a later change of this fabric than ${changeId}: ${later}; take that one back first, or bring the earlier state back in the code`,
  );
}

/** The device has no configuration from before the change any more. */
export function rollbackGone(hostname: string, changeId: string): FabricError {
  return new FabricError(
    'rollbackGone',
    `${hostname} no longer has the configuration from before the change ${changeId} among its 49 rollbacks; bring the earlier state back in the code`,
  );
}

/** A file that `plan --out` should have written. */
export function planBundleUnusable(file: string, reason: string): FabricError {
  return new FabricError(
    'planBundleUnusable',
    `${file} is no plan that apply could be bound to (${reason}); make it with junos-fabric plan --out`,
  );
}

/** A plan was to be written, and some devices could not be read. */
export function planIncomplete(hostnames: readonly string[]): FabricError {
  return new FabricError(
    'planIncomplete',
    `no plan was written, because ${hostnames.join(', ')} could not be read; apply could not be bound to it`,
  );
}

/** The device differs from the manifest in another way than it did when the plan was made. */
export function planDiffers(hostname: string): FabricError {
  return new FabricError(
    'planDiffers',
    `the difference of ${hostname} is not the one that was planned, so somebody has changed the device since; no device was touched; plan again, review it, and apply that plan`,
  );
}

/** The device that shall change first is not one of the fabric. */
export function canaryUnknown(given: string, known: readonly string[], constructPath: string): FabricError {
  return new FabricError(
    'canaryUnknown',
    `rollout.canary is ${given}, and the fabric has no device of that host name; it has ${known.join(', ')}`,
    constructPath,
  );
}

/** What of a VRF changes, so that devices with the change and devices without it do not hear one another. */
export type PartitionCause = 'routeTarget' | 'vni' | 'overlayAs';

const PARTITION_CAUSES: Readonly<Record<PartitionCause, string>> = {
  routeTarget: 'another route target',
  vni: 'another VNI',
  overlayAs: 'another overlay AS number',
};

/** A change that takes a VRF apart midway, without consent. */
export function partitionNotAllowed(
  vrf: string,
  hostnames: readonly string[],
  causes: readonly PartitionCause[],
): FabricError {
  const what = causes.map((cause) => PARTITION_CAUSES[cause]).join(' and ');
  const ways = [
    ...wayWithoutPartition(causes),
    `allow it with Consent.partition({ vrf, reason }) for ${vrf} (or --allow-partition ${vrf})`,
  ];
  return new FabricError(
    'partitionNotAllowed',
    `the change takes ${vrf} apart while it is under way: ${hostnames.join(', ')} get ${what}, and hear only the devices that have that too; ${ways.join('; or ')}`,
  );
}

/** How the same is had without one; nothing where there is no way. */
function wayWithoutPartition(causes: readonly PartitionCause[]): string[] {
  if (causes.includes('overlayAs')) return [];
  if (causes.includes('vni')) {
    return [
      'make a second Vrf5Instance with the new numbers, and move the attachments of the servers to it in another deploy',
    ];
  }
  return [
    'make three deploys of it, none of which interrupts anything: first add the new route target to importRouteTargets; then make it the routeTarget and import the old one; then drop the old one',
  ];
}

/** Sessions of a key chain whose key goes. */
export interface KeyLost {
  readonly chain: string;
  readonly hostnames: readonly string[];
  /** `server1 of VRF_5`. */
  readonly sessions: readonly string[];
  /** Id of the key that they use. */
  readonly key: string;
}

const ROLL_KEYS_OVER =
  'put the next key beside it, with a start time after the change; give the server both before that; take the old one out in a later deploy, when the next one is in use';

/** A change after which a key chain would have no key that has begun. */
export function noKeyInUse({ chain, hostnames, key, sessions }: KeyLost): FabricError {
  return new FabricError(
    'noKeyInUse',
    `the change takes key ${key}, which is in use, out of the key chain ${chain} on ${hostnames.join(', ')}, and no other key of it has begun: the sessions with ${sessions.join(', ')} would end whatever the server does; leave that key in, and ${ROLL_KEYS_OVER}`,
  );
}

/** A warning: a key chain goes over to another key with the change. */
export function keyReplacedInUse({
  chain,
  hostnames,
  key,
  next,
  sessions,
}: KeyLost & { readonly next: { readonly key: string; readonly startTime: string } }): FabricError {
  const gives =
    next.key === key
      ? `gives key ${key} another secret, algorithm or id while it is in use`
      : `replaces key ${key}, which is in use, by key ${next.key}, which begins at ${next.startTime}, before the change is over for certain`;
  return new FabricError(
    'keyReplacedInUse',
    `the change ${gives}, in the key chain ${chain} on ${hostnames.join(', ')}: the sessions with ${sessions.join(', ')} end unless the server goes over at the same moment; without that, ${ROLL_KEYS_OVER}`,
  );
}

/** What `unsafeMidway` tells. */
export interface UnsafeMidway {
  readonly server: string;
  /** `server1 has to keep a path without any single leaf`. */
  readonly demand: string;
  /** `between wave 1 (leaf10) and wave 2 (leaf12)`. */
  readonly moment: string;
  /** The counterexample and its reasons, line by line. */
  readonly explanation: string;
  /** Other servers that it happens to: `server2 and server3`. */
  readonly others: string | undefined;
  /** What can be done instead, the best first. */
  readonly ways: readonly string[];
  readonly assumptions: readonly string[];
}

/** A change that is sound when it is done, and leaves a server too little while it is under way. */
export function unsafeMidway(found: UnsafeMidway): FabricError {
  const { assumptions, demand, explanation, moment, others, server, ways } = found;
  const lines = [
    `${demand}; ${moment} it would not:`,
    ...explanation.split('\n').map((line) => `  ${line}`),
    ...(others === undefined ? [] : [`the same happens to ${others}`]),
    ...assumptions.map((assumption) => `assumed: ${assumption}`),
    ...ways.map((way, index) => `${index === 0 ? 'what helps' : 'or'}: ${way}`),
  ];
  return new FabricError(
    'unsafeMidway',
    `the change would break what ${server} has to survive while it is under way, although all is well before and after it:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** A configuration says something about routes that is not understood, so nothing can be said of servers meanwhile. */
export function midwayUnknown(reason: string): FabricError {
  return new FabricError(
    'midwayUnknown',
    `what servers keep while the change is under way (survives) could not be computed, and is left to the waves: ${reason}`,
  );
}

/** Servers that a wave would leave with too few homes, after the wait for them. */
export function homesMissing(
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
    const rest = up.length === 0 ? 'no other home is up' : `up: ${up.map(isDrained).join(', ')}`;
    return `\n  server ${server}: down on ${down.join(', ')}; ${rest}`;
  });
  return new FabricError(
    'homesMissing',
    `${hostnames.join(', ')} cannot change now, because servers would have too few homes meanwhile; mend these sessions and apply again:${lines.join('')}`,
  );
}

/** A home of a server that is on a leaf of another fabric cannot be looked at. */
export function otherHomeUnseen(
  hostname: string,
  fabric: string,
  servers: readonly string[],
  reason: string,
): FabricError {
  return new FabricError(
    'otherHomeUnseen',
    `${hostname} of ${fabric} is a home of ${servers.join(', ')} and cannot be asked whether it is up, so that the waves neither count on it nor wait for it: ${reason}`,
  );
}

/**
 * A change interrupts a leaf that some servers have nothing else to go by.
 *
 * @param how - what the change does there, in words
 */
export function loneHomeInterrupted(hostname: string, how: string, servers: readonly string[]): FabricError {
  return new FabricError(
    'loneHomeInterrupted',
    `the change interrupts ${hostname} (${how}), and no other home carries the traffic of ${servers.join(', ')}; they may be without service meanwhile`,
  );
}

/** A device took the old configuration back, and it is not the one from before. */
export function oldStateNotBack(hostname: string): FabricError {
  return new FabricError(
    'oldStateNotBack',
    `${hostname} was rolled back, but its groups are not what they were before the change; compare its commit history with the journal`,
  );
}

/** The change is in force, but not on every routing engine. */
export function otherEngineBehind(hostname: string, reason: string): FabricError {
  return new FabricError(
    'otherEngineBehind',
    `${hostname} carries the change, but not for certain on each of its routing engines (${reason}); look at the other one, and commit synchronize on the device when it is there`,
  );
}

/** Nobody could read the device after something was sent to it. */
export function outcomeUnknown(hostname: string, revertsAt: string, reason: string): FabricError {
  return new FabricError(
    'outcomeUnknown',
    `${hostname} cannot be read, so it is not known which configuration it carries (${reason}); if it took the change, its timer takes it back at ${revertsAt}; look at \`show system commit\` there`,
  );
}

/** The change was called off. */
export function calledOff(): FabricError {
  return new FabricError('calledOff', 'the change was called off');
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
