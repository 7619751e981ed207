import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readRegularFile } from '../../files/read-file';
import { planBundleUnusable, planDiffers } from './errors';
import { hasSecrets, newSalt, secretsFingerprint } from '../../secrets/fingerprint';
import type { DeviceChange } from '../group/device-change';
import type { Participant } from '../participant';
import type { PlanWithChanges } from './plan';
import type { Problem } from '../problem';
import { problemOf } from '../problem';

/** What a plan is remembered as, so that an apply does what was reviewed or nothing. Without configuration or secrets. */
export interface PlanBundle {
  readonly bundleVersion: 1;
  /** Name of the fabric. */
  readonly fabric: string;
  /** Of `fabric.json`. */
  readonly manifestDigest: string;
  /** Random: nobody can tell from two plans that they have a secret in common, or try out what it is. */
  readonly salt: string;
  /** By hostname: SHA-256 of what is to be done, of the diff, and of a fingerprint of the secrets made with the salt. */
  readonly devices: Readonly<Record<string, string>>;
}

/** A hundred bytes a device. */
const MAX_BYTES = 16 * 1024 * 1024;

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 digest');

const SCHEMA: z.ZodType<PlanBundle> = z.strictObject({
  bundleVersion: z.literal(1),
  fabric: z.string(),
  manifestDigest: digest,
  salt: z.string().regex(/^[0-9a-f]{32}$/, 'is no salt'),
  devices: z.record(z.string(), digest),
});

/** The plan as it is remembered. */
export function bundleOf({ plan: { fabric, manifestDigest }, changes }: PlanWithChanges): PlanBundle {
  const salt = newSalt();
  const digests = [...changes].map(([hostname, change]) => [hostname, digestOf(change, salt)] as const);
  return { bundleVersion: 1, fabric, manifestDigest, salt, devices: Object.fromEntries(digests) };
}

/** Reads what `plan --out` wrote. @throws planBundleUnusable */
export function readPlanBundle(file: string): PlanBundle {
  const result = SCHEMA.safeParse(contentOf(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw planBundleUnusable(file, `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readRegularFile(file, MAX_BYTES).toString('utf8'));
  } catch (error) {
    throw planBundleUnusable(file, error instanceof Error ? error.message : String(error));
  }
}

/** The devices whose difference is not the one that was planned. */
export function planProblems({ devices, salt }: PlanBundle, participants: readonly Participant[]): Problem[] {
  return participants
    .filter(({ hostname, change }) => devices[hostname] !== digestOf(change, salt))
    .map(({ hostname }) => problemOf(planDiffers(hostname), hostname));
}

/** The diff has its secrets masked: another value of one would look the same. */
function digestOf({ needed, diff, wanted }: DeviceChange, salt: string): string {
  const secrets = wanted.map(({ name, content }) =>
    content !== undefined && hasSecrets(content) ? [name, secretsFingerprint(content, salt)] : [name],
  );
  return createHash('sha256')
    .update(JSON.stringify([needed, diff, secrets]))
    .digest('hex');
}
