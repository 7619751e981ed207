import { z } from 'zod';
import { readRegularFile } from '../../files/read-file';
import type { Problem } from '../problem';
import { problemOf } from '../problem';
import type { PlannedChange } from './change-plan';
import type { PlannedFabric } from './plan';
import { planBundleUnusable, planDiffers, planDiffersAsAWhole } from './errors';

/** What a plan is remembered as, so that an apply does what was reviewed or nothing. Without configuration or secrets. */
export interface PlanBundle {
  readonly bundleVersion: 2;
  /** Name of the fabric. */
  readonly fabric: string;
  /** Of `fabric.json`. */
  readonly manifestDigest: string;
  /** Of the plan as a whole: differences, waves, timers and consents. */
  readonly digest: string;
  /** Random: nobody can tell from two plans that they have a secret in common, or try out what it is. */
  readonly salt: string;
  /** By hostname: SHA-256 of what is to be done, of the diff, and of a fingerprint of the secrets made with the salt. */
  readonly devices: Readonly<Record<string, string>>;
}

/** A hundred bytes a device. */
const MAX_BYTES = 16 * 1024 * 1024;

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 digest');

const SCHEMA: z.ZodType<PlanBundle> = z.strictObject({
  bundleVersion: z.literal(2),
  fabric: z.string(),
  manifestDigest: digest,
  digest,
  salt: z.string().regex(/^[0-9a-f]{32}$/, 'is no salt'),
  devices: z.record(z.string(), digest),
});

/** The plan as it is remembered. */
export function bundleOf({ digests, plan, salt }: PlannedFabric): PlanBundle {
  const { fabric, manifestDigest = '' } = plan;
  return { bundleVersion: 2, fabric, manifestDigest, digest: plan.digest, salt, devices: Object.fromEntries(digests) };
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

/** Where a change is not the one that was planned: the devices that differ otherwise, or else the change as a whole. */
export function planProblems({ devices, digest: expected }: PlanBundle, { digests, plan }: PlannedChange): Problem[] {
  const others = [...digests].filter(([hostname, found]) => devices[hostname] !== found);
  if (others.length > 0) return others.map(([hostname]) => problemOf(planDiffers(hostname), hostname));
  // Where a device could not be looked at there is no whole, and that is said already.
  return plan.schedule === undefined || plan.digest === expected ? [] : [problemOf(planDiffersAsAWhole())];
}
