/** A reader of YANG (RFC 7950 §6) into bare statements; it knows nothing of what they mean. */

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|([{};])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|((?:(?!\/\/|\/\*)[^\s{};"'])+)/gy;
const ESCAPES = { n: '\n', t: '\t', '"': '"', '\\': '\\' };
/** Statements that say nothing about the shape of a configuration. */
const IGNORED = new Set([
  'description',
  'units',
  'default',
  'status',
  'reference',
  'organization',
  'contact',
  'revision',
  'length',
]);

/** The module's one top statement: { keyword, argument, substatements }. Descriptions and the like are left out. */
export function parseYang(text, file) {
  const top = { keyword: '', argument: undefined, substatements: [] };
  const open = [top];
  let words = [];
  const begin = () => {
    const [keyword, ...rest] = words;
    words = [];
    const argument = rest.length === 0 ? undefined : rest.filter((word, i) => i % 2 === 0 || word !== '+').join('');
    const statement = { keyword, argument, substatements: [] };
    if (!IGNORED.has(keyword)) open.at(-1).substatements.push(statement);
    return statement;
  };
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new Error(`${file}: cannot read at offset ${at}`);
    const [, sign, double, single, word] = match;
    if (double !== undefined) words.push(double.replace(/\\([nt"\\])/g, (all, letter) => ESCAPES[letter]));
    else if (single !== undefined) words.push(single);
    else if (word !== undefined) words.push(word);
    else if (sign === ';') begin();
    else if (sign === '{') open.push(begin());
    else if (sign === '}') open.pop();
  }
  if (open.length !== 1) throw new Error(`${file}: braces do not match`);
  return top.substatements[0];
}
