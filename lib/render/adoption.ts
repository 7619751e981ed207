import { adoptionOutside, adoptionUnreadable } from './errors';
import { FabricError } from '../model/fabric-error';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { requirePlace } from '../junos/tree/configuration';
import { splitWords } from '../junos/tree/words';
import { ownedPlace } from './owned-place';
import type { RenderedDevice } from './rendered-device';

/**
 * The words of a place that is to be adopted.
 *
 * @throws FabricError `adoptionUnreadable` where it is no place that a configuration can have
 */
export function adoptionWords(path: string): readonly string[] {
  try {
    const words = splitWords(path.trim()).map(({ text }) => text);
    const [first = ''] = words;
    if (words.length < 2 || NO_PLACES.has(first)) throw adoptionUnreadable(path);
    requirePlace(words);
    return words;
  } catch (error) {
    if (!FabricError.isFabricError(error) || error.code === 'adoptionUnreadable') throw error;
    throw adoptionUnreadable(path, error.message);
  }
}

/** Verbs of set lines, and what is for the device to decide. */
const NO_PLACES: ReadonlySet<string> = new Set([
  'set',
  'delete',
  'deactivate',
  'groups',
  'apply-groups',
  'apply-groups-except',
]);

/**
 * That everything a device is to adopt belongs to what the fabric configures on it.
 *
 * @throws FabricError `adoptionUnreadable`, `adoptionOutside`
 */
export function requireAdoptable(device: DeviceIntent, fabric: FabricIntent, rendered: RenderedDevice): void {
  for (const { constructPath, path } of device.adopted ?? []) {
    let words: readonly string[];
    try {
      words = adoptionWords(path);
    } catch (error) {
      throw FabricError.isFabricError(error) ? error.at(constructPath) : error;
    }
    if (!isAdoptable(words, fabric, rendered)) throw adoptionOutside(path, device.hostname, constructPath);
  }
}

/**
 * Whether all that stands at and below a place is the fabric's to decide: it lies in a port, policy, VRF or BGP group that the
 * fabric configures as a whole, is one statement that it configures, or says what else one of its ports is used for.
 */
export function isAdoptable(words: readonly string[], fabric: FabricIntent, { base, group }: RenderedDevice): boolean {
  return (
    [group, base].some((one) => isStatementOf(one, words)) ||
    isOfPort(words, group) ||
    [...group.statements()].some((one) => startsWith(words, ownedRoot(one.words, group, fabric)))
  );
}

/** The smallest thing around a statement that belongs to the fabric as a whole. */
function ownedRoot(words: readonly string[], content: Configuration, { vrfs }: FabricIntent): readonly string[] {
  if (words[0] === 'protocols') return words[2] === 'group' ? words.slice(0, 4) : words;
  const ownedVrfs = new Set(vrfs.flatMap(({ name, owned }) => (owned ? [name] : [])));
  return ownedPlace(words, content, ownedVrfs);
}

/** One statement, with or without its value. */
function isStatementOf(configuration: Configuration, words: readonly string[]): boolean {
  const node = configuration.node(words);
  return node !== undefined && !node.hasChildren && node.schema.kind !== 'leaf-list';
}

/** `protocols rstp interface et-0/0/15`, where the port is the fabric's. */
function isOfPort(words: readonly string[], group: Configuration): boolean {
  const [keyword, name = ''] = words.slice(-2);
  const port = name.replace(/\.\d+$/, '');
  return keyword === 'interface' && words.length > 3 && port !== '' && group.has('interfaces', port);
}

function startsWith(words: readonly string[], root: readonly string[]): boolean {
  return root.every((word, index) => words[index] === word);
}
