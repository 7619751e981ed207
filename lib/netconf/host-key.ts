import { hostKeyChanged, hostKeyRevoked, hostKeyUnknown } from './errors';
import type { FabricError } from '../model/fabric-error';
import type { HostKeyEvidence } from './errors';
import type { DeviceAccess } from './device-access';
import { fingerprintOf } from './known-hosts';
import type { KnownHosts } from './known-hosts';
import { keyTypeOf } from './ssh-wire';

/** Every host key algorithm that is negotiated, in the order of preference where nothing is known about a host. */
const HOST_KEY_ALGORITHMS = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
] as const;

/** A host key algorithm that is negotiated. */
export type HostKeyAlgorithm = (typeof HOST_KEY_ALGORITHMS)[number];

/**
 * The algorithms to offer, those of recorded keys first: a device with several keys shows the one that is recorded, not
 * the one it likes best.
 */
export function hostKeyAlgorithms(access: DeviceAccess): HostKeyAlgorithm[] {
  const types = new Set(access.knownHosts.keyTypes(recordedName(access), access.port));
  const isRecorded = (algorithm: HostKeyAlgorithm): boolean => types.has(keyTypeFor(algorithm));
  return [
    ...HOST_KEY_ALGORITHMS.filter((one) => isRecorded(one)),
    ...HOST_KEY_ALGORITHMS.filter((one) => !isRecorded(one)),
  ];
}

/** Why the key that a device shows is not accepted, or undefined when it is. */
export function hostKeyFault(access: DeviceAccess, keyBlob: Buffer): FabricError | undefined {
  const { knownHosts, port } = access;
  const keyType = keyTypeOf(keyBlob) ?? 'unknown';
  const name = recordedName(access);
  const verdicts = [access.address, access.hostname].map((one) => knownHosts.verify(one, port, keyType, keyBlob));
  const seen: HostKeyEvidence = {
    keyType,
    fingerprint: fingerprintOf(keyBlob),
    recorded: knownHosts
      .recorded(name, port)
      .map((one) => `${one.keyType} ${one.fingerprint} (${knownHosts.source.name} line ${one.line})`),
    source: knownHosts.source,
    problems: [...authoritiesOf(access), ...problemsOf(knownHosts)],
  };
  if (verdicts.includes('revoked')) return hostKeyRevoked(access, seen);
  switch (knownHosts.verify(name, port, keyType, keyBlob)) {
    case 'known':
      return undefined;
    case 'changed':
      return hostKeyChanged(access, seen);
    default:
      return hostKeyUnknown(access, seen);
  }
}

/** OpenSSH alone checks host certificates: the SSH client of this library has no code for them. */
function authoritiesOf({ address, hostname, knownHosts, port }: DeviceAccess): string[] {
  const lines = new Set([address, hostname].flatMap((name) => knownHosts.authorityLines(name, port)));
  return [...lines].map(
    (line) => `${knownHosts.source.name} line ${line}: @cert-authority counts with Login.openSsh only`,
  );
}

/** The first few lines that could not be read: the key that is missing may be on one of them. */
function problemsOf({ problems, source }: KnownHosts): string[] {
  const shown = problems.slice(0, 3).map(({ line, reason }) => `${source.name} line ${line}: ${reason}`);
  return problems.length > shown.length ? [...shown, `${problems.length - shown.length} more lines`] : shown;
}

/** The address, or the hostname where known_hosts has only that: a file may name devices as people do. */
export function recordedName({ address, hostname, knownHosts, port }: DeviceAccess): string {
  return knownHosts.keyTypes(address, port).length > 0 || knownHosts.keyTypes(hostname, port).length === 0
    ? address
    : hostname;
}

/** RSA keys sign with three algorithms, every other key with the one it is named after. */
function keyTypeFor(algorithm: HostKeyAlgorithm): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
