import { z } from 'zod';
import type { DeviceIntent } from './device-intent';
import { exactly } from './exactly';
import { fabricName, hostname, login, text } from './schema';

/**
 * What is known of a device of a fabric without its construct: how it is reached, and what stands on it. The login says where
 * a secret is, and never has it.
 */
export interface MemberRecord extends Pick<
  DeviceIntent,
  'engineHostnames' | 'login' | 'managementAddress' | 'managementPort' | 'removalPolicy'
> {
  readonly model: string;
  /** Name of the group that the device carries. */
  readonly group: string;
  /** The file of host keys that the program names; never one of this machine alone. */
  readonly knownHosts: string;
  /** By which other devices of the fabric have links and sessions to it: loopback and ends of links, sorted. */
  readonly addresses: readonly string[];
}

/** A device that was in the fabric and is not in its code any more. */
export interface Leaver extends MemberRecord {
  readonly hostname: string;
}

const member = {
  engineHostnames: z.array(hostname).max(16).optional(),
  login,
  managementAddress: text,
  managementPort: z.int().min(1).max(65535),
  removalPolicy: z.enum(['WITHDRAW', 'RETAIN']),
  model: text,
  group: fabricName,
  knownHosts: text,
  addresses: z.array(text).max(10_000),
};

/** The form of a record, in the lock file. */
export const memberSchema = exactly<MemberRecord>()(member);

/** The form of a device that has left, in a manifest. */
export const leaverSchema = exactly<Leaver>()({ ...member, hostname });
