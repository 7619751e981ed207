import type { Configuration, Statement } from '../../../junos/tree/configuration';
import { MAIN_INSTANCE } from '../configured/instances';
import { all, below, key, valuesOf } from '../configured/statements';
import type { Problem } from '../refusal';
import type { CandidateView } from './candidate-view';
import { problem } from './candidate-view';

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
export function undefinedPolicies(candidate: CandidateView): Problem[] {
  const { effective } = candidate;
  const options = below(effective.root, 'policy-options');
  const policies = new Set(all(options, 'policy-statement').map(key));
  const references = [...forwarding(effective), ...bgp(candidate), ...instances(candidate)];
  return [...references.flatMap((reference) => undefinedIn(reference, policies)), ...insidePolicies(options, policies)];
}

function undefinedIn({ path, statement, policies: named, user }: Reference, defined: ReadonlySet<string>): Problem[] {
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
    const groups = all(root, 'group');
    return [
      ...lists(root, `${protocols} bgp`, 'BGP'),
      ...groups.flatMap((group) => [
        ...lists(group, `${protocols} bgp group ${key(group)}`, 'BGP'),
        ...all(group, 'neighbor').flatMap((one) =>
          lists(one, `${protocols} bgp group ${key(group)} neighbor ${key(one)}`, 'BGP'),
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
function insidePolicies(options: Statement | undefined, policies: ReadonlySet<string>): Problem[] {
  const communities = new Set(all(options, 'community').map(key));
  const prefixLists = new Set(all(options, 'prefix-list').map(key));
  return all(options, 'policy-statement').flatMap((policy) =>
    [policy, ...all(policy, 'term')].flatMap((term) => {
      const path = `policy-options policy-statement ${key(policy)}${term === policy ? '' : ` term ${key(term)}`}`;
      const from = below(term, 'from');
      const used = [...valuesOf(from, 'community'), ...all(below(term, 'then'), 'community').map((one) => last(one))];
      const lists = [...all(from, 'prefix-list'), ...all(from, 'prefix-list-filter')].map(key);
      return [
        ...undefinedIn({ path, statement: 'from policy', policies: valuesOf(from, 'policy') }, policies),
        ...missing('Community', used, communities, path),
        ...missing('Prefix-list', lists, prefixLists, path),
      ];
    }),
  );
}

function missing(kind: string, names: readonly string[], defined: ReadonlySet<string>, path: string): Problem[] {
  return names
    .filter((name) => !defined.has(name))
    .map((name) => problem(path, name, `Policy error: ${kind} ${name} referenced but not defined`));
}

/** `community add NAME`: the name is the last key. */
function last(statement: Statement): string {
  return statement.keys.at(-1) ?? '';
}
