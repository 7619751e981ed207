import { evaluate } from '../../lib/rules/evaluate';
import { describeByRule } from '../../lib/rules/report-text';
import { RulePack } from '../../lib/rules/rule-pack';
import { expectGolden } from '../support/golden';
import { CASES } from './cases';
import type { RuleCase } from './cases/case';

const all = Object.values(CASES).flat();

function brokenIn(fabric: RuleCase['breaks'][1]): string[] {
  return evaluate(fabric).findings.map(({ rule }) => rule.id);
}

test('every rule of the default pack has a case that breaks it and one that nearly does', () => {
  expect(all.map(({ rule }) => rule).sort()).toEqual(RulePack.DEFAULT.rules.map(({ id }) => id).sort());
});

describe.each(all)('$rule', ({ rule, along = [], breaks, nearly }) => {
  test(`finds ${breaks[0]}, once, and no other rule does`, () => {
    expect(brokenIn(breaks[1])).toEqual([rule, ...along]);
  });

  test(`finds nothing in ${nearly[0]}, nor does any other rule`, () => {
    expect(brokenIn(nearly[1])).toEqual([]);
  });
});

test.each(Object.entries(CASES))('what people read of the rules about %s', (family, cases) => {
  const texts = cases.map(({ breaks: [title, fabric] }) => {
    return `# ${title}\n${describeByRule(evaluate(fabric).findings).join('\n')}\n`;
  });
  expectGolden(`errors/rules-${family}.txt`, texts.join('\n'));
});

test('every rule says what, why and how to fix it, in sentences of one form', () => {
  for (const { what, why, fix, reference } of RulePack.DEFAULT.rules) {
    for (const text of [what, why, fix]) {
      expect(text).not.toMatch(/\.$|\s{2}|^\s/);
      expect(text.length).toBeGreaterThan(10);
    }
    expect(reference).toMatch(/guide|Junos|RFC|validated designs/);
  }
});
