import type { Family } from '../intent/fabric-intent';
import type { Configuration, FlatStatement } from '../junos/tree/configuration';
import { IpPrefix } from '../model/ip-prefix';
import { attempt } from './attempt';

/** What a chain of import policies says, in the library's words. */
export interface FoundFilter {
  /** The prefixes that its last policy accepts; undefined where it is no plain list of prefixes. */
  readonly prefixes: readonly string[] | undefined;
  /** The policies that stay, by name: those before it, or all of them. */
  readonly before: readonly string[];
}

/** The filter of a session: a last policy that accepts some prefixes exactly and nothing else, or accepts everything. */
export function foundFilter(effective: Configuration, names: readonly string[], family: Family): FoundFilter {
  const last = names.at(-1);
  if (last === undefined) return { prefixes: undefined, before: [] };
  if (acceptsEverything(effective, last)) return { prefixes: undefined, before: names.slice(0, -1) };
  const prefixes = exactPrefixes(effective, last);
  const isOfFamily = prefixes?.every((prefix) => prefix.includes(':') === (family === 'inet6')) === true;
  return isOfFamily ? { prefixes, before: names.slice(0, -1) } : { prefixes: undefined, before: names };
}

/**
 * Whether a policy toward servers is the one that the library makes: routes of protocols EVPN and BGP without the
 * communities of the fabric, and nothing else.
 */
export function isToServers(effective: Configuration, name: string): boolean {
  const own = statementsOf(effective, name).filter(([, ...rest]) => rest.join(' ') !== '');
  const protocols = own
    .filter((words) => words.slice(-3, -1).join(' ') === 'from protocol')
    .map((words) => words.at(-1));
  const decisions = own.filter((words) => words.at(-2) === 'then').map((words) => words.at(-1));
  const strips = own.filter((words) => words.includes('community')).every((words) => words.at(-2) === 'delete');
  return (
    [...protocols].sort().join() === 'bgp,evpn' &&
    decisions.join() === 'accept,accept,reject' &&
    strips &&
    own.every((words) => !words.includes('route-filter') && !words.includes('prefix-list'))
  );
}

function acceptsEverything(effective: Configuration, name: string): boolean {
  const own = statementsOf(effective, name);
  const decisions = own.filter((words) => words.at(-2) === 'then').map((words) => words.at(-1));
  return decisions.join() === 'accept' && !own.some((words) => words.includes('from'));
}

/** Words of each statement of a policy, behind its name. */
function statementsOf(effective: Configuration, name: string): (readonly string[])[] {
  const path = ['policy-options', 'policy-statement', name];
  if (!effective.has(...path)) return [];
  return [...effective.subtree(...path).statements()].map(({ words }: FlatStatement) => words.slice(path.length));
}

/** The prefixes that a policy accepts exactly, where that is all it does and it ends by rejecting everything else. */
function exactPrefixes(effective: Configuration, name: string): string[] | undefined {
  const terms = termsOf(effective, name);
  const last = terms.pop();
  if (last?.said.join() !== 'then reject') return undefined;
  const prefixes = terms.map(prefixesOfTerm);
  return prefixes.every((one) => one !== undefined) ? prefixes.flat() : undefined;
}

/** The prefixes of a term that accepts some exactly, and does nothing else but take communities away. */
function prefixesOfTerm({ said }: Term): string[] | undefined {
  const filters = said.flatMap((text) => /^from route-filter (\S+) exact$/.exec(text)?.[1] ?? []);
  const others = said.filter((text) => !/^(?:from route-filter \S+ exact|then community delete \S+)$/.test(text));
  const prefixes = filters.map((text) => attempt(() => IpPrefix.parse(text).toString()));
  const isPlain = others.join() === 'then accept' && prefixes.length > 0;
  return isPlain && prefixes.every((prefix) => prefix !== undefined) ? prefixes : undefined;
}

/** A term, or what the policy says at its end without one. */
interface Term {
  readonly name: string;
  readonly said: string[];
}

function termsOf(effective: Configuration, policy: string): Term[] {
  const terms: Term[] = [];
  for (const words of statementsOf(effective, policy)) {
    const isInTerm = words[0] === 'term';
    const name = isInTerm ? `term ${words[1] ?? ''}` : '';
    const text = (isInTerm ? words.slice(2) : words).join(' ');
    const known = terms.find((term) => term.name === name);
    if (known === undefined) terms.push({ name, said: [text] });
    else known.said.push(text);
  }
  return terms;
}
