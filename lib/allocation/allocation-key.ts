import type { Family } from '../intent/fabric-intent';
import { compareText } from '../model/order';
import type { AllocationKind, Role } from './kinds';
import { kindNamed } from './kinds';

/**
 * Keys of allocations: one line of words that say what a value is for, in the words of the network, and never where its
 * construct stands in the program or in which order it was made.
 */

/** Key of the RD number of a VRF: `rd VRF_5`. */
export function rdKey(vrf: string): string {
  return `rd ${vrf}`;
}

/** Key of the VNI of a VRF: `vni VRF_5`. */
export function vniKey(vrf: string): string {
  return `vni ${vrf}`;
}

/** Key of the route target of a VRF: `route-target VRF_5`. */
export function routeTargetKey(vrf: string): string {
  return `route-target ${vrf}`;
}

/**
 * Key of the subnet between a server and a port of a leaf: `subnet server1 leaf10 et-0/0/15`, and
 * `subnet server1 leaf10 et-0/0/15.100` for a tagged unit. The port is always in it, also where the server has one port
 * on that leaf only: if it came in with the second port, the first one's key would change and its subnet with it.
 */
export function subnetKey(family: Family, server: string, device: string, port: string, unit: number): string {
  const kind = family === 'inet' ? 'subnet' : 'subnet6';
  return `${kind} ${server} ${device} ${unit === 0 ? port : `${port}.${unit}`}`;
}

/** One end of a cable between two devices. */
export interface LinkEnd {
  readonly device: string;
  readonly port: string;
}

/** Key of the subnet on a cable between two devices, whichever end comes first: `link leaf10:et-0/0/48 spine1:et-0/0/10`. */
export function linkKey(family: Family, one: LinkEnd, other: LinkEnd): string {
  const ends = [one, other].map(({ device, port }) => `${device}:${port}`).sort(compareText);
  return [family === 'inet' ? 'link' : 'link6', ...ends].join(' ');
}

/** Key of the AS number of a device in the underlay: `underlay-as leaf10`. */
export function underlayAsKey(device: string): string {
  return `underlay-as ${device}`;
}

/** A key taken apart. */
export interface AllocationKey {
  readonly kind: AllocationKind;
  /** The words after the first; as many as the kind has roles. */
  readonly words: readonly string[];
}

const WORD: Readonly<Record<Role, RegExp>> = {
  vrf: /^[A-Za-z0-9._-]+$/,
  server: /^[A-Za-z0-9._-]+$/,
  device: /^[A-Za-z0-9._-]+$/,
  port: /^[a-z]+[-\d/:]+(\.\d+)?$/,
  end: /^[A-Za-z0-9._-]+:[a-z]+[-\d/:]+(\.\d+)?$/,
};

/** Takes a key apart; undefined when it is none. */
export function parseKey(text: string): AllocationKey | undefined {
  const [first = '', ...words] = text.split(' ');
  const kind = kindNamed(first);
  if (kind?.roles.length !== words.length) return undefined;
  const fits = kind.roles.every((role, i) => WORD[role].test(words[i] ?? ''));
  return fits && inOrder(kind, words) ? { kind, words } : undefined;
}

/** The key of these parts; the ends of a cable are put in order. */
export function formatKey({ kind, words }: AllocationKey): string {
  return [kind.name, ...(isCable(kind) ? [...words].sort(compareText) : words)].join(' ');
}

/** Order of keys as people count, for a file that reads well; the same on every machine. */
export function sortKeys(keys: Iterable<string>): string[] {
  return [...keys]
    .map((key) => ({ key, parts: key.match(/\d+|\D+/g) ?? [] }))
    .sort((a, b) => compareParts(a.parts, b.parts) || compareText(a.key, b.key))
    .map(({ key }) => key);
}

/** All keys begin with a letter, so parts with the same index are both numbers or both text. */
function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x = '', y = ''] = [a[i], b[i]];
    const order = i % 2 === 0 ? compareText(x, y) : Number(x) - Number(y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function inOrder(kind: AllocationKind, words: readonly string[]): boolean {
  return !isCable(kind) || compareText(words[0] ?? '', words[1] ?? '') < 0;
}

function isCable(kind: AllocationKind): boolean {
  return kind.roles[0] === 'end';
}
