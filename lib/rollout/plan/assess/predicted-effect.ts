import { inherit } from '../../../junos/inheritance/inheritance';
import type { Configuration } from '../../../junos/tree/configuration';
import { FabricError } from '../../../model/fabric-error';
import type { DeviceChange } from '../../group/device-change';
import type { EffectProblem } from '../../group/effect';
import { effectProblems } from '../../group/effect';

/** What the effect of a change is computed from. */
export interface EffectSources {
  readonly hostname: string;
  readonly change: DeviceChange;
  /** As the device has it, groups not expanded. */
  readonly committed: Configuration;
  /** The same as the device says that it is in effect. */
  readonly effective: Configuration;
  /** Names of the VRFs that belong to the fabric as a whole. */
  readonly ownedVrfs: ReadonlySet<string>;
}

/**
 * What of a change would not be in effect, or stands under what it owns: computed from the configuration that the device has
 * now. Whether groups are expanded as the device does it is seen from what it says of itself.
 *
 * @returns undefined where they are not: then only the device can say it, once the change is loaded
 */
export function predictedEffect(sources: EffectSources): EffectProblem[] | undefined {
  const { change, committed, effective, hostname, ownedVrfs } = sources;
  const hierarchies = new Set(
    change.wanted.flatMap(({ content }) => [...(content?.statements() ?? [])].map(({ words }) => words[0] ?? '')),
  );
  try {
    return isSameIn(hierarchies, inherit(committed, hostname), effective)
      ? effectProblems(hostname, change.wanted, inherit(change.after, hostname), ownedVrfs)
      : undefined;
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return undefined;
  }
}

function isSameIn(hierarchies: ReadonlySet<string>, one: Configuration, other: Configuration): boolean {
  const [ours, theirs] = [keysIn(hierarchies, one), keysIn(hierarchies, other)];
  return ours.size === theirs.size && [...ours].every((key) => theirs.has(key));
}

/** The statements that are in effect there, each with the group it comes from. */
function keysIn(hierarchies: ReadonlySet<string>, configuration: Configuration): Set<string> {
  const keys = new Set<string>();
  for (const { inactive, source, unchecked, words } of configuration.statements()) {
    if (inactive || unchecked === true || !hierarchies.has(words[0] ?? '')) continue;
    keys.add([...words, source ?? ''].join('\0'));
  }
  return keys;
}
