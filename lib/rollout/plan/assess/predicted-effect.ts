import { inherit } from '../../../junos/inheritance/inheritance';
import type { Configuration } from '../../../junos/tree/configuration';
import { FabricError } from '../../../model/fabric-error';
import type { DeviceChange } from '../../group/device-change';

/** What the effect of a change is computed from. */
export interface EffectSources {
  readonly hostname: string;
  readonly change: DeviceChange;
  /** As the device has it, groups not expanded. */
  readonly committed: Configuration;
  /** The same as the device says that it is in effect. */
  readonly effective: Configuration;
}

/**
 * What will be in effect after a change: computed from the configuration that the device has now. Whether groups are
 * expanded as the device does it is seen from what it says of itself.
 *
 * @returns undefined where they are not: then only the device can say it, once the change is loaded
 */
export function predictedEffect(sources: EffectSources): Configuration | undefined {
  const { change, committed, effective, hostname } = sources;
  const hierarchies = new Set(
    change.wanted.flatMap(({ content }) => [...(content?.statements() ?? [])].map(({ words }) => words[0] ?? '')),
  );
  try {
    return isSameIn(hierarchies, inherit(committed, hostname), effective) ? inherit(change.after, hostname) : undefined;
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
