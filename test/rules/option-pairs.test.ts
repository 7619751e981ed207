import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSchema } from '../../lib/intent/schema';
import { PORT_OPTION_ROWS } from '../../lib/render/port-options';
import { renderDevice } from '../../lib/render/render-device';
import { renderServer } from '../../lib/render/server/render-server';
import { SESSION_OPTION_ROWS } from '../../lib/render/session-options';
import { evaluate } from '../../lib/rules/evaluate';
import { Severity } from '../../lib/rules/rule';
import { RulePack } from '../../lib/rules/rule-pack';
import { errorOf } from '../support/errors';
import { expectGolden } from '../support/golden';
import { brokenDesign, designOf, GIVEN, REFUSED } from './option-designs';
import type { OptionPair } from './option-pairs';
import { OPTION_NAMES, OPTION_PAIRS, SPECIAL_PAIRS, STATEMENT_PAIRS } from './option-pairs';
import { pairsPage } from './pairs-page';

const RULES = new Map(RulePack.DEFAULT.rules.map((rule) => [rule.id, rule]));
const UNSOUND = OPTION_PAIRS.filter(({ verdict }) => verdict !== 'sound').map((pair) => [keyOf(pair), pair] as const);

function keyOf({ options }: OptionPair): string {
  return options.join(' ');
}

function findings(fabric: FabricIntent): string[] {
  return evaluate(fabric).findings.map(({ rule }) => rule.id);
}

test('every option of a session and of a port is there once', () => {
  const ofRows = [...SESSION_OPTION_ROWS, ...PORT_OPTION_ROWS].map(([name]) => name);
  expect([...OPTION_NAMES].sort()).toEqual(Object.keys(GIVEN).sort());
  expect(OPTION_NAMES).toEqual(expect.arrayContaining(ofRows));
});

test('every pair of options is there once, with a reason, and who says so where it is not sound', () => {
  const wanted = OPTION_NAMES.flatMap((first, i) => OPTION_NAMES.slice(i).map((second) => `${first} ${second}`));
  expect(OPTION_PAIRS.map(keyOf)).toEqual(wanted);
  for (const { by, reason, verdict } of [...OPTION_PAIRS, ...SPECIAL_PAIRS]) {
    expect(reason).toMatch(/^\S.{10,}[^.\s]$/);
    expect(by === undefined).toBe(verdict === 'sound');
  }
});

test('who says so of a statement that is no option is a rule', () => {
  for (const { by } of STATEMENT_PAIRS) expect(by === undefined || RULES.has(by)).toBe(true);
  expect(STATEMENT_PAIRS.filter(({ by, verdict }) => (by === undefined) !== (verdict === 'sound'))).toEqual([]);
});

test.each(UNSOUND)('%s: who says so does', (pair, { by = '', options, verdict }) => {
  const refuse = REFUSED[pair];
  if (refuse !== undefined) {
    expect([errorOf(refuse).code, verdict]).toEqual([by, 'refused']);
    return;
  }
  const fabric = brokenDesign(pair, by);
  const said = JSON.stringify(fabric.devices);
  expect(options.filter((option) => !said.includes(`"${option}":`))).toEqual([]);
  expect(findings(fabric)).toContain(by);
  expect(RULES.get(by)?.severity).toBe(verdict === 'warned' ? Severity.WARNING : Severity.ERROR);
});

test.each(OPTION_NAMES.map((name) => [name]))(
  '%s goes with what it is sound with, on the leaf and on the server',
  (name) => {
    const pairs = OPTION_PAIRS.filter(({ options: [first], verdict }) => first === name && verdict === 'sound');
    const found = pairs.flatMap(({ options }) =>
      complaints(designOf(...options)).map((complaint) => `${options.join(' ')}: ${complaint}`),
    );
    expect(found).toEqual([]);
  },
);

/** What rules say of a design, and what cannot be rendered of it, or read back from its manifest. */
function complaints(fabric: FabricIntent): string[] {
  const rendered = [
    ...fabric.devices.map((device) => () => renderDevice(device, fabric)),
    ...(['FRR', 'BIRD', 'JUNOS'] as const).map((format) => () => renderServer(fabric, 'server1', format)),
  ];
  const unread = fabricSchema.safeParse(fabric).error?.issues ?? [];
  return [
    ...findings(fabric),
    ...rendered.flatMap((render) => messageOf(render) ?? []),
    ...unread.map(({ message, path }) => `${path.join('.')}: ${message}`),
  ];
}

function messageOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

test('docs/pairs.md has every pair as it is', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'pairs.md'), 'utf8');
  expectGolden('../docs/pairs.md', pairsPage(page));
});
