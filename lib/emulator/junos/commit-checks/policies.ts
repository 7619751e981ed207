import type { BgpLevel } from '../../../routing-model/bgp-level';
import type { Condition, Term } from '../../../routing-model/policies';
import { policiesIn, policiesNamed } from '../../../junos/tree/policy-expression';
import type { DatabaseProblem } from '../refusal';
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
export function undefinedPolicies(candidate: CandidateView): DatabaseProblem[] {
  const references = [...forwarding(candidate), ...bgp(candidate), ...instances(candidate)];
  return [
    ...references.flatMap((reference) => undefinedIn(reference, candidate.policies)),
    ...insidePolicies(candidate),
  ];
}

function undefinedIn(
  { path, statement, policies: named, user }: Reference,
  defined: Pick<ReadonlySet<string>, 'has'>,
): DatabaseProblem[] {
  return policiesNamed(named)
    .filter((name) => !defined.has(name))
    .flatMap((name) => [
      problem(path, `${statement} ${name}`, `Policy error: Policy ${name} referenced but not defined`),
      ...(user === undefined ? [] : [problem(path, statement, `${user}: ${statement} list not applied`)]),
    ]);
}

function forwarding({ forwardingExports: policies }: CandidateView): Reference[] {
  return [{ path: 'routing-options forwarding-table', statement: 'export', policies }];
}

function bgp(candidate: CandidateView): Reference[] {
  return candidate.bgp.flatMap(({ level, groups }) => [
    ...lists(level),
    ...groups.flatMap((group) => [
      ...lists(group.level),
      ...group.neighbors.flatMap(({ isRange, levels: [own] }) => (isRange || own === undefined ? [] : lists(own))),
    ]),
  ]);
}

function lists({ place, settings: { imports = [], exports = [] } }: BgpLevel): Reference[] {
  const path = place.words.join(' ');
  return [
    { path, statement: 'import', user: 'BGP', policies: imports },
    { path, statement: 'export', user: 'BGP', policies: exports },
  ];
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
function insidePolicies({ policies, communities, prefixLists }: CandidateView): DatabaseProblem[] {
  return [...policies.values()].flatMap(({ terms }) =>
    [...terms.slice(-1), ...terms.slice(0, -1)].flatMap((term) => {
      const path = term.place.words.join(' ');
      return [
        ...undefinedIn({ path, statement: 'from policy', policies: policiesOf(term) }, policies),
        ...missing('Community', communitiesOf(term), communities, path),
        ...missing('Prefix-list', term.conditions.flatMap(listsOf), prefixLists, path),
      ];
    }),
  );
}

function policiesOf({ conditions }: Term): readonly string[] {
  return conditions.flatMap((one) => (one.kind === 'policy' ? one.policies.flatMap(policiesIn) : []));
}

function communitiesOf({ conditions, actions }: Term): readonly string[] {
  return [
    ...conditions.flatMap((one) => (one.kind === 'community' ? one.values : [])),
    ...actions.flatMap((one) => (one.kind === 'community' ? [one.name] : [])),
  ];
}

function listsOf(condition: Condition): readonly string[] {
  return condition.kind === 'prefix' ? condition.lists : [];
}

function missing(
  kind: string,
  names: readonly string[],
  defined: Pick<ReadonlySet<string>, 'has'>,
  path: string,
): DatabaseProblem[] {
  return names
    .filter((name) => !defined.has(name))
    .map((name) => problem(path, name, `Policy error: ${kind} ${name} referenced but not defined`));
}
