import { FabricError } from '../model/fabric-error';

/** Where a device is reached, as messages name it. */
export interface DeviceEndpoint {
  readonly hostname: string;
  readonly address: string;
  readonly port: number;
}

/** The file in which host keys are mended. */
export interface HostKeysToMend {
  /** As whoever mends it calls it. */
  readonly name: string;
  /** Whether synth copies it to where it is read. */
  readonly isCopiedAtSynth: boolean;
}

/** The host key a device showed, beside what known_hosts says. */
export interface HostKeyEvidence {
  /** For example `ssh-ed25519`. */
  readonly keyType: string;
  /** `SHA256:…` as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** Lines such as `ssh-ed25519 SHA256:… (known_hosts line 3)`, of this host, any type. */
  readonly recorded: readonly string[];
  /** Where the known hosts were read from. */
  readonly source: HostKeysToMend;
  /** Lines of that file that do not count, with the reason. */
  readonly problems: readonly string[];
}

function endpoint(device: DeviceEndpoint): string {
  return `${device.hostname} (${device.address} port ${device.port})`;
}

/** The known hosts file cannot be read. */
export function knownHostsUnreadable(file: string, reason: string): FabricError {
  return new FabricError(
    'knownHostsUnreadable',
    `the known hosts file ${file} cannot be read (${reason}), and no other is looked at\n${howToRecordHostKeys(file)}`,
  );
}

/** The stack directory has lost its copy of the known hosts. */
export function knownHostsCopyUnreadable(copy: string, source: string, reason: string): FabricError {
  return new FabricError(
    'knownHostsCopyUnreadable',
    [
      `the host keys in the stack directory, ${copy}, cannot be read (${reason}), and no others are looked at`,
      `  they are a copy of ${source}: run synth again, and keep the stack directory as a whole`,
    ].join('\n'),
  );
}

/** A line with a marker that cannot be read must not be passed over: it may be a revocation. */
export function knownHostsMarkedLineUnreadable(
  source: string,
  line: number,
  marker: string,
  reason: string,
): FabricError {
  return new FabricError(
    'knownHostsMarkedLineUnreadable',
    `${source} line ${line} begins with ${JSON.stringify(marker)} but cannot be read: ${reason}; correct or remove the line`,
  );
}

/** The device's host key is not in known_hosts. */
export function hostKeyUnknown(device: DeviceEndpoint, seen: HostKeyEvidence): FabricError {
  const name = device.port === 22 ? device.address : `[${device.address}]:${device.port}`;
  return new FabricError(
    'hostKeyUnknown',
    [
      `the host key of ${endpoint(device)} is not known, so nothing was sent to it`,
      `  shown by the device: ${seen.keyType} ${seen.fingerprint}`,
      ...recordedLines(seen),
      ...seen.problems.map((problem) => `  does not count: ${problem}`),
      `  compare the fingerprint with the one on the device's console, then add the key as ${name} to ${mended(seen.source)}`,
    ].join('\n'),
  );
}

/** The device's host key differs from the one in known_hosts. */
export function hostKeyChanged(device: DeviceEndpoint, seen: HostKeyEvidence): FabricError {
  return new FabricError(
    'hostKeyChanged',
    [
      `the host key of ${endpoint(device)} has changed, so nothing was sent to it: another device may be answering`,
      `  shown by the device: ${seen.keyType} ${seen.fingerprint}`,
      ...recordedLines(seen),
      ...seen.problems.map((problem) => `  does not count: ${problem}`),
      `  if the device was replaced or its keys were made anew, compare the fingerprint with the one on its console and replace the line in ${mended(seen.source)}`,
    ].join('\n'),
  );
}

/** The device's host key is marked as revoked. */
export function hostKeyRevoked(device: DeviceEndpoint, seen: HostKeyEvidence): FabricError {
  return new FabricError(
    'hostKeyRevoked',
    [
      `the host key of ${endpoint(device)} is revoked in ${seen.source.name}, so nothing was sent to it`,
      `  shown by the device: ${seen.keyType} ${seen.fingerprint}`,
      `  make new host keys on the device; a revoked key is never accepted`,
    ].join('\n'),
  );
}

function recordedLines(seen: HostKeyEvidence): string[] {
  if (seen.recorded.length === 0) return [`  expected: nothing, ${seen.source.name} has no key for it`];
  return seen.recorded.map((one) => `  expected: ${one}`);
}

/** The file, and what lets a change of it count. */
function mended({ name, isCopiedAtSynth }: HostKeysToMend): string {
  return isCopiedAtSynth ? `${name}, and run synth again` : name;
}

/** No connection to the device. */
export function cannotConnect(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError(
    'cannotConnect',
    `cannot connect to ${endpoint(device)}: ${reason}; check the management address and \`set system services netconf ssh\``,
  );
}

/** The device did not get as far as a NETCONF session in time. */
export function connectTimedOut(device: DeviceEndpoint, seconds: number, phase: string): FabricError {
  return new FabricError('connectTimedOut', `${endpoint(device)} gave no answer within ${seconds} s, while ${phase}`);
}

/** The device, or what is in front of it, closed the connection before there was a session. `reason` says when. */
export function closedBeforeGreeting(device: DeviceEndpoint, reason: string): FabricError<'closedBeforeGreeting'> {
  return new FabricError(
    'closedBeforeGreeting',
    `${endpoint(device)} closed the connection before its NETCONF greeting, ${reason}; a device does so at its limits: check \`connection-limit\` and \`rate-limit\` at \`set system services netconf ssh\`, and who else is connected`,
  );
}

/** Connecting was called off by the caller. */
export function connectAborted(device: DeviceEndpoint): FabricError {
  return new FabricError('connectAborted', `connecting to ${endpoint(device)} was called off`);
}

/** The device refused the login. */
export function authenticationRefused(device: DeviceEndpoint, user: string, means: string): FabricError {
  return new FabricError(
    'authenticationRefused',
    `${endpoint(device)} refused the login of ${user} with ${means}; check the user on the device and the login of the fabric`,
  );
}

/** SSH failed before or during the login for another reason. */
export function sshFailed(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError('sshFailed', `SSH with ${endpoint(device)} failed: ${reason}`);
}

/** OpenSSH cannot be started. */
export function openSshMissing(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError(
    'openSshMissing',
    `the login for ${endpoint(device)} is Login.openSsh, but the program ssh cannot be started (${reason}); install OpenSSH where the command runs, or use another login`,
  );
}

/** OpenSSH did not accept the host key. */
export function hostKeyNotAccepted(
  device: DeviceEndpoint,
  source: HostKeysToMend,
  said: readonly string[],
): FabricError {
  return new FabricError(
    'hostKeyNotAccepted',
    [
      `OpenSSH does not accept the host key of ${endpoint(device)}, so nothing was sent to it`,
      ...said.map((line) => `  ssh: ${line}`),
      `  compare the fingerprint with the one on the device's console, then put the key into ${mended(source)}`,
    ].join('\n'),
  );
}

/** OpenSSH did not accept the host key, because the fabric's known hosts revoke it. */
export function hostKeyRevokedForOpenSsh(
  device: DeviceEndpoint,
  source: HostKeysToMend,
  said: readonly string[],
): FabricError {
  return new FabricError(
    'hostKeyRevokedForOpenSsh',
    [
      `the host key of ${endpoint(device)} is revoked in ${source.name}, so OpenSSH sent nothing to it`,
      ...said.map((line) => `  ssh: ${line}`),
      `  make new host keys on the device; a revoked key is never accepted`,
    ].join('\n'),
  );
}

/** The login names an environment variable that holds no secret. */
export function secretMissing(hostname: string, variable: string, what: string): FabricError {
  return new FabricError(
    'secretMissing',
    `the ${what} for ${hostname} is expected in the environment variable ${variable}, which is not set; set it where the command runs`,
  );
}

/** No SSH agent to log in with. */
export function agentMissing(hostname: string): FabricError {
  return new FabricError(
    'agentMissing',
    `the login for ${hostname} uses the SSH agent, but SSH_AUTH_SOCK is not set; start ssh-agent and add the key, or use Login.keyFile`,
  );
}

/** The private key cannot be used. */
export function keyFileUnusable(hostname: string, path: string, reason: string): FabricError {
  return new FabricError(
    'keyFileUnusable',
    `the private key ${path} for ${hostname} cannot be used: ${reason}; OpenSSH, PEM and PKCS#8 files with RSA, ECDSA or Ed25519 keys can`,
  );
}

/** The device has no NETCONF on that port. */
export function subsystemRefused(device: DeviceEndpoint): FabricError {
  return new FabricError(
    'subsystemRefused',
    `${endpoint(device)} accepted the login but refused NETCONF; check \`set system services netconf ssh\`, its port, and the permissions of the user`,
  );
}

/** What the device sent first is no NETCONF greeting. */
export function helloUnreadable(device: DeviceEndpoint, reason: string): FabricError {
  return new FabricError('helloUnreadable', `${endpoint(device)} did not greet as a NETCONF server does: ${reason}`);
}

/** Bytes that are no NETCONF message. */
export function framingBroken(reason: string): FabricError {
  return new FabricError('framingBroken', `the framing of a NETCONF message is broken: ${reason}`);
}

/** A message beyond the limit. */
export function messageTooLarge(limitBytes: number): FabricError {
  return new FabricError('messageTooLarge', `a NETCONF message is larger than the limit of ${limitBytes} bytes`);
}

/** More than the process has memory for, in all sessions together. */
export function tooMuchInFlight(limitBytes: number): FabricError {
  return new FabricError(
    'tooMuchInFlight',
    `the replies that are arriving from all devices are together larger than the limit of ${limitBytes} bytes; read fewer devices at once (--max-parallel)`,
  );
}

/** A payload that would end its own message. */
export function endOfMessageInPayload(): FabricError {
  return new FabricError(
    'endOfMessageInPayload',
    'the request contains ]]>]]>, which ends a message in NETCONF 1.0; write > as &gt; in text',
  );
}

/** No reply in time; the session is given up, because a late reply could not be trusted. */
export function rpcTimedOut(hostname: string, rpc: string, seconds: number): FabricError {
  return new FabricError(
    'rpcTimedOut',
    `${hostname} gave no reply to ${rpc} within ${seconds} s; its outcome is not known and the session was ended`,
  );
}

/** The session went away. `rpc` is what was waiting for its reply. */
export function sessionLost(hostname: string, rpc: string | undefined, reason: string): FabricError {
  const waiting = rpc === undefined ? '' : ` while ${rpc} was waiting for its reply, whose outcome is not known`;
  return new FabricError('sessionLost', `the session with ${hostname} was lost${waiting}: ${reason}`);
}

/** An RPC that never left, because the session was over before its turn came. */
export function rpcNotSent(hostname: string, rpc: string, reason: string): FabricError {
  return new FabricError('rpcNotSent', `${rpc} was not sent to ${hostname}: ${reason}`);
}

/** A reply that cannot be read; the session goes on. */
export function replyUnreadable(hostname: string, rpc: string, reason: string): FabricError {
  return new FabricError(
    'replyUnreadable',
    `the reply of ${hostname} to ${rpc} cannot be read, so its outcome is not known: ${reason}`,
  );
}

/** A step that is only safe while the configuration is locked by this session. */
export function lockRequired(hostname: string, rpc: string): FabricError {
  return new FabricError(
    'lockRequired',
    `${rpc} on ${hostname} needs the configuration lock, because the candidate is shared with everybody on the device; call lock() first`,
  );
}

/** Junos takes a commit check as the confirmation of a pending commit. */
export function checkWouldConfirm(hostname: string): FabricError {
  return new FabricError(
    'checkWouldConfirm',
    `commit check on ${hostname} would confirm the pending commit of this session; confirm it with commit() or roll it back first`,
  );
}

/** Minutes outside of what `confirm-timeout` takes. */
export function confirmTimeoutOutOfRange(minutes: number): FabricError {
  return new FabricError(
    'confirmTimeoutOutOfRange',
    `a confirmed commit takes 1 to 65535 whole minutes, not ${minutes}`,
  );
}

/** A rollback number that Junos does not keep. */
export function rollbackOutOfRange(number: number): FabricError {
  return new FabricError('rollbackOutOfRange', `Junos keeps rollback 0 to 49, not ${number}`);
}

/** A commit reply without an error in which not everybody reports success. */
export function commitUnproven(hostname: string, rpc: string, reason: string): FabricError {
  return new FabricError(
    'commitUnproven',
    `${hostname} answered ${rpc} without an error, but ${reason}; whether it is in force is not known`,
  );
}

/** A reply that lacks what was asked for. */
export function replyIncomplete(hostname: string, rpc: string, missing: string): FabricError {
  return new FabricError('replyIncomplete', `the reply of ${hostname} to ${rpc} has no ${missing}`);
}

/** Something that is no name of a Junos RPC or of an argument of one. */
export function notAnRpcName(name: string): FabricError {
  return new FabricError(
    'notAnRpcName',
    `${JSON.stringify(name)} is no name of a Junos RPC; names have lower-case letters, digits and hyphens`,
  );
}

/** A device answered an RPC with errors; `lines` are its own words, in the form of its command line. */
export function deviceRefused(hostname: string, rpc: string, lines: readonly string[]): FabricError {
  return new FabricError(
    'deviceRefused',
    [`${hostname} refused ${rpc}:`, ...lines.map((line) => `  ${line}`)].join('\n'),
  );
}

/** Who holds the configuration lock of a device, as far as it says. */
export interface LockHolderText {
  readonly user: string;
  /** Absent for a program: its session has none. */
  readonly terminal?: string;
  readonly pid?: string;
  readonly since?: string;
  readonly idle?: string;
}

/** Somebody else holds the configuration lock. */
export function configurationLocked(hostname: string, holder: LockHolderText): FabricError<'configurationLocked'> {
  const facts = [
    holder.pid === undefined ? undefined : `process ${holder.pid}`,
    holder.since === undefined ? undefined : `since ${holder.since}`,
    holder.idle === undefined ? undefined : `idle ${holder.idle}`,
  ].filter((fact) => fact !== undefined);
  const known = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return new FabricError(
    'configurationLocked',
    `the configuration of ${hostname} is locked by ${holder.user}${known}; wait until the lock is released or ask for it`,
  );
}

/** The shared candidate has changes that nobody committed. */
export function candidateModified(hostname: string): FabricError<'candidateModified'> {
  return new FabricError(
    'candidateModified',
    `the candidate configuration of ${hostname} has changes that nobody has committed; look at \`show | compare\` there, then commit or roll them back`,
  );
}

/** How a file of host keys comes to be, as lines of a message. */
export function howToRecordHostKeys(file: string): string {
  return [
    `  make it: ssh-keyscan -p 830 <management address of each device> > ${file}`,
    `  then compare the fingerprints, ssh-keygen -l -f ${file}, with those on the devices' consoles`,
  ].join('\n');
}
