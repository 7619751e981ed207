import fc from 'fast-check';
import { displayedText } from '../../lib/text/displayed-text';
import { jsonText } from '../../lib/text/json-text';

const COMMANDS = [
  '::stop-commands::x',
  '  ::set-output name=a::b',
  '\u2003::add-mask::secret',
  'error: ##vso[task.setvariable variable=PATH]/tmp',
  '##[group]everything is well',
  "##teamcity[buildStatus status='SUCCESS']",
];

/** As the agents look for commands: GitHub's where a line begins, blanks aside, the others anywhere in it. */
function isObeyed(text: string): boolean {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .some((line) => /^\s*::[a-z-]+.*::/i.test(line) || /##(?:vso|teamcity)?\[/.test(line));
}

test.each(COMMANDS)('the agent of a pipeline does not obey %j', (command) => {
  expect(isObeyed(command)).toBe(true);
  for (const text of [command, `leaf10 refused load:\n${command}`, `a\r${command}`, `a\u2028${command}`]) {
    expect(isObeyed(displayedText(text))).toBe(false);
    expect(isObeyed(displayedText(text, true))).toBe(false);
    expect(isObeyed(jsonText({ message: text }, 2))).toBe(false);
  }
});

test('marks that reorder what is read are replaced, letters of right-to-left scripts are not', () => {
  expect(displayedText('a\u202eb\u2066c\u200fd\u061ce שלום')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde שלום');
});

test('nothing but our own colours controls a terminal, and they only where there is one', () => {
  const forged = '\u001b[2J\u001b[1A\rDone on every device.\u009b0J';
  expect(displayedText(forged, true)).toBe('\ufffd[2J\ufffd[1A\ufffdDone on every device.\ufffd0J');
  expect(displayedText('\u001b[31m- a\u001b[39m', true)).toBe('\u001b[31m- a\u001b[39m');
  expect(displayedText('\u001b[31m- a\u001b[39m')).toBe('\ufffd[31m- a\ufffd[39m');
});

test('configuration text and addresses are shown as they are', () => {
  const text = [
    'set interfaces et-0/0/15 description "## SECRET-DATA is no command"',
    '    ::ffff:10.0.0.1/128 exact;',
    '::/0',
    '+\tdescription "a::b ::c::";',
    '## inherited from group dc1',
    '',
  ].join('\n');
  expect(displayedText(text)).toBe(text);
});

const pieces = fc.oneof(
  fc.constantFrom(...COMMANDS, '##', '[', '::', '\\', '"', '\u202e', '\u009b', '\u2028', '\r', '\n'),
  fc.string({ unit: 'binary' }),
);
const hostile = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));

test('JSON says the same value, without a character that anything obeys', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(undefined, 2), (text, indent) => {
      const json = jsonText({ [text]: [text] }, indent);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
      expect(displayedText(json)).toBe(json);
    }),
  );
});

test('what has been made fit to be displayed once stays as it is', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const displayed = displayedText(text);
      expect(isObeyed(displayed)).toBe(false);
      expect(displayedText(displayed)).toBe(displayed);
    }),
  );
});
