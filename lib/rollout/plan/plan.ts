import type { LoadedManifest } from '../../manifest/read-manifest';
import { newSalt } from '../../secrets/fingerprint';
import { SecretReader } from '../../secrets/secret-reader';
import type { DeviceSession } from '../device-session';
import type { DeviceChange } from '../group/device-change';
import { connectOf } from '../junos-connect';
import { withSecretsAtHand } from '../manifest-secrets';
import type { SeenBefore } from '../participant';
import { inParallel } from '../../checks/pool';
import type { ChangeSettings } from '../settings';
import { given, optionsOf, settingsOf } from '../settings';
import { ownedVrfs } from '../targets';
import { assess, lookAt } from './assess/assess';
import type { ChangePlan, PlannedChange } from './change-plan';
import { planChange } from './change-plan';
import { planLeaving } from './leavers/leaving';
import { lookAtLeavers } from './leavers/look-at-leavers';
import type { SaidOfLeaver } from './leavers/said-of-leavers';
import { saidOfLeavers } from './leavers/said-of-leavers';

/** What a rollout of a manifest would do. */
export interface FabricPlan extends ChangePlan {
  /** Why secrets were not at hand: those that stand are taken for what the manifest wants. */
  readonly missingSecrets: readonly string[];
  /** The devices that have left the code, and what was found of each. */
  readonly leavers: readonly SaidOfLeaver[];
}

/** What of a rollout's options a plan has. */
export type PlanOptions = Omit<Partial<ChangeSettings>, 'stateDirectory' | 'signal' | 'changeId'>;

/** A plan, and what it was made of. */
export interface PlannedFabric extends PlannedChange {
  readonly plan: FabricPlan;
  /** What fingerprints of secrets were made with in the digests. */
  readonly salt: string;
  /** The devices that would change, as far as nothing speaks against it. */
  readonly untried: readonly Untried[];
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
}

/** A device that has not tried its change, and how it can. */
export interface Untried {
  readonly hostname: string;
  readonly change: DeviceChange;
  readonly seen: SeenBefore;
  /** Opens a session to it. */
  readonly open: () => Promise<DeviceSession>;
}

/** Looks at every device and tells what a rollout would do. Reads only: nothing is locked, loaded, checked or written down. */
export async function plan(onDisk: LoadedManifest, options: PlanOptions = {}): Promise<FabricPlan> {
  return (await planFabric(onDisk, options)).plan;
}

/** The same, to be written down as well. @throws knownHostsUnreadable; what has to do with a device is in the plan */
export async function planFabric(onDisk: LoadedManifest, options: PlanOptions = {}): Promise<PlannedFabric> {
  const { fabric } = onDisk.manifest;
  const { manifest, missing } = await withSecretsAtHand(onDisk, new SecretReader());
  const settings = settingsOf({
    ...optionsOf(fabric.rollout),
    ...given(options),
    consents: [...fabric.consents, ...(options.consents ?? [])],
    stateDirectory: '',
  });
  const sources = {
    connect: connectOf(manifest, options),
    changeId: NO_CHANGE_ID,
    consents: settings.consents,
    ownedVrfs: ownedVrfs(manifest),
  };
  const untried: Untried[] = [];
  const leavers = manifest.manifest.leavers ?? [];
  const looked = await lookAtLeavers(leavers, fabric.devices, sources.connect, settings.concurrency);
  const leaving = planLeaving(manifest, looked, settings.consents);
  const assessed = await inParallel(leaving.targets, settings.concurrency, async (target) => {
    const { device } = target;
    const assessment = await assess(target, sources);
    if ('problem' in assessment) return assessment;
    await Promise.allSettled([assessment.session.close()]);
    const { change, history, hostname, refusals } = assessment.looked;
    if (change?.needed === true && refusals.length === 0) {
      const seen: SeenBefore = { history, again: (session) => lookAt(session, target, sources, true) };
      untried.push({ hostname, change, seen, open: () => sources.connect(device) });
    }
    return assessment.looked;
  });
  const salt = newSalt();
  const planned = await planChange(assessed, {
    kind: 'apply',
    fabric: fabric.name,
    manifestDigest: manifest.digest,
    fabrics: [fabric, ...settings.otherFabrics],
    settings,
    salt,
    second: leaving.second,
  });
  const missingSecrets = missing.map(({ message }) => message);
  const hasChanges = planned.plan.hasChanges || planned.plan.later.length > 0;
  return {
    ...planned,
    untried,
    ownedVrfs: sources.ownedVrfs,
    salt,
    plan: { ...planned.plan, hasChanges, missingSecrets, leavers: saidOfLeavers(looked) },
  };
}

/** Stands for the change id in what is only shown. */
const NO_CHANGE_ID = 'planned';
