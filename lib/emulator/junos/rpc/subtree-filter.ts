import type { XmlElement } from '../../../junos/formats/xml';

/**
 * What a subtree filter selects (RFC 6241, 6): a filter element without content selects everything below it, one with
 * text must be equal, one with children goes deeper. Undefined when nothing is selected.
 */
export function select(from: XmlElement, filter: XmlElement): XmlElement | undefined {
  if (filter.children.length === 0) return from;
  const matches = filter.children.filter(isContentMatch);
  if (!matches.every((match) => holds(from, match))) return undefined;
  const deeper = filter.children.filter((one) => !isContentMatch(one));
  if (deeper.length === 0) return from;
  const children = from.children.filter((one) => matches.some(({ name }) => name === one.name));
  for (const one of from.children) {
    const chosen = deeper.filter(({ name }) => name === one.name).map((below) => select(one, below));
    const [first] = chosen.filter((below) => below !== undefined);
    if (first !== undefined) children.push(chosen.length > 1 ? merge(one, chosen) : first);
  }
  const isEmpty = children.length === matches.length;
  return isEmpty ? undefined : { ...from, children };
}

function isContentMatch(filter: XmlElement): boolean {
  return filter.children.length === 0 && filter.text.trim() !== '';
}

function holds(from: XmlElement, match: XmlElement): boolean {
  return from.children.some((one) => one.name === match.name && one.text.trim() === match.text.trim());
}

/** Several filters chose from one element: its children that any of them chose, once, in order. */
function merge(original: XmlElement, chosen: readonly (XmlElement | undefined)[]): XmlElement {
  const names = chosen.flatMap((one) => one?.children ?? []);
  const seen = new Set<string>();
  const children = names.filter((one) => {
    const identity = JSON.stringify(one);
    return seen.size !== seen.add(identity).size;
  });
  return { ...original, children };
}
