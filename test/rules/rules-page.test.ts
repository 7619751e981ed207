import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RulePack } from '../../lib/rules/rule-pack';
import { expectGolden } from '../support/golden';
import { ROWS } from './rows';
import { rulesPage } from './rules-page';

const PAGE = join(__dirname, '..', '..', 'docs', 'rules.md');

test('docs/rules.md has every rule as it is, and says of every row what is done about it', () => {
  expectGolden('../docs/rules.md', rulesPage(readFileSync(PAGE, 'utf8')));
});

test('there are fifty rows, each with an answer, and every rule they name exists', () => {
  const known = RulePack.DEFAULT.rules.map(({ id }) => id);
  expect(ROWS).toHaveLength(50);
  for (const { rules, refused, built, notInIntent } of ROWS) {
    expect(rules ?? refused ?? built ?? notInIntent).toBeDefined();
    expect(known).toEqual(expect.arrayContaining([...(rules ?? [])]));
  }
});
