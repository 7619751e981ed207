import type { LoadedManifest } from '../../manifest/read-manifest';
import { apply } from '../execute/apply';
import { connectOf } from '../junos-connect';
import type { RolloutResult } from '../outcome';
import { leftEverythingAsItWas, succeeded } from '../outcome';
import type { Recovered } from './recover';
import { recover } from './recover';
import { reverse } from './reverse';
import type { ChangeSettings, Settings } from '../settings';
import { given, optionsOf, settingsOf } from '../settings';

/** How a change that was left in the middle is taken up. */
export interface RecoveryOptions extends ChangeSettings {
  /** Asks the devices only: for places where the journal is gone. */
  readonly fromDevices?: boolean;
}

/**
 * Finishes a change whose process is gone: devices that were told to keep it are confirmed, those that wait otherwise are
 * taken back, and then the manifest is applied again, which leaves alone what carries it.
 *
 * @throws anotherRolloutIsRunning, journalMissing, and as `apply`
 */
export async function resume(manifest: LoadedManifest, options: RecoveryOptions): Promise<RolloutResult> {
  const settings = settingsFor(manifest, options);
  const recovered = await recoverWith(manifest, options, settings, 'resume');
  const { changeId, result } = recovered;
  if (changeId === undefined || result.outcome === 'unknown') return result;
  const why = whyNotAgain(recovered, manifest);
  if (why !== undefined) {
    settings.emit({ type: 'warning', message: why });
    return result;
  }
  return asSettled(result, await apply(manifest, withoutId(options)));
}

/**
 * Takes back a change whose process is gone: devices that wait are rolled back, and those that carry it for good get what
 * they had before, in a change of its own. Where that has stopped halfway, it goes on with it.
 *
 * @throws anotherRolloutIsRunning, journalMissing, and as `reverse`
 */
export async function undo(manifest: LoadedManifest, options: RecoveryOptions): Promise<RolloutResult> {
  const recovered = await recoverWith(manifest, options, settingsFor(manifest, options), 'undo');
  const { changeId, result, reverses } = recovered;
  if (changeId === undefined || result.outcome === 'unknown') return result;
  const isBack = reverses === undefined && !Object.values(result.devices).includes('confirmed');
  if (isBack) return { ...result, undone: true };
  const reversed = await reverse(manifest, reverses ?? changeId, withoutId(options));
  if (succeeded(reversed.outcome)) return { ...reversed, undone: true };
  return asSettled(result, reversed);
}

/** Where the way on leaves everything as it was, the devices are what settling the change has made of them. */
function asSettled(settled: RolloutResult, onward: RolloutResult): RolloutResult {
  const wentBack = settled.outcome === 'rolledBack' || settled.outcome === 'partiallyApplied';
  if (!wentBack || succeeded(onward.outcome) || !leftEverythingAsItWas(onward.outcome)) return onward;
  return { ...settled, problems: [...settled.problems, ...onward.problems] };
}

function recoverWith(
  manifest: LoadedManifest,
  options: RecoveryOptions,
  settings: Settings,
  by: 'resume' | 'undo',
): Promise<Recovered> {
  const connect = connectOf(manifest, options);
  return recover({ by, manifest, connect, fromDevices: options.fromDevices === true }, settings);
}

function settingsFor(manifest: LoadedManifest, options: RecoveryOptions): Settings {
  const { rollout } = manifest.manifest.fabric;
  return settingsOf({ ...optionsOf(rollout), ...given(options), stateDirectory: options.stateDirectory });
}

/** The way on is a change of its own. */
function withoutId(options: RecoveryOptions): RecoveryOptions {
  return { ...options, changeId: undefined };
}

function whyNotAgain(
  { changeId = '', kind, manifestDigest, reverses }: Recovered,
  manifest: LoadedManifest,
): string | undefined {
  if (reverses !== undefined) {
    return `the rollback ${changeId} of the change ${reverses} was settled; junos-fabric rollback ${reverses} finishes it`;
  }
  if (kind !== 'apply') return `the ${kind} ${changeId} was settled; run it again to finish it`;
  return manifestDigest === undefined || manifestDigest === manifest.digest
    ? undefined
    : `change ${changeId} was made for another manifest than the one on disk; what waited was settled, and apply rolls out this one`;
}
