import type { statementProtected } from '../../group/errors';
import type { ConsentIntent, DeviceIntent } from '../../../intent/fabric-intent';
import { isCalled } from '../../../intent/reported-hostname';
import type { Configuration } from '../../../junos/tree/configuration';
import { FabricError } from '../../../model/fabric-error';
import { candidateModified, configurationLocked } from '../../../netconf/errors';
import { unreadableSecrets } from '../../../secrets/concealed';
import { hasSecrets } from '../../../secrets/fingerprint';
import type { Connect, DeviceSession, HistoryEntry, RolloutDevice } from '../../device-session';
import { commitPending, secretsUnreadable } from '../../errors';
import { EVERYTHING } from '../../group/adoption';
import type { DeviceChange } from '../../group/device-change';
import { deviceChange } from '../../group/device-change';
import { effectProblems } from '../../group/effect';
import type { WantedGroup } from '../../group/wanted-group';
import { assumeStanding } from '../../manifest-secrets';
import type { Problem } from '../../problem';
import { problemOf } from '../../problem';
import type { Target } from '../../targets';
import { consentProblems } from '../impact/consents';
import { ethernetSegments } from '../waves/ethernet-segments';
import type { ReportedIdentity } from './facts';
import { factProblems, modelOfDevice } from './facts';
import type { PolicyProblems } from './policies-of-others';
import { NO_PROBLEMS } from './policies-of-others';
import { externalPrerequisites } from './prerequisites';
import { predictedEffect } from './predicted-effect';
import type { Refusal, UnderLock, Warning } from './reasons';

/** What a device is held against, beside what is wanted of it. */
export interface AssessmentSources {
  readonly connect: Connect;
  /** Of the change that its groups will be marked with. */
  readonly changeId: string;
  readonly consents: readonly ConsentIntent[];
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
}

/** A device that was looked at: what would be done to it, and everything that speaks against it. */
export interface LookedAt {
  readonly hostname: string;
  readonly device: RolloutDevice;
  /** Its part of the intent; absent for a device that leaves the fabric. */
  readonly intent?: DeviceIntent;
  readonly facts: ReportedIdentity & { readonly routingEngines: number };
  /** Undefined where it is another device, or its secrets cannot be read: a refusal says so. */
  readonly change: DeviceChange | undefined;
  /** Identifiers of the Ethernet segments it is on, whoever configured them. */
  readonly ethernetSegments: readonly string[];
  /** Its commit history. While this is the same the device has what it had. */
  readonly history: readonly HistoryEntry[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
  /** What only carrying the change out tells; nothing where nothing has to be done. */
  readonly underLock: readonly UnderLock[];
}

/** A device that could not be looked at: nothing is known of it. */
export interface NotLookedAt {
  readonly hostname: string;
  readonly device: RolloutDevice;
  readonly problem: Problem;
}

/** A device that was looked at, with the session to it; or why it could not be. */
export type Assessment = { readonly looked: LookedAt; readonly session: DeviceSession } | NotLookedAt;

/**
 * Looks at a device: connects, reads, and says everything that is known of what a change would do to it, be it a reason to
 * refuse it, a warning or a disruption. Nothing is locked, loaded or checked on the device.
 */
export async function assess(target: Target, sources: AssessmentSources): Promise<Assessment> {
  const { device } = target;
  const { hostname } = device;
  let session: DeviceSession | undefined;
  try {
    session = await sources.connect(device);
    return { looked: await lookAt(session, target, sources), session };
  } catch (error) {
    await Promise.allSettled([session?.close()]);
    return { hostname, device, problem: problemOf(error, hostname) };
  }
}

/** The same over a session that is there. @param isOurs - whether it holds the lock, so that nobody else edits */
export async function lookAt(
  session: DeviceSession,
  target: Target,
  sources: AssessmentSources,
  isOurs = false,
): Promise<LookedAt> {
  const { device, intent } = target;
  const { hostname } = device;
  const facts = await session.facts();
  const mismatches = factProblems(device, facts);
  const history = await session.commitHistory();
  const common = { hostname, device, intent, facts, history };
  if (!isCalled(device, facts.hostname)) return { ...common, ...NOTHING, refusals: mismatches };
  const read = await readConfigurations(session, target);
  const change = changeOf(target, read.committed, facts, sources);
  if ('refusal' in change) return { ...common, ...NOTHING, refusals: [...mismatches, change.refusal] };
  const after = effectiveAfter(hostname, change.found, read);
  const effect = effectOf(hostname, change.found, { effective: read.effective, after }, sources);
  const policies = policyProblemsOf(target, after ?? read.effective);
  const obstacles = isOurs ? NONE : await obstaclesOf(hostname, session, change.found.needed);
  return {
    ...common,
    change: change.found,
    ethernetSegments: ethernetSegments(read.committed),
    refusals: [
      ...mismatches,
      ...(await pendingProblems(hostname, history, session)),
      ...obstacles.refusals,
      ...consentProblems(hostname, change.found, sources.consents),
      ...(read.effective === undefined ? [] : (target.prerequisites?.(read.effective) ?? [])),
      ...hiddenSecrets(hostname, change.found, read.committed),
      ...(effect ?? []),
      ...policies.refusals,
      ...(target.objections?.(change.found) ?? []),
    ],
    warnings: [
      ...obstacles.warnings,
      ...policies.warnings,
      ...change.found.warnings.map((warning) => ({ ...warning, hostname })),
      ...(intent === undefined ? [] : externalPrerequisites(intent)),
    ],
    underLock: underLock(change.found, effect !== undefined),
  };
}

const NOTHING = { change: undefined, ethernetSegments: [], warnings: [], underLock: [] } as const;

/** What a device has committed, as it is stored and as it is in effect. */
interface Committed {
  readonly committed: Configuration;
  /** Undefined where nobody has to know. */
  readonly effective: Configuration | undefined;
}

async function readConfigurations(session: DeviceSession, target: Target): Promise<Committed> {
  const { adoption, prerequisites, wanted } = target;
  const committed = await session.configuration({ database: 'committed', ...(adoption !== undefined && EVERYTHING) });
  const matters = prerequisites !== undefined || wanted.some(({ content }) => content !== undefined);
  return {
    committed,
    effective: matters ? await session.configuration({ database: 'committed', inherit: true }) : undefined,
  };
}

function changeOf(
  { adoption, device, due, wanted: all }: Target,
  committed: Configuration,
  facts: ReportedIdentity,
  { changeId }: AssessmentSources,
): { readonly found: DeviceChange } | { readonly refusal: Refusal } {
  const wanted = due?.(all, committed) ?? all;
  const assumed = wanted.map((group) => assumeStanding(group, committed));
  try {
    return { found: deviceChange(committed, assumed, changeId, modelOfDevice(device, facts.model), adoption) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refusal: problemOf(error, device.hostname) };
  }
}

function isRefusal(error: unknown): error is ReturnType<typeof secretsUnreadable | typeof statementProtected> {
  return (
    FabricError.isFabricError(error) && (error.code === 'secretsUnreadable' || error.code === 'statementProtected')
  );
}

async function pendingProblems(
  hostname: string,
  [newest]: readonly HistoryEntry[],
  session: DeviceSession,
): Promise<Refusal[]> {
  const pending = newest?.isPending === true ? await session.pendingCommit() : undefined;
  return pending === undefined ? [] : [problemOf(commitPending(hostname, pending), hostname)];
}

/** Somebody else who is about to change the device. */
interface Obstacles {
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
}

const NONE: Obstacles = { refusals: [], warnings: [] };

/**
 * Somebody who holds the lock at a terminal, or has typed and not committed, stops a change of that device; a program that holds
 * it is waited for when it comes to that. On any other device it is worth a word.
 */
async function obstaclesOf(hostname: string, session: DeviceSession, isNeeded: boolean): Promise<Obstacles> {
  const holder = isNeeded ? await session.lockHolder() : undefined;
  const locked = holder === undefined ? [] : [problemOf(configurationLocked(hostname, holder), hostname)];
  const isModified = (await session.compare()).trim() !== '';
  const modified = isModified ? [problemOf(candidateModified(hostname), hostname)] : [];
  if (!isNeeded) return { refusals: [], warnings: modified };
  return holder?.terminal === undefined
    ? { refusals: modified, warnings: locked }
    : { refusals: [...locked, ...modified], warnings: [] };
}

/** What the device does with secrets that stand there already it will do with ours, and nobody could see another one. */
function hiddenSecrets(hostname: string, { needed, wanted }: DeviceChange, committed: Configuration): Refusal[] {
  if (!needed || !wanted.some(wantsSecrets)) return [];
  return unreadableSecrets(committed)
    .slice(0, 1)
    .map((path) => problemOf(secretsUnreadable(path), hostname));
}

function wantsSecrets({ content }: WantedGroup): boolean {
  return content !== undefined && hasSecrets(content);
}

/** What will be in effect; undefined where only the device can say it, or nobody has to know. */
function effectiveAfter(
  hostname: string,
  change: DeviceChange,
  { committed, effective }: Committed,
): Configuration | undefined {
  if (!change.needed || effective === undefined) return effective;
  return predictedEffect({ hostname, change, committed, effective });
}

/** Undefined where it is not known. */
function effectOf(
  hostname: string,
  { needed, wanted }: DeviceChange,
  { after, effective }: { readonly after?: Configuration; readonly effective?: Configuration },
  { ownedVrfs }: AssessmentSources,
): Refusal[] | undefined {
  if (!needed || effective === undefined) return [];
  return after && effectProblems(hostname, wanted, after, ownedVrfs);
}

/** Of a device that stays in the fabric. */
function policyProblemsOf({ policies }: Target, effective: Configuration | undefined): PolicyProblems {
  return policies === undefined || effective === undefined ? NO_PROBLEMS : policies(effective);
}

function underLock({ needed }: DeviceChange, isEffectKnown: boolean): UnderLock[] {
  if (!needed) return [];
  return isEffectKnown ? ['lock', 'commitCheck'] : ['lock', 'effect', 'commitCheck'];
}
