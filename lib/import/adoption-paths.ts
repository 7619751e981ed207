import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import type { Configuration, FlatStatement } from '../junos/tree/configuration';
import type { Statement } from '../junos/tree/statement';
import { joinWords } from '../junos/tree/words';
import { adoptionWords, isAdoptable } from '../render/adoption';
import { renderDevice } from '../render/render-device';
import { attempt } from './attempt';

/**
 * The places that a device has to adopt so that the program takes over what it says: as few as cover these statements, and
 * none with anything else in it.
 *
 * @param statements - the explicit statements that the program says, or says otherwise
 */
export function adoptionPaths(
  configuration: Configuration,
  statements: readonly FlatStatement[],
  device: DeviceIntent,
  fabric: FabricIntent,
): string[] {
  if (statements.length === 0) return [];
  const rendered = renderDevice(device, fabric);
  const wanted = new Set(statements.map(({ words }) => keyOf(words)));
  const isOurs = (words: readonly string[]): boolean =>
    attempt(() => isAdoptable(adoptionWords(joinWords(words)), fabric, rendered)) === true;
  return placesBelow(configuration.root, [], (node, words) => isWhole(node, words, wanted) && isOurs(words)).map(
    joinWords,
  );
}

/** The highest statements of which it is true. */
function placesBelow(
  node: Statement,
  path: readonly string[],
  isOne: (node: Statement, words: readonly string[]) => boolean,
): (readonly string[])[] {
  return node.children.flatMap((child) => {
    const words = [...path, ...child.words];
    return isOne(child, words) ? [words] : placesBelow(child, words, isOne);
  });
}

function isWhole(node: Statement, words: readonly string[], wanted: ReadonlySet<string>): boolean {
  return node.children.length === 0
    ? wanted.has(keyOf(words))
    : node.children.every((child) => isWhole(child, [...words, ...child.words], wanted));
}

function keyOf(words: readonly string[]): string {
  return words.join('\0');
}
