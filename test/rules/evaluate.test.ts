import fc from 'fast-check';
import type { AcknowledgementIntent, FabricIntent } from '../../lib/intent/fabric-intent';
import { evaluate } from '../../lib/rules/evaluate';
import type { RuleReport } from '../../lib/rules/report';
import { writeReportJson } from '../../lib/rules/report-json';
import { describeReport } from '../../lib/rules/report-text';
import type { Rule } from '../../lib/rules/rule';
import { Severity } from '../../lib/rules/rule';
import { RulePack } from '../../lib/rules/rule-pack';
import { errorTexts } from '../support/errors';
import { expectGolden } from '../support/golden';
import { CASES } from './cases';
import { soundFabric, withLeaf, withServer2 } from './sound-fabric';

const OWN_RULE: Rule = {
  id: 'acme/server-names',
  severity: Severity.WARNING,
  what: 'a server is not called after its rack',
  why: 'the people on call find a server by its rack',
  fix: 'call it r<rack>-<name>',
  reference: 'Acme naming guide, page 3',
  check: ({ servers }) =>
    servers.map(({ name, constructPath }) => ({ message: `${name} has no rack`, constructPaths: [constructPath] })),
};

const singleHomed = soundFabric({ server1: { leaves: ['leaf10'] } });

function acknowledged(fabric: FabricIntent, ...acknowledgements: AcknowledgementIntent[]): FabricIntent {
  return { ...fabric, acknowledgements };
}

function ids(report: RuleReport): string[] {
  return report.findings.map(({ rule }) => rule.id);
}

describe('evaluating', () => {
  test('reports everything at once, errors first, then by rule and path', () => {
    const fabric = withServer2({ asn: 4210000001, prefixes: ['10.1.5.0/25'], leaves: ['leaf11'] });
    const report = evaluate(withLeaf(fabric, 'leaf10', { loopback: '192.168.1.11' }));
    expect(ids(report)).toEqual([
      'bgp/peer-as-equals-local-as',
      'device/loopback-shared',
      'bgp/prefix-of-two-servers',
      'server/single-homed',
    ]);
    expectGolden('errors/rules-report.txt', describeReport(report));
  });

  test('does not depend on the order of any array of the intent', () => {
    const everything = Object.values(CASES).flatMap((cases) => cases.map(({ breaks: [, fabric] }) => fabric));
    const reports = everything.map((fabric) => writeReportJson(evaluate(fabric)));
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (dice) => {
        const shuffled = everything.map((fabric) => shuffle(fabric, () => Number(dice.next().value)) as FabricIntent);
        expect(shuffled.map((fabric) => writeReportJson(evaluate(fabric)))).toEqual(reports);
      }),
      { numRuns: 3 },
    );
  });

  test('leaves the intent as it is', () => {
    const fabric = withServer2({ asn: 4220000001 });
    const before = JSON.stringify(fabric);
    evaluate(fabric);
    expect(JSON.stringify(fabric)).toBe(before);
  });

  test('reports a violation that a rule finds twice once', () => {
    const twice: Rule = { ...OWN_RULE, check: (...args) => [...OWN_RULE.check(...args), ...OWN_RULE.check(...args)] };
    expect(ids(evaluate(soundFabric(), { pack: RulePack.of('acme', [twice]) }))).toEqual(['acme/server-names']);
  });

  test('takes a rule that throws for a violation, beside what it had found', () => {
    const broken: Rule = {
      ...OWN_RULE,
      severity: Severity.ERROR,
      *check() {
        yield { message: 'found before', constructPaths: ['dc1/a'] };
        throw new TypeError('undefined is not a function');
      },
    };
    const report = evaluate(soundFabric(), { pack: RulePack.DEFAULT.with(broken) });
    expect(report.findings.map(({ message, constructPaths }) => [message, constructPaths])).toEqual([
      ['could not be evaluated: TypeError: undefined is not a function', ['dc1']],
      ['found before', ['dc1/a']],
    ]);
  });

  test('never throws, whatever is in the intent', () => {
    const nonsense = withLeaf(soundFabric(), 'leaf10', { loopback: 'nowhere', junos: 'newest', model: 'none' });
    const report = evaluate(nonsense);
    expect(ids(report)).toContain('platform/model-unknown');
    expect(report.findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^could not be evaluated: "nowhere" is not an IP address/),
    );
  });
});

describe('an acknowledgement', () => {
  const at = (constructPath: string, rule = 'server/single-homed'): AcknowledgementIntent => ({
    constructPath,
    rule,
    reason: 'a lab box',
  });

  test.each(['dc1/server1', 'dc1'])('on %s covers it and all below', (path) => {
    const report = evaluate(acknowledged(singleHomed, at(path)));
    expect(report.findings).toEqual([]);
    expect(report.acknowledged).toMatchObject([
      {
        rule: { id: 'server/single-homed' },
        constructPaths: ['dc1/server1'],
        acknowledgements: [{ reason: 'a lab box' }],
      },
    ]);
  });

  test.each(['dc1/server', 'dc1/server1/leaf10', 'dc1/server10'])('on %s does not, and is called unused', (path) => {
    const report = evaluate(acknowledged(singleHomed, at(path)));
    expect(ids(report)).toEqual(['acknowledgement/unused', 'server/single-homed']);
  });

  test('of one of two servers that contradict each other is not enough', () => {
    const fabric = withServer2({ asn: 4220000001 });
    const one = evaluate(acknowledged(fabric, at('dc1/server1', 'bgp/servers-share-as')));
    expect(one.findings).toMatchObject([{ acknowledgedAt: ['dc1/server1'] }]);
    expect(describeReport(one)).toContain('acknowledged at dc1/server1, which does not cover all of them');
    const both = ['dc1/server1', 'dc1/server2'].map((path) => at(path, 'bgp/servers-share-as'));
    expect(evaluate(acknowledged(fabric, ...both)).findings).toEqual([]);
  });

  test('of a binding rule has no effect, and is reported', () => {
    const fabric = withLeaf(soundFabric(), 'leaf11', { loopback: '192.168.1.10' });
    expect(ids(evaluate(acknowledged(fabric, at('dc1', 'device/loopback-shared'))))).toEqual([
      'device/loopback-shared',
      'acknowledgement/of-binding-rule',
    ]);
  });

  test('of a rule that there is not names the nearest, unless the rules are not known here', () => {
    const fabric = acknowledged(soundFabric(), at('dc1', 'server/single-home'));
    expect(evaluate(fabric).findings).toMatchObject([
      {
        rule: { id: 'acknowledgement/unknown-rule' },
        message: 'server/single-home is acknowledged here ("a lab box"); did you mean server/single-homed?',
      },
    ]);
    expect(evaluate(fabric, { reportUnknownRules: false }).findings).toEqual([]);
  });

  test('what people read of the rules about acknowledgements', () => {
    const fabric = acknowledged(soundFabric(), at('dc1'), at('dc1', 'device/loopback-shared'), at('dc1', 'acme/none'));
    expectGolden('errors/rules-acknowledgement.txt', describeReport(evaluate(fabric)));
  });
});

describe('a pack', () => {
  test('can have rules of the user', () => {
    const report = evaluate(soundFabric(), { pack: RulePack.DEFAULT.with(OWN_RULE) });
    expect(report.findings).toMatchObject([{ rule: { id: 'acme/server-names' }, message: 'server1 has no rack' }]);
    expect(report.findings[0]?.rule).not.toHaveProperty('check');
  });

  test('can be without a rule', () => {
    expect(evaluate(singleHomed, { pack: RulePack.DEFAULT.without('server/single-homed') }).findings).toEqual([]);
  });

  test('that is strict has errors only', () => {
    const [finding] = evaluate(singleHomed, { pack: RulePack.STRICT }).findings;
    expect(finding?.rule).toMatchObject({ id: 'server/single-homed', severity: 'error' });
  });

  test('of the user has the binding rules too, and no other', () => {
    const pack = RulePack.of('acme', [OWN_RULE]);
    expect(pack.rules.map(({ id }) => id)).toContain('device/loopback-shared');
    expect(pack.rules.filter(({ isBinding }) => isBinding !== true)).toEqual([OWN_RULE]);
  });

  test('what it refuses', () => {
    expectGolden(
      'errors/rules-packs.txt',
      errorTexts([
        ['a rule twice', () => RulePack.DEFAULT.with(OWN_RULE, OWN_RULE)],
        ['a rule without a family', () => RulePack.DEFAULT.with({ ...OWN_RULE, id: 'server-names' })],
        [
          'a rule of the family of acknowledgements',
          () => RulePack.of('acme', [{ ...OWN_RULE, id: 'acknowledgement/x' }]),
        ],
        ['taking out a rule that is not there', () => RulePack.of('acme', []).without('acme/server-names')],
        ['taking out a binding rule', () => RulePack.DEFAULT.without('bgp/duplicate-neighbor')],
      ]),
    );
  });
});

/** The same with every array in another order. */
function shuffle(value: unknown, dice: () => number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ({ item: shuffle(item, dice), place: dice() }));
    return items.sort((a, b) => a.place - b.place).map(({ item }) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shuffle(held, dice)]));
}
