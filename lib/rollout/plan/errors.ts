import { FabricError } from '../../model/fabric-error';
import type { StoppedPrefixes } from '../../reachability/passage';
import { consequenceWords, prefixWords, rejectionWords, remedyWords } from '../../reachability/passage-words';
import { listed } from '../../model/listing';

/** The device at that address is not the one that was meant. */
export function wrongDevice(
  hostname: string,
  what: string,
  expected: string,
  seen: string,
): FabricError<'wrongDevice'> {
  return new FabricError(
    'wrongDevice',
    `the device reached as ${hostname} reports the ${what} ${seen}, and ${expected} was expected; check the management address, or correct the construct`,
  );
}

/** A device-wide statement that the design needs is not there. */
export function prerequisiteMissing(
  hostname: string,
  { accepted, name, notToConfigure, seen }: PrerequisiteSeen,
): FabricError<'prerequisiteMissing'> {
  return new FabricError(
    'prerequisiteMissing',
    `${hostname} needs ${accepted} and has ${seen}; configure it there, or make the prerequisite ${name} ` +
      `${notToConfigure === true ? '' : 'CONFIGURE, or '}Prerequisite.external({ reason }) where the device has it from elsewhere`,
  );
}

/** What is there in place of something that the design needs of a device. */
export interface PrerequisiteSeen {
  /** Prop of `Prerequisites`. */
  readonly name: string;
  /** What would do. */
  readonly accepted: string;
  readonly seen: string;
  /** Whether synth refuses CONFIGURE on this device. */
  readonly notToConfigure?: boolean;
}

/** Nobody looks for something that the design needs, as the user says. */
export function prerequisiteNotAsserted(
  hostname: string,
  name: string,
  reason: string,
): FabricError<'prerequisiteNotAsserted'> {
  return new FabricError(
    'prerequisiteNotAsserted',
    `the prerequisite ${name} of ${hostname} is external, and was not looked for: ${reason}`,
  );
}

/** Policies on the device stop prefixes of the fabric. */
export function prefixRejected(hostname: string, stopped: StoppedPrefixes): FabricError<'prefixRejected'> {
  return new FabricError(
    'prefixRejected',
    `${hostname} would not carry ${prefixWords(stopped)}: ${rejectionWords(stopped)}, so that ${consequenceWords(stopped)}; ${remedyWords(stopped)}`,
    stopped.prefixes[0]?.constructPath,
  );
}

/** A warning: of several overlay neighbors some do not get prefixes of the fabric, or give none. */
export function prefixRejectedTowardSome(
  hostname: string,
  stopped: StoppedPrefixes,
): FabricError<'prefixRejectedTowardSome'> {
  return new FabricError(
    'prefixRejectedTowardSome',
    `${hostname} carries ${prefixWords(stopped)} on some ways only: ${rejectionWords(stopped)}, so that ${consequenceWords(stopped)}; where that is not meant, ${remedyWords(stopped)}`,
    stopped.prefixes[0]?.constructPath,
  );
}

/** A warning: policies on the device decide about prefixes of the fabric by something that nobody here understands. */
export function prefixUndecided(hostname: string, stopped: StoppedPrefixes): FabricError<'prefixUndecided'> {
  const strange = stopped.stop.kind === 'undecided' ? stopped.stop.statement : stopped.statement;
  return new FabricError(
    'prefixUndecided',
    `it is not known whether ${hostname} carries ${prefixWords(stopped)}: \`${strange}\` decides about it and is not understood; if it does not, ${consequenceWords(stopped)}, and the checks after the commit say so`,
    stopped.prefixes[0]?.constructPath,
  );
}

/** A change that interrupts all forwarding of the device, without consent. */
export function forwardingRestartNotAllowed(
  hostname: string,
  lines: readonly string[],
): FabricError<'forwardingRestartNotAllowed'> {
  return new FabricError(
    'forwardingRestartNotAllowed',
    `the change restarts the forwarding engine of ${hostname}, which interrupts all its traffic; ${restartConsent(hostname)}:` +
      lines.map((line) => `\n  ${line}`).join(''),
  );
}

/** A change with statements of which nobody knows what they disrupt, without consent. */
export function unknownDisruptionNotAllowed(
  hostname: string,
  lines: readonly string[],
): FabricError<'unknownDisruptionNotAllowed'> {
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

/** Devices would have to wait longer for their confirmation than they may. */
export function timersDoNotFit(
  minutes: number,
  bound: number,
  waves: number,
  mode: 'transaction' | 'rolling',
): FabricError<'timersDoNotFit'> {
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

/** Commits took so long that two attachments of a server could roll the change back together. */
export function timersTooClose(what: string, some: readonly string[], others: readonly string[]): FabricError {
  return new FabricError(
    'timersTooClose',
    `the confirm timers of ${some.join(', ')} and ${others.join(', ')} run out too close to one another for ${what}: a commit took much longer than its staging; look at what was slow and apply again`,
  );
}

/** A file that `plan --out` should have written. */
export function planBundleUnusable(file: string, reason: string): FabricError {
  return new FabricError(
    'planBundleUnusable',
    `${file} is no plan that apply could be bound to (${reason}); make it with junos-fabric plan --out`,
  );
}

/** The device differs from the manifest in another way than it did when the plan was made. */
export function planDiffers(hostname: string): FabricError {
  return new FabricError(
    'planDiffers',
    `the difference of ${hostname} is not the one that was planned, so somebody has changed the device since; no device was touched; plan again, review it, and apply that plan`,
  );
}

/** Every device differs as it was planned, and the change is another one all the same. */
export function planDiffersAsAWhole(): FabricError {
  return new FabricError(
    'planDiffersAsAWhole',
    'the change is not the one that was planned, although every device differs as it did: it would have other waves, timers or consents; no device was touched; apply with the options that the plan was made with, or plan again',
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
): FabricError<'partitionNotAllowed'> {
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
export function noKeyInUse({ chain, hostnames, key, sessions }: KeyLost): FabricError<'noKeyInUse'> {
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
}: KeyLost & { readonly next: { readonly key: string; readonly startTime: string } }): FabricError<'keyReplacedInUse'> {
  const gives =
    next.key === key
      ? `gives key ${key} another secret, algorithm or id while it is in use`
      : `replaces key ${key}, which is in use, by key ${next.key}, which begins at ${next.startTime}, before the change is over for certain`;
  return new FabricError(
    'keyReplacedInUse',
    `the change ${gives}, in the key chain ${chain} on ${hostnames.join(', ')}: the sessions with ${sessions.join(', ')} end unless the server goes over at the same moment; without that, ${ROLL_KEYS_OVER}`,
  );
}

/** What `unsafeTransientState` tells. */
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
export function unsafeTransientState(found: UnsafeMidway): FabricError<'unsafeTransientState'> {
  const { assumptions, demand, explanation, moment, others, server, ways } = found;
  const lines = [
    `${demand}; ${moment} it would not:`,
    ...explanation.split('\n').map((line) => `  ${line}`),
    ...(others === undefined ? [] : [`the same happens to ${others}`]),
    ...assumptions.map((assumption) => `assumed: ${assumption}`),
    ...ways.map((way, index) => `${index === 0 ? 'what helps' : 'or'}: ${way}`),
  ];
  return new FabricError(
    'unsafeTransientState',
    `the change would break what ${server} has to survive while it is under way, although all is well before and after it:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** A configuration says something about routes that is not understood, so nothing can be said of servers meanwhile. */
export function transientStateUnknown(reason: string): FabricError<'transientStateUnknown'> {
  return new FabricError(
    'transientStateUnknown',
    `what servers keep while the change is under way (survives) could not be computed, and is left to the waves: ${reason}`,
  );
}

/**
 * A device of another fabric cannot be looked at.
 *
 * @param common - what it has in common with devices that change, in words: `an attachment of server1 of VRF_5`; empty: nobody knows
 */
export function otherAttachmentUnseen(
  hostname: string,
  fabric: string,
  common: readonly string[],
  reason: string,
): FabricError {
  const what = common.length === 0 ? 'may be on an Ethernet segment of devices that change' : `is ${listed(common)}`;
  return new FabricError(
    'otherAttachmentUnseen',
    `${hostname} of ${fabric} ${what} and cannot be asked whether it is up, so that the waves neither count on it nor wait for it, nor keep others from changing it meanwhile: ${reason}`,
  );
}

/**
 * A change interrupts a leaf that some servers have nothing else to go by.
 *
 * @param how - what the change does there, in words
 */
export function lastAttachmentInterrupted(
  hostname: string,
  how: string,
  servers: readonly string[],
): FabricError<'lastAttachmentInterrupted'> {
  return new FabricError(
    'lastAttachmentInterrupted',
    `the change interrupts ${hostname} (${how}), and no other attachment carries the traffic of ${servers.join(', ')}; they may be without service meanwhile`,
  );
}

/**
 * A change disturbs VRFs that servers are bridged into.
 *
 * @param how - what the change does there, in words
 * @param gateways - `irb.1400 of VRF_5`
 */
export function bridgedServersInterrupted(
  hostname: string,
  how: string,
  gateways: readonly string[],
): FabricError<'bridgedServersInterrupted'> {
  return new FabricError(
    'bridgedServersInterrupted',
    `the change interrupts ${hostname} (${how}), also for the servers that are bridged there and have ${listed(gateways)} as their gateway; nothing tells which these are, or whether another device serves them meanwhile`,
  );
}

/** A consent that is not needed. */
export function consentUnused(consents: readonly string[]): FabricError<'consentUnused'> {
  const [rest, pronoun] = consents.length === 1 ? ['matches', 'it'] : ['match', 'them'];
  const names = `the consent${consents.length === 1 ? '' : 's'} ${listed(consents)}`;
  return new FabricError('consentUnused', `${names} ${rest} nothing any more; remove ${pronoun}`);
}

/** A device that has left the code is reached by what would be taken from it. */
export function managedThroughFabric(hostname: string, port: string): FabricError<'managedThroughFabric'> {
  return new FabricError(
    'managedThroughFabric',
    `${hostname} has left the code and is managed through the fabric itself (its management address is on ${port}), so that it could not be reached any more midway; give it another way of management, or take the group from it by hand and then \`junos-fabric forget ${hostname}\``,
  );
}

/** A device that has left the code does not answer, and the change would take the last way to it. */
export function silentLeaverCutOff(hostname: string, reason: string): FabricError<'silentLeaverCutOff'> {
  return new FabricError(
    'silentLeaverCutOff',
    `${hostname} has left the code and cannot be asked whether it still serves (${reason}), and this change would take the fabric's last link or session to it; bring it back, put its construct back for now, or, where it is gone for good, \`junos-fabric forget ${hostname} --unreachable '<why>'\` and synthesize again`,
  );
}

/** A warning: a device that has left the code cannot be asked. */
export function leaverSilent(hostname: string, reason: string): FabricError<'leaverSilent'> {
  return new FabricError(
    'leaverSilent',
    `${hostname} has left the code and cannot be asked whether it still carries the group (${reason}); where it is gone for good, \`junos-fabric forget ${hostname} --unreachable '<why>'\``,
  );
}

/** A warning: where a device was that has left the code another one answers. */
export function leaverIsAnother(hostname: string, address: string, seen: string): FabricError<'leaverIsAnother'> {
  return new FabricError(
    'leaverIsAnother',
    `${address}, where ${hostname} was that has left the code, is ${seen} now: it is left alone; \`junos-fabric forget ${hostname}\` where that is as it should be`,
  );
}

/** Servers lose their last attachment with a device that leaves, without consent. */
export function lastAttachmentNotAllowed(
  hostname: string,
  servers: readonly string[],
): FabricError<'lastAttachmentNotAllowed'> {
  return new FabricError(
    'lastAttachmentNotAllowed',
    `${hostname} has left the code and is the last attachment of ${servers.join(', ')}, which would be without service; attach them elsewhere first, or agree with Consent.lastAttachment({ hostName: '${hostname}', reason }), or --allow-last-attachment ${hostname}`,
  );
}
