import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import { expectGolden } from '../support/golden';
import { expressionsBelow, expressionsIn } from './regular-expressions';

// Its other ways start programs of their own.
process.env.RECHECK_SYNC_BACKEND = 'pure';

/** With its clocks, recheck takes a loaded machine for a slow expression. */
const BY_STEPS_ALONE = { timeout: null, attackTimeout: null, incubationTimeout: null, seedingTimeout: null };

const FOUND = expressionsBelow('lib', 'constructs', 'stacks');

/**
 * What recheck has found linear. It takes two minutes for all of them and the answer depends on the expression alone, so
 * only those are asked about that are not in here. UPDATE_GOLDEN=1 asks about all again and writes the file.
 */
const LINEAR = 'architecture/linear-expressions.txt';

/** Those that are put together at run time, with the reason why no text makes them slow. */
const AT_RUN_TIME: Readonly<Record<string, string>> = {
  'lib/import/program.ts new RegExp(`\\\\b${name}\\\\b`)': 'an identifier of the program that is written',
  "lib/junos/tree/secret-leaves.ts new RegExp(\n  [...SECRET_LEAVES, ...SHOWN_BY_NOBODY, 'secret|password|passphrase'].join('|'),\n)":
    'words of the code, with nothing that repeats',
  'lib/secrets/redact.ts new RegExp(`${NAME_OF_SECRET.source}|community|value|key|SECRET-DATA|[{}$[]|://|</`)':
    'words of the code, with nothing that repeats',
  "lib/secrets/scrub.ts new RegExp(form.length < SHORTEST_IN_WORDS ? `(?<!\\\\w)${literal}(?!\\\\w)` : literal, 'g')":
    'the letters of a secret, with nothing that repeats',
  'lib/secrets/vault.ts new RegExp(`"?${PREFIX}(\\\\d+)"?`, \'g\')': 'random letters, which a run of digits follows',
  'lib/junos/tree/community-expression.ts new RegExp(`^(?:${member})$`)':
    'communityExpression lets few repetitions through, none of a group, and short texts',
  "lib/junos/tree/community-expression.ts new RegExp(`^${member.replace(/[^\\w:]/g, '\\\\$&')}$`)":
    'the letters of a community, with nothing that repeats',
  'lib/rollout/plan/impact/vrf-membership.ts new RegExp(`^vrf-target (?:${direction} )?(target:\\\\S+)$`)':
    'one of two words of the code',
};

test('every regular expression takes time in proportion to the text', () => {
  const places = new Map(FOUND.flatMap(({ literal, place }) => (literal === undefined ? [] : [[literal, place]])));
  const known = knownLinear();
  const linear: string[] = [];
  const slow: string[] = [];
  for (const [literal, place] of places) {
    const verdict = known.has(literal) ? 'linear' : verdictOn(literal);
    if (verdict === 'linear') linear.push(literal);
    else slow.push(`${place} ${literal} is ${verdict}`);
  }
  if (process.env.UPDATE_GOLDEN === '1') expectGolden(LINEAR, `${linear.sort().join('\n')}\n`);
  expect(slow).toEqual([]);
});

test('an expression that is put together at run time has a reason to be harmless', () => {
  const unknown = FOUND.filter(({ literal }) => literal === undefined)
    .map(({ place, code }) => `${place.replace(/:\d+$/, '')} ${code}`)
    .filter((one) => AT_RUN_TIME[one] === undefined);
  expect(unknown).toEqual([]);
});

test.each([
  ['a literal', String.raw`x.match(/\[([^\]]+)\]/)`],
  ['a call', String.raw`const SET = '[^\\]]+'; new RegExp(${'`'}\\[${'${SET}'}\\]${'`'}, 'g')`],
  ['nested repetition', 'RegExp("^(a+)+$")'],
])('the check finds one that does not: %s', (_title, source) => {
  const [found] = expressionsIn('x.ts', source);
  expect(verdictOn(found?.literal ?? '')).toMatch(/polynomial|exponential/);
});

function knownLinear(): ReadonlySet<string> {
  const file = join(__dirname, '..', LINEAR);
  if (process.env.UPDATE_GOLDEN === '1' || !existsSync(file)) return new Set();
  return new Set(readFileSync(file, 'utf8').split('\n'));
}

function verdictOn(literal: string): string {
  const end = literal.lastIndexOf('/');
  const verdict = checkSync(literal.slice(1, end), literal.slice(end + 1), BY_STEPS_ALONE);
  if (verdict.status === 'safe') return 'linear';
  return verdict.status === 'vulnerable' ? verdict.complexity.summary : 'not known to be linear';
}
