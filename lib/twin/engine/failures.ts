import { unknownTwinPart } from '../errors';
import type { TwinEnd, TwinLink, TwinNode } from '../plan';

/** Something that is broken on purpose. */
export type TwinFailure =
  /** A device or server loses every cable at once, as when its power goes. */
  | { readonly kind: 'node'; readonly node: string }
  /** The cables between two nodes, or the one at an interface, are pulled. */
  | { readonly kind: 'link'; readonly node: string; readonly to: string }
  /** They look alive and drop every packet. */
  | { readonly kind: 'silent'; readonly node: string; readonly to: string }
  /** A BGP session is shut down at one end. */
  | { readonly kind: 'session'; readonly node: string; readonly neighbor: string }
  /** The BGP daemon dies; the kernel goes on forwarding. */
  | { readonly kind: 'daemon'; readonly node: string };

/** A failure in one line: `link leaf10 spine1`. */
export function describeTwinFailure(failure: TwinFailure): string {
  switch (failure.kind) {
    case 'node':
    case 'daemon':
      return `${failure.kind} ${failure.node}`;
    case 'link':
    case 'silent':
      return `${failure.kind} ${failure.node} ${failure.to}`;
    case 'session':
      return `session ${failure.node} ${failure.neighbor}`;
  }
}

/** The interfaces that a failure takes down; both ends of each cable. */
export function downEnds(failure: TwinFailure, nodes: readonly TwinNode[], links: readonly TwinLink[]): TwinEnd[] {
  if (failure.kind === 'node') return linksOf(failure.node, nodes, links).flatMap(({ a, b }) => [a, b]);
  if (failure.kind === 'link') return linksBetween(failure, nodes, links).flatMap(({ a, b }) => [a, b]);
  return [];
}

/** The interfaces that drop everything; at one end of each cable. */
export function silentEnds(failure: TwinFailure, nodes: readonly TwinNode[], links: readonly TwinLink[]): TwinEnd[] {
  if (failure.kind !== 'silent') return [];
  return linksBetween(failure, nodes, links).map(({ a, b }) => (a.node === failure.node ? a : b));
}

/** @throws unknownTwinPart */
export function requireNode(name: string, nodes: readonly TwinNode[]): TwinNode {
  const node = nodes.find((one) => one.name === name);
  if (node === undefined)
    throw unknownTwinPart(
      'node',
      name,
      nodes.map((one) => one.name),
    );
  return node;
}

function linksOf(name: string, nodes: readonly TwinNode[], links: readonly TwinLink[]): TwinLink[] {
  requireNode(name, nodes);
  return links.filter(({ a, b }) => a.node === name || b.node === name);
}

/** `to` is a node, or an interface of the first node: `et-0/0/15`, `et-0/0/15.100`. */
function linksBetween(
  { node: name, to }: { readonly node: string; readonly to: string },
  nodes: readonly TwinNode[],
  links: readonly TwinLink[],
): TwinLink[] {
  const node = requireNode(name, nodes);
  const names = new Set(
    node.interfaces.filter(({ title }) => title === to || title.startsWith(`${to}.`)).map((one) => one.name),
  );
  const found = linksOf(name, nodes, links).filter(({ a, b }) => {
    const [own, other] = a.node === name ? [a, b] : [b, a];
    return other.node === to || names.has(own.interface);
  });
  if (found.length === 0) {
    const neighbors = linksOf(name, nodes, links).map(({ a, b }) => (a.node === name ? b.node : a.node));
    throw unknownTwinPart(`cable of ${name} to`, to, [...new Set(neighbors)]);
  }
  return found;
}
