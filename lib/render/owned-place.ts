import type { Configuration } from '../junos/tree/configuration';

/**
 * The smallest thing around a statement of the fabric that is the fabric's as a whole: what others have there is in its way.
 * A port or BGP group is, unless the fabric says nothing of it but units or neighbors: then it is others', and these are ours.
 *
 * @param content - all that the fabric configures on the device
 * @param ownedVrfs - names of the VRFs that belong to the fabric as a whole
 */
export function ownedPlace(
  words: readonly string[],
  content: Configuration,
  ownedVrfs: ReadonlySet<string>,
): readonly string[] {
  switch (words[0]) {
    case 'interfaces':
      // lo0 is everybody's: each unit is somebody's own.
      return words.slice(0, words[1] === 'lo0' || saysOnly(content, words.slice(0, 2), 'unit') ? 4 : 2);
    case 'policy-options':
      return words.slice(0, 3);
    case 'routing-instances':
      if (ownedVrfs.has(words[1] ?? '')) return words.slice(0, 2);
      // Relays of DHCP have groups too.
      if (words[3] !== 'bgp' || words[4] !== 'group') return words;
      return words.slice(0, saysOnly(content, words.slice(0, 6), 'neighbor') ? 8 : 6);
    default:
      return words;
  }
}

function saysOnly(content: Configuration, place: readonly string[], keyword: string): boolean {
  const children = content.node(place)?.children ?? [];
  return children.length > 0 && children.every(({ name }) => name === keyword);
}
