import { addressProblem, lengthProblem, prefixProblem } from './addresses';
import { communityProblem, routeDistinguisherProblem, routeTargetProblem } from './communities';
import { interfaceNameProblem } from './interface-names';
import { asNumberProblem, numberProblem, vlanIdProblem, vlanRangeProblem } from './numbers';

/** A form of text that a value can have. */
interface Format {
  /** What to write, in our words. */
  readonly allowed: string;
  /** What is wrong with a text, in the words of Junos where they are known. Undefined: Junos takes it. */
  readonly problem: (text: string) => string | undefined;
}

const ADDRESS: Format = { allowed: 'an IP address', problem: (text) => addressProblem(text) };
const ADDRESS_4: Format = { allowed: 'an IPv4 address', problem: (text) => addressProblem(text, 'inet') };
const ADDRESS_6: Format = { allowed: 'an IPv6 address', problem: (text) => addressProblem(text, 'inet6') };
const PREFIX: Format = { allowed: 'a prefix such as 10.1.5.0/24', problem: (text) => prefixProblem(text) };
const PREFIX_4: Format = {
  allowed: 'an IPv4 address with prefix length such as 10.1.5.1/24',
  problem: (text) => prefixProblem(text, 'inet'),
};
const PREFIX_6: Format = {
  allowed: 'an IPv6 address with prefix length such as 2001:db8::1/64',
  problem: (text) => prefixProblem(text, 'inet6'),
};
const INTERFACE: Format = { allowed: 'an interface such as et-0/0/15 or ae1', problem: interfaceNameProblem };

/** By the name of a type in YANG, and of ours in `schema-facts.ts`. What is not here has no form that is known. */
const FORMATS: Readonly<Record<string, Format | undefined>> = {
  ipaddr: ADDRESS,
  'ipaddr-scoped': ADDRESS,
  ipv4addr: ADDRESS_4,
  ipv6addr: ADDRESS_6,
  ipprefix: PREFIX,
  'ipprefix-mandatory': PREFIX,
  'ipprefix-only': PREFIX,
  'ipprefix-optional': PREFIX,
  ipv4prefix: PREFIX_4,
  'ipv4prefix-mandatory': PREFIX_4,
  'ipv4prefix-only': PREFIX_4,
  'ipv4prefix-optional': PREFIX_4,
  ipv6prefix: PREFIX_6,
  'ipv6prefix-mandatory': PREFIX_6,
  'ipv6prefix-only': PREFIX_6,
  'ipv6prefix-optional': PREFIX_6,
  'interface-device': INTERFACE,
  'interface-name': INTERFACE,
  'interface-range-wild': INTERFACE,
  'interface-unit': INTERFACE,
  'interface-wildcard': INTERFACE,
  'ipaddr-or-interface': orInterface(ADDRESS),
  'ipv4addr-or-interface': orInterface(ADDRESS_4),
  'ipv6addr-or-interface': orInterface(ADDRESS_6),
  areaid: { allowed: 'a number or its dotted form such as 0.0.0.1', problem: areaProblem },
  'vlan-range': { allowed: 'a VLAN id from 0 to 4094 or a range such as 100-199', problem: vlanRangeProblem },
  'vlan-id': { allowed: 'a VLAN id from 0 to 4094', problem: vlanIdProblem },
  'vlan-id-or-word': {
    allowed: 'a VLAN id from 0 to 4094, all or none',
    problem: (text) => (/^[a-z]/.test(text) ? undefined : vlanRangeProblem(text)),
  },
  'as-number': { allowed: 'an AS number from 1 to 4294967295, also as in 64512.1', problem: asNumberProblem },
  community: { allowed: 'a community such as 65000:100, target:65000:1 or large:65000:1:2', problem: communityProblem },
  'route-target': { allowed: 'a route target such as target:62273:16776000', problem: routeTargetProblem },
  'route-distinguisher': {
    allowed: 'a route distinguisher such as 192.168.1.10:5',
    problem: routeDistinguisherProblem,
  },
};

/** Stands for any value in a group, for the value of an interface range, or for several names. */
const PATTERN = /^<.*>$|^\$|[*[\]?{}]/;
/** Where an interface or a prefix may be named: every one of them. */
const ALL = 'all';

/** What is wrong with a text of which each of the formats would do; what is not known passes. */
export function formatProblem(formats: readonly string[], text: string): string | undefined {
  if (formats.length === 0 || text === ALL || isPattern(formats, text)) return undefined;
  const problems = formats.map((name) => FORMATS[name]?.problem(text));
  return problems.includes(undefined) ? undefined : problems[0];
}

/** What to write where one of the formats is asked for. */
export function allowedBy(formats: readonly string[]): string {
  return [...new Set(formats.flatMap((name) => FORMATS[name]?.allowed ?? []))].join(' or ');
}

/** A regular expression of communities says of itself what it is. */
function isPattern(formats: readonly string[], text: string): boolean {
  return !formats.includes('community') && PATTERN.test(text);
}

function areaProblem(text: string): string | undefined {
  return text.includes('.') ? addressProblem(text, 'inet') : numberProblem(text, 0, 4294967295);
}

function orInterface({ allowed, problem }: Format): Format {
  const either = (text: string): string | undefined => {
    const wrong = problem(text);
    return wrong === undefined || interfaceNameProblem(text) === undefined ? undefined : wrong;
  };
  return { allowed: `${allowed} or an interface`, problem: either };
}

/** What is wrong with the range of a route filter: `upto /24`, `prefix-length-range /24-/28`, `through 10.1.0.0/16`. */
export function rangeProblem(prefix: string, operator: string, range: string): string | undefined {
  const family = prefix.includes(':') ? 'inet6' : 'inet';
  if (operator === 'upto') return slashedProblem(range, family);
  if (operator === 'through') return prefixProblem(range, family);
  if (operator !== 'prefix-length-range') return undefined;
  const ends = range.split('-');
  const [low = '', high = ''] = ends;
  if (ends.length !== 2) return `invalid prefix length range: '${range}'`;
  const problem = slashedProblem(low, family) ?? slashedProblem(high, family);
  if (problem !== undefined) return problem;
  return Number(low.slice(1)) > Number(high.slice(1)) ? `invalid prefix length range: '${range}'` : undefined;
}

function slashedProblem(text: string, family: 'inet' | 'inet6'): string | undefined {
  return text.startsWith('/') ? lengthProblem(text.slice(1), family) : `invalid prefix length: '${text}'`;
}
