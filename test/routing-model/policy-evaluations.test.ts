/**
 * The emulated devices, the prediction and the route-maps of the twin evaluate policies each in a way of their own. What all
 * must say is worked out here once more, from the table of Juniper's guide: accept and next policy are true, reject is false, `!` turns a true value into
 * reject and a false one into accept, the policy that was asked last decides, and what is changed on the way stays changed.
 */
import fc from 'fast-check';
import { PolicyEvaluation } from '../../lib/emulator/junos/operational/policy-evaluation';
import { readSet } from '../../lib/junos/formats/set-reader';
import { readRoutingPrefix } from '../../lib/model/address-with-length';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { Policies } from '../../lib/reachability/policy/policies';
import { routeOf } from '../../lib/reachability/policy/route';
import { routeMap } from '../../lib/twin/frr/route-map';
import { translateDevice } from '../../lib/twin/translate/translate-device';
import { readRoutingModel } from '../../lib/routing-model/routing-model';

/** A term asks for a local preference or for policies, sets a local preference, and decides or does not. */
interface TermMeant {
  readonly from?: number | readonly Meant[];
  readonly set?: number;
  readonly then?: 'accept' | 'reject' | 'next policy';
}

/** An expression as the test means it, without going through its text. */
type Meant =
  | { readonly is: 'policy'; readonly name: string }
  | { readonly is: 'not'; readonly of: Meant }
  | { readonly is: '&&' | '||'; readonly of: readonly Meant[] };

type Design = Readonly<Record<string, readonly TermMeant[]>>;

interface Verdict {
  readonly accepted: boolean;
  readonly localPreference: number;
}

const PREFIX = '10.0.0.0/24';

function textOf(meant: Meant): string {
  if (meant.is === 'policy') return meant.name;
  return meant.is === 'not' ? `! ${inside(meant.of)}` : meant.of.map(inside).join(` ${meant.is} `);
}

function inside(meant: Meant): string {
  return meant.is === 'policy' ? meant.name : `( ${textOf(meant)} )`;
}

/** What stands in a chain: a name, or an expression in parentheses. */
function written(meant: Meant): string {
  return meant.is === 'policy' ? meant.name : `( ${textOf(meant)} )`;
}

function linesOf(design: Design): string {
  return Object.entries(design)
    .flatMap(([name, terms]) =>
      terms.flatMap(({ from, set, then }, i) => {
        const term = `set policy-options policy-statement ${name} term t${i}`;
        return [
          ...(from === undefined ? [] : typeof from === 'number' ? [`${term} from local-preference ${from}`] : []),
          ...(typeof from === 'object' ? from.map((one) => `${term} from policy ${written(one)}`) : []),
          ...(set === undefined ? [] : [`${term} then local-preference ${set}`]),
          ...(then === undefined ? [] : [`${term} then ${then}`]),
        ];
      }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The reference. */
class Reference {
  preference = 100;
  constructor(private readonly design: Design) {}

  chain(members: readonly Meant[], otherwise: boolean): boolean {
    for (const member of members) {
      const action = this.ask(member, otherwise);
      if (action === 'accept') return true;
      if (action === 'reject') return false;
    }
    return otherwise;
  }

  private ask(meant: Meant, otherwise: boolean): 'accept' | 'reject' | 'next policy' {
    if (meant.is === 'policy') return this.policy(this.design[meant.name] ?? [], otherwise);
    if (meant.is === 'not') return this.ask(meant.of, otherwise) === 'reject' ? 'accept' : 'reject';
    const stopsAt = meant.is === '||';
    let last: 'accept' | 'reject' | 'next policy' = 'next policy';
    for (const one of meant.of) {
      last = this.ask(one, otherwise);
      if ((last !== 'reject') === stopsAt) break;
    }
    return last;
  }

  private policy(terms: readonly TermMeant[], otherwise: boolean): 'accept' | 'reject' | 'next policy' {
    for (const { from, set, then } of terms) {
      if (typeof from === 'number' && from !== this.preference) continue;
      if (typeof from === 'object' && !this.chain(from, otherwise)) continue;
      if (set !== undefined) this.preference = set;
      if (then !== undefined) return then;
    }
    return 'next policy';
  }
}

function wanted(design: Design, chain: readonly Meant[], otherwise: 'accept' | 'reject'): Verdict {
  const reference = new Reference(design);
  const accepted = reference.chain(chain, otherwise === 'accept');
  return { accepted, localPreference: reference.preference };
}

function emulated(design: Design, chain: readonly Meant[], otherwise: 'accept' | 'reject'): Verdict {
  const prefix = readRoutingPrefix(PREFIX);
  if (prefix === undefined) throw new Error(`${PREFIX} is no prefix`);
  const route = { prefix, text: PREFIX, protocol: 'bgp', asPath: [], communities: [], localPreference: 100 } as const;
  const evaluation = new PolicyEvaluation(readRoutingModel(readSet(linesOf(design))));
  const verdict = evaluation.evaluate(chain.map(written), route, otherwise);
  return { accepted: verdict.accepted, localPreference: verdict.route.localPreference ?? 100 };
}

/** What the prediction rejects has no local preference any more. */
function predicted(design: Design, chain: readonly Meant[], otherwise: 'accept' | 'reject'): Verdict | undefined {
  const texts = chain.map(written);
  const policies = new Policies('leaf10', readRoutingModel(readSet(linesOf(design))), texts);
  const route = policies.apply(texts, routeOf(IpPrefix.parse(PREFIX), 'bgp'), otherwise);
  return route === undefined ? undefined : { accepted: true, localPreference: route.localPreference };
}

/** The twin has no policies that a term asks. */
function twinned(design: Design, chain: readonly Meant[], otherwise: 'accept' | 'reject'): Verdict {
  const { device } = translateDevice('leaf10', readSet(linesOf(design)));
  const lines = routeMap(device, {
    name: 'map',
    policies: chain.map(written),
    family: 'inet',
    otherwise,
    onAccept: ['set tag 2'],
  });
  return followRouteMap(lines, 100);
}

/** What FRR does: entry after entry, a jump forward where one matches and goes on, rejected where the end is reached. */
function followRouteMap(lines: readonly string[], preference: number): Verdict {
  const entries = lines
    .join('\n')
    .split('route-map map ')
    .slice(1)
    .map((text) => ({ text, number: Number(/^\w+ (\d+)/.exec(text)?.[1]) }));
  let localPreference = preference;
  let from = 0;
  for (const { text, number } of entries) {
    const wanted = /match local-preference (\d+)/.exec(text)?.[1];
    if (number < from || (wanted !== undefined && Number(wanted) !== localPreference)) continue;
    if (text.startsWith('deny')) return { accepted: false, localPreference };
    localPreference = Number(/set local-preference (\d+)/.exec(text)?.[1] ?? localPreference);
    const jump = /goto (\d+)/.exec(text)?.[1];
    if (jump === undefined) {
      expect(text).toContain('set tag 2');
      return { accepted: true, localPreference };
    }
    from = Number(jump);
  }
  return { accepted: false, localPreference };
}

function asksPolicies(design: Design): boolean {
  return Object.values(design).some((terms) => terms.some(({ from }) => typeof from === 'object'));
}

function expectAll(design: Design, chain: readonly Meant[], otherwise: 'accept' | 'reject'): Verdict {
  const verdict = wanted(design, chain, otherwise);
  expect(emulated(design, chain, otherwise)).toEqual(verdict);
  expect(predicted(design, chain, otherwise)).toEqual(verdict.accepted ? verdict : undefined);
  if (!asksPolicies(design)) {
    const { accepted, localPreference } = twinned(design, chain, otherwise);
    expect([accepted, verdict.accepted && localPreference]).toEqual([
      verdict.accepted,
      verdict.accepted && verdict.localPreference,
    ]);
  }
  return verdict;
}

const P = (name: string): Meant => ({ is: 'policy', name });
const and = (...of: Meant[]): Meant => ({ is: '&&', of });
const or = (...of: Meant[]): Meant => ({ is: '||', of });
const not = (of: Meant): Meant => ({ is: 'not', of });

/** One policy for each action, each of which leaves its mark. */
const ACTIONS: Design = {
  Y: [{ set: 201, then: 'accept' }],
  N: [{ set: 202, then: 'reject' }],
  NEXT: [{ set: 203, then: 'next policy' }],
  SILENT: [{ from: 1, then: 'reject' }],
  // Accepts what NEXT has marked and nothing else.
  MARKED: [{ from: 203, then: 'accept' }, { then: 'reject' }],
};

test.each<[string, Meant[], 'accept' | 'reject', Verdict]>([
  ['an accepting policy in parentheses accepts', [and(P('Y'))], 'reject', { accepted: true, localPreference: 201 }],
  ['a list ends with the first that accepts', [P('Y'), P('N')], 'reject', { accepted: true, localPreference: 201 }],
  ['&& asks the second, too', [and(P('Y'), P('N'))], 'accept', { accepted: false, localPreference: 202 }],
  ['&& ends with the first that rejects', [and(P('N'), P('Y'))], 'accept', { accepted: false, localPreference: 202 }],
  ['|| ends with the first that accepts', [or(P('Y'), P('N'))], 'reject', { accepted: true, localPreference: 201 }],
  ['|| asks the next after one that rejects', [or(P('N'), P('Y'))], 'reject', { accepted: true, localPreference: 201 }],
  ['next policy is true for ||', [or(P('NEXT'), P('Y'))], 'reject', { accepted: false, localPreference: 203 }],
  ['nothing said is true for &&', [and(P('SILENT'), P('Y'))], 'reject', { accepted: true, localPreference: 201 }],
  ['the last one’s action counts', [and(P('Y'), P('SILENT'))], 'reject', { accepted: false, localPreference: 201 }],
  [
    'what comes behind decides then',
    [and(P('Y'), P('SILENT')), P('Y')],
    'reject',
    { accepted: true, localPreference: 201 },
  ],
  ['a change is seen by the next', [and(P('NEXT'), P('MARKED'))], 'reject', { accepted: true, localPreference: 203 }],
  ['! turns reject into accept', [not(P('N'))], 'reject', { accepted: true, localPreference: 202 }],
  ['! turns accept into reject', [not(P('Y'))], 'accept', { accepted: false, localPreference: 201 }],
  ['! turns next policy into reject', [not(P('NEXT'))], 'accept', { accepted: false, localPreference: 203 }],
  ['! binds closer than &&', [and(not(P('N')), P('Y'))], 'reject', { accepted: true, localPreference: 201 }],
])('%s', (_, chain, otherwise, verdict) => {
  expect(expectAll(ACTIONS, chain, otherwise)).toEqual(verdict);
});

test.each<[string, TermMeant, 'accept' | 'reject', boolean]>([
  ['policies that a term asks are one chain', { from: [P('SILENT'), P('Y')], then: 'accept' }, 'reject', true],
  ['the chain ends with the first decision', { from: [P('N'), P('Y')], then: 'accept' }, 'reject', false],
  ['a term may ask an expression', { from: [not(P('N'))], then: 'accept' }, 'reject', true],
  ['where none decides, the default of the session does', { from: [P('SILENT')], then: 'reject' }, 'accept', false],
])('%s', (_, term, otherwise, accepted) => {
  expect(expectAll({ ...ACTIONS, P: [term] }, [P('P')], otherwise).accepted).toBe(accepted);
});

test('what a policy changes that a term asks is changed', () => {
  const design = { ...ACTIONS, P: [{ from: [P('Y')] }, { from: 201, then: 'accept' as const }] };
  expect(expectAll(design, [P('P')], 'reject')).toEqual({ accepted: true, localPreference: 201 });
});

test('a policy that asks itself lets nothing through', () => {
  const design: Design = { P: [{ from: [P('P')], then: 'accept' }] };
  expect(emulated(design, [P('P')], 'reject').accepted).toBe(false);
  expect(predicted(design, [P('P')], 'reject')).toBeUndefined();
});

test('an expression with a policy that is not there decides nothing on a device, and the prediction refuses it', () => {
  expect(emulated(ACTIONS, [and(P('N'), P('MISSING'))], 'accept')).toEqual({ accepted: true, localPreference: 100 });
  expect(() => predicted(ACTIONS, [and(P('N'), P('MISSING'))], 'accept')).toThrow('MISSING');
});

const preference = fc.constantFrom(100, 101, 102);
const meant = (names: readonly string[]) =>
  fc.letrec<{ any: Meant }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom(...names).map(P),
      tie('any').map(not),
      fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((of) => and(...of)),
      fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((of) => or(...of)),
    ),
  })).any;

const term = (from: fc.Arbitrary<TermMeant['from']>): fc.Arbitrary<TermMeant> =>
  fc.record({
    from,
    set: fc.option(preference, { nil: undefined }),
    then: fc.constantFrom('accept', 'reject', 'next policy', undefined),
  });

const plain = fc.array(term(fc.option(preference, { nil: undefined })), { maxLength: 3 });
const NAMES = ['A', 'B', 'C', 'D'];
const asking = fc.array(
  term(fc.oneof(preference, fc.uniqueArray(meant(NAMES), { minLength: 1, maxLength: 2, selector: written }))),
  { minLength: 1, maxLength: 2 },
);
const otherwise = fc.constantFrom('accept' as const, 'reject' as const);
const members = (names: readonly string[]) =>
  fc.uniqueArray(meant(names), { minLength: 1, maxLength: 3, selector: written });

test('of any policies and expressions all say the same', () => {
  const design = fc.record({ A: plain, B: plain, C: plain, D: plain });
  fc.assert(
    fc.property(design, members(NAMES), otherwise, (policies, chain, byDefault) => {
      expectAll(named(policies), chain, byDefault);
    }),
    { numRuns: 300 },
  );
});

test('also where terms ask other policies', () => {
  const design = fc.record({ A: plain, B: plain, C: plain, D: plain, Q: asking });
  fc.assert(
    fc.property(design, members([...NAMES, 'Q']), otherwise, (policies, chain, byDefault) => {
      expectAll(named(policies), chain, byDefault);
    }),
    { numRuns: 200 },
  );
});

/** Junos keeps no policy that says nothing: a last term that can never be met keeps its name defined. */
function named(policies: Design): Design {
  const last: TermMeant = { from: 1, then: 'reject' };
  return Object.fromEntries(Object.entries(policies).map(([name, terms]) => [name, [...terms, last]]));
}
