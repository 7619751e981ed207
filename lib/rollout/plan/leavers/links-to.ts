import type { Configuration, FlatStatement } from '../../../junos/tree/configuration';
import { canonicalAddress } from '../../../model/canonical-address';
import { InterfaceAddress } from '../../../model/interface-address';
import { IpAddress } from '../../../model/ip-address';
import type { IpPrefix } from '../../../model/ip-prefix';

/**
 * The statements of a device that make its links and sessions to some addresses: those of devices that are about to leave.
 *
 * @param group - what its group says, in plain form
 */
export function linksTo(group: Configuration, addresses: ReadonlySet<string>): FlatStatement[] {
  const ports = new Set(portsToward(group, addresses).values());
  return [...group.statements()].filter(({ words }) => {
    const neighbor = neighborOf(words);
    if (neighbor !== undefined) return addresses.has(neighbor);
    return words[0] === 'interfaces' && (ports.has(words[1] ?? '') || ports.has(bundleOf(words) ?? ''));
  });
}

/**
 * What a device is to have while some of its neighbors are still there: what the manifest wants, and beside it the links and
 * sessions to them that stand. A port that the manifest has for something else is its own.
 */
export function withLinksTo(
  wanted: Configuration,
  standing: Configuration,
  addresses: ReadonlySet<string>,
): Configuration {
  const merged = wanted.clone();
  const taken = new Set(
    [...wanted.statements()].flatMap(({ words: [top, name = ''] }) => (top === 'interfaces' ? [name] : [])),
  );
  const toward = portsToward(standing, addresses);
  const onTaken = new Set([...toward].flatMap(([address, port]) => (taken.has(port) ? [address] : [])));
  const kept = linksTo(standing, addresses).filter(({ words }) => {
    const neighbor = neighborOf(words);
    return neighbor === undefined ? !taken.has(words[1] ?? '') : !onTaken.has(neighbor);
  });
  const groups = new Map(kept.flatMap(({ words }) => groupOf(words)).map((path) => [path.join(' '), path]));
  const missing = [...groups.values()].filter((path) => !wanted.has(...path));
  const headers = [...standing.statements()].filter(
    ({ words }) => neighborOf(words) === undefined && missing.some((path) => startsWith(words, path)),
  );
  const named = new Set(
    headers.flatMap(({ words }) => policiesOf(words)).filter((name) => !wanted.has(...POLICY, name)),
  );
  const policies = [...standing.statements()].filter(
    ({ words }) => startsWith(words, POLICY) && named.has(words[POLICY.length] ?? ''),
  );
  for (const { unchecked, words } of [...policies, ...headers, ...kept]) {
    if (unchecked === true) merged.setUnchecked(...words);
    else merged.set(...words);
  }
  return merged;
}

const POLICY = ['policy-options', 'policy-statement'];

/** Over which port each of the addresses is reached, where it is the other end of a link. */
function portsToward(group: Configuration, addresses: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { words } of group.statements()) {
    const subnet = subnetOf(words);
    for (const address of subnet === undefined ? [] : addresses) {
      if (subnet?.contains(IpAddress.parse(address)) === true) found.set(address, words[1] ?? '');
    }
  }
  return found;
}

/** The subnet of a link; the loopback has none. */
function subnetOf(words: readonly string[]): IpPrefix | undefined {
  const at = words.indexOf('address');
  if (words[0] !== 'interfaces' || words[1] === 'lo0' || words[4] !== 'family' || at < 0) return undefined;
  try {
    return InterfaceAddress.parse(words[at + 1] ?? '').prefix;
  } catch {
    return undefined;
  }
}

function neighborOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('neighbor');
  return words.includes('bgp') && at > 0 ? canonicalAddress(words[at + 1] ?? '') : undefined;
}

/** Path of the BGP group that a neighbor is in. */
function groupOf(words: readonly string[]): (readonly string[])[] {
  const at = words.indexOf('neighbor');
  return at > 0 ? [words.slice(0, at)] : [];
}

function policiesOf(words: readonly string[]): string[] {
  return words.filter((_, index) => words[index - 1] === 'export' || words[index - 1] === 'import');
}

function bundleOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('802.3ad');
  return at > 0 ? words[at + 1] : undefined;
}

function startsWith(words: readonly string[], path: readonly string[]): boolean {
  return path.every((word, index) => words[index] === word);
}
