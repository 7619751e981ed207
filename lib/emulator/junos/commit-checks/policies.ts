import type { Configuration, Statement } from '../../../junos/tree/configuration';
import { entries, below, keyOf, valuesOf } from '../../../junos/tree/find-statement';
import type { DatabaseProblem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** A place that names policies. */
interface Reference {
  readonly path: string;
  /** `export`, `import` … */
  readonly statement: string;
  readonly policies: readonly string[];
  /** What applies the list, as Junos' second message names it. */
  readonly user?: string;
}

/** Policies, and what policies themselves name, are defined. */
export function undefinedPolicies(candidate: CandidateView): DatabaseProblem[] {
  const { effective } = candidate;
  const options = below(effective.root, 'policy-options');
  const policies = new Set(entries(options, 'policy-statement').map(keyOf));
  const references = [...forwarding(effective), ...bgp(candidate), ...instances(candidate)];
  return [...references.flatMap((reference) => undefinedIn(reference, policies)), ...insidePolicies(options, policies)];
}

function undefinedIn(
  { path, statement, policies: named, user }: Reference,
  defined: ReadonlySet<string>,
): DatabaseProblem[] {
  return named
    .flatMap(policyNames)
    .filter((name) => !defined.has(name))
    .flatMap((name) => [
      problem(path, `${statement} ${name}`, `Policy error: Policy ${name} referenced but not defined`),
      ...(user === undefined ? [] : [problem(path, statement, `${user}: ${statement} list not applied`)]),
    ]);
}

/** The policies in an expression such as `( A && !B )`. */
function policyNames(expression: string): string[] {
  return expression.split(/[\s()!&|]+/).filter((word) => word !== '');
}

function forwarding(effective: Configuration): Reference[] {
  const policies = valuesOf(effective.root, 'routing-options', 'forwarding-table', 'export');
  return [{ path: 'routing-options forwarding-table', statement: 'export', policies }];
}

function bgp({ instances: known }: CandidateView): Reference[] {
  return known.flatMap(({ name, statement }) => {
    const protocols = name === MAIN_INSTANCE ? 'protocols' : `routing-instances ${name} protocols`;
    const root = below(statement, 'protocols', 'bgp');
    const groups = entries(root, 'group');
    return [
      ...lists(root, `${protocols} bgp`, 'BGP'),
      ...groups.flatMap((group) => [
        ...lists(group, `${protocols} bgp group ${keyOf(group)}`, 'BGP'),
        ...entries(group, 'neighbor').flatMap((one) =>
          lists(one, `${protocols} bgp group ${keyOf(group)} neighbor ${keyOf(one)}`, 'BGP'),
        ),
      ]),
    ];
  });
}

function lists(holder: Statement | undefined, path: string, user?: string): Reference[] {
  return ['import', 'export'].map((statement) => ({ path, statement, user, policies: valuesOf(holder, statement) }));
}

function instances({ instances: known }: CandidateView): Reference[] {
  return known.flatMap(({ name, vrfImports, vrfExports, ipPrefixRoutes }) => {
    const path = `routing-instances ${name}`;
    const routes = `${path} protocols evpn ip-prefix-routes`;
    return [
      { path, statement: 'vrf-import', policies: vrfImports },
      { path, statement: 'vrf-export', policies: vrfExports },
      { path: routes, statement: 'import', policies: ipPrefixRoutes?.imports ?? [] },
      { path: routes, statement: 'export', policies: ipPrefixRoutes?.exports ?? [] },
    ];
  });
}

/** What terms name. For communities and prefix lists the device's own text is not known. */
function insidePolicies(options: Statement | undefined, policies: ReadonlySet<string>): DatabaseProblem[] {
  const communities = new Set(entries(options, 'community').map(keyOf));
  const prefixLists = new Set(entries(options, 'prefix-list').map(keyOf));
  return entries(options, 'policy-statement').flatMap((policy) =>
    [policy, ...entries(policy, 'term')].flatMap((term) => {
      const path = `policy-options policy-statement ${keyOf(policy)}${term === policy ? '' : ` term ${keyOf(term)}`}`;
      const from = below(term, 'from');
      const used = [
        ...valuesOf(from, 'community'),
        ...entries(below(term, 'then'), 'community').map((one) => last(one)),
      ];
      const lists = [...entries(from, 'prefix-list'), ...entries(from, 'prefix-list-filter')].map(keyOf);
      return [
        ...undefinedIn({ path, statement: 'from policy', policies: valuesOf(from, 'policy') }, policies),
        ...missing('Community', used, communities, path),
        ...missing('Prefix-list', lists, prefixLists, path),
      ];
    }),
  );
}

function missing(
  kind: string,
  names: readonly string[],
  defined: ReadonlySet<string>,
  path: string,
): DatabaseProblem[] {
  return names
    .filter((name) => !defined.has(name))
    .map((name) => problem(path, name, `Policy error: ${kind} ${name} referenced but not defined`));
}

/** `community add NAME`: the name is the last key. */
function last(statement: Statement): string {
  return statement.keys.at(-1) ?? '';
}
