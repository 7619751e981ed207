import type { OptionPair } from './option-pairs';
import { OPTION_PAIRS, STATEMENT_PAIRS } from './option-pairs';

const MARK = '<!-- From here on generated: UPDATE_GOLDEN=1 npx jest test/rules/option-pairs -->';

/** The page as it has to be: what people wrote, then the tables. */
export function pairsPage(current: string): string {
  const written = current.split(MARK)[0] ?? '';
  const unsound = OPTION_PAIRS.filter(({ verdict }) => verdict !== 'sound');
  const parts = [
    '## Refused and warned of\n',
    table(['options', '', 'why', 'by'], unsound.map(unsoundRow)),
    '## With statements that are no options\n',
    table(
      ['option', 'statement', '', 'why'],
      STATEMENT_PAIRS.map(({ by, option, reason, statement, verdict }) => [
        `\`${option}\``,
        `\`${statement}\``,
        verdict,
        by === undefined ? reason : `${reason} (\`${by}\`)`,
      ]),
    ),
    '## Sound\n',
    table(['option', 'with', 'why'], soundRows()),
  ];
  return `${written}${MARK}\n\n<!-- prettier-ignore-start -->\n\n${parts.join('\n')}\n<!-- prettier-ignore-end -->\n`;
}

function unsoundRow({ by = '', options, reason, verdict }: OptionPair): string[] {
  return [wordsOf(options), verdict, reason, `\`${by}\``];
}

/** Pairs of one option that are sound for one reason are one row. */
function soundRows(): string[][] {
  const rows = new Map<string, { first: string; seconds: string[]; reason: string }>();
  for (const { options, reason, verdict } of OPTION_PAIRS) {
    if (verdict !== 'sound') continue;
    const [first, second] = options;
    const row = rows.get(`${first} ${reason}`) ?? { first, seconds: [], reason };
    row.seconds.push(first === second ? 'itself' : `\`${second}\``);
    rows.set(`${first} ${reason}`, row);
  }
  return [...rows.values()].map(({ first, reason, seconds }) => [`\`${first}\``, seconds.join(', '), reason]);
}

function wordsOf([first, second]: OptionPair['options']): string {
  return first === second ? `\`${first}\`, twice` : `\`${first}\`, \`${second}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
