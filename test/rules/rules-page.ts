import { ACKNOWLEDGEMENT_RULES } from '../../lib/rules/acknowledgement-rules';
import { REFUSED } from '../../lib/rules/refusals';
import type { RuleDescription } from '../../lib/rules/rule';
import { RulePack } from '../../lib/rules/rule-pack';
import type { Row } from './rows';
import { ROWS } from './rows';

const MARK = '<!-- From here on generated: UPDATE_GOLDEN=1 npx jest test/rules/rules-page -->';

/** The page as it has to be: what people wrote, then the tables. */
export function rulesPage(current: string): string {
  const written = current.split(MARK)[0] ?? '';
  return `${written}${MARK}\n\n<!-- prettier-ignore-start -->\n\n${ruleTable()}\n${rowTable()}\n<!-- prettier-ignore-end -->\n`;
}

function ruleTable(): string {
  const rules = [...RulePack.DEFAULT.rules, ...Object.values(ACKNOWLEDGEMENT_RULES), REFUSED];
  const lines = rules.map((rule) =>
    tableLine([`\`${rule.id}\``, severityOf(rule), rule.what, rule.why, `${rule.fix} (${rule.reference})`]),
  );
  return `## Every rule\n\n${heading(['id', 'severity', 'what', 'why', 'fix'])}${lines.join('')}`;
}

function rowTable(): string {
  const lines = ROWS.map((row, i) => tableLine([String(i + 1), row.what, answerOf(row)]));
  return `## Everything that is known to go wrong\n\n${heading(['', 'what', 'what is done about it'])}${lines.join('')}`;
}

function severityOf({ severity, isBinding }: RuleDescription): string {
  return isBinding === true ? `${severity}, binding` : severity;
}

function answerOf({ rules = [], refused, built, notInIntent }: Row): string {
  return [
    ...(rules.length === 0 ? [] : [rules.map((id) => `\`${id}\``).join(', ')]),
    ...(refused === undefined ? [] : [`cannot be said: ${refused}`]),
    ...(built === undefined ? [] : [`cannot happen: ${built}`]),
    ...(notInIntent === undefined ? [] : [`not seen from here: ${notInIntent}`]),
  ].join('; ');
}

function heading(cells: readonly string[]): string {
  return tableLine(cells) + tableLine(cells.map(() => '---'));
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |\n`;
}
