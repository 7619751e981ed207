/** Reads what people have saved of `show configuration`. */
import { FabricError } from '../model/fabric-error';
import type { Configuration } from '../junos/tree/configuration';
import { readCurly } from '../junos/formats/curly-reader';
import { readSet } from '../junos/formats/set-reader';
import type { XmlElement } from '../junos/formats/xml';
import { parseXml } from '../junos/formats/xml';
import { readXml } from '../junos/formats/xml-reader';
import { MASK } from '../secrets/mask';
import { redactMessage } from '../secrets/redact';
import { captureUnreadable, notAWholeConfiguration } from './errors';
import { readShowCommand } from './show-command';
import type { TerminalOutput } from './terminal-output';
import { outputsOf } from './terminal-output';
import { isTopLevel } from './top-level';

/** The forms that Junos prints a configuration in. */
type ConfigurationForm = 'set' | 'curly' | 'xml';

/**
 * The configuration in a capture: in whichever form Junos printed it, with prompts, the banner of the routing engine, the
 * command and the headers of archives around it or without. Statements that the schema table does not know are kept.
 *
 * @param file - for messages
 * @throws FabricError `captureUnreadable`; `notAWholeConfiguration` for JSON, a difference, a part
 */
export function readCapture(file: string, text: string): Configuration {
  const binary = text.indexOf('\0');
  if (binary >= 0) throw notAWholeConfiguration(file, text.slice(0, binary).split('\n').length, 'this is no text');
  const lines = printedLines(file, text);
  const first = firstStatement(lines);
  const form = formOf(file, lines, first);
  const configuration = parse(file, form, lines.join('\n'));
  requireTop(file, first + 1, configuration);
  return configuration;
}

/** What `show configuration` printed; the lines around it are empty. */
function printedLines(file: string, text: string): readonly string[] {
  const outputs = outputsOf(text).map(withCommandLine);
  const asked = outputs.flatMap((output) => {
    const command = output.command === undefined ? undefined : readShowCommand(output.command, output.isConfiguring);
    return command === undefined ? [] : [{ output, command }];
  });
  const [first, second] = asked;
  if (first !== undefined) {
    if (second !== undefined) {
      throw notAWholeConfiguration(file, second.output.line, 'here begins what a second command printed');
    }
    const { output, command } = first;
    if (command.problem !== undefined) throw notAWholeConfiguration(file, output.line, command.problem);
    if (output.level !== '') throw relative(file, output.line, output.level);
    return withoutHeader(output.lines);
  }
  const printing = outputs.filter(({ lines }) => firstStatement(lines) >= 0);
  const [only, another] = printing;
  if (only === undefined) throw notAWholeConfiguration(file, 1, 'it holds no configuration');
  if (another !== undefined) {
    throw notAWholeConfiguration(file, another.line, 'it holds what several commands printed');
  }
  return withoutHeader(only.lines);
}

function relative(file: string, line: number, level: string): FabricError {
  return notAWholeConfiguration(file, line, `its lines are relative to the level "${level}"`);
}

type AskedOutput = TerminalOutput & { readonly isConfiguring: boolean };

/** In a file that is no recording, the command may stand in the first line, without a prompt. */
function withCommandLine(output: TerminalOutput): AskedOutput {
  const isConfiguring = output.prompt === '#';
  if (output.command !== undefined) return { ...output, isConfiguring };
  const at = firstStatement(output.lines);
  const command = output.lines[at]?.trim() ?? '';
  if (readShowCommand(command, false) === undefined) return { ...output, isConfiguring };
  return {
    ...output,
    isConfiguring,
    command,
    line: at + 1,
    lines: output.lines.map((line, i) => (i === at ? '' : line)),
  };
}

/** Index of the first line that is neither empty nor a comment; -1 where there is none. */
function firstStatement(lines: readonly string[]): number {
  let isInComment = false;
  return lines.findIndex((line) => {
    const text = line.trim();
    if (!isInComment && text.startsWith('/*')) isInComment = true;
    const isStatement = text !== '' && !isInComment && !text.startsWith('#');
    if (isInComment && text.includes('*/')) isInComment = false;
    return isStatement;
  });
}

/** What an archive writes above a configuration, as comments, is about none of its statements. */
function withoutHeader(lines: readonly string[]): readonly string[] {
  const first = firstStatement(lines);
  return lines.map((line, i) => (i < first && line.trimStart().startsWith('#') ? '' : line));
}

const SET_LINE = /^(?:set|deactivate|activate|annotate|protect|delete)\s/;
const DIFFERENCE = /^(?:\[edit[^\]]*\]$|[-+!]\s)/;

/** Which form a text is in, by its first statement. @throws notAWholeConfiguration */
function formOf(file: string, lines: readonly string[], first: number): ConfigurationForm {
  const start = lines[first]?.trim() ?? '';
  if (first < 0) throw notAWholeConfiguration(file, 1, 'it holds no configuration');
  if (start.startsWith('{')) throw notAWholeConfiguration(file, first + 1, 'this is JSON');
  if (DIFFERENCE.test(start)) throw difference(file, first);
  if (start.startsWith('<')) {
    const changed = lines.findIndex((line) => /\soperation="|:operation="/.test(line));
    if (changed >= 0) throw difference(file, changed);
    return 'xml';
  }
  if (!SET_LINE.test(start) || start.endsWith('{')) return 'curly';
  const deleted = lines.findIndex((line) => /^\s*delete\s/.test(line));
  if (deleted >= 0) throw difference(file, deleted);
  return 'set';
}

function difference(file: string, index: number): FabricError {
  return notAWholeConfiguration(file, index + 1, 'this is a difference, as "show | compare" prints it');
}

function parse(file: string, form: ConfigurationForm, text: string): Configuration {
  try {
    return READERS[form](text);
  } catch (error) {
    throw FabricError.isFabricError(error) ? captureUnreadable(file, form, textOf(error)) : error;
  }
}

/** Messages quote what they are about. A word that no configuration can hold may be a secret, and has no name beside it. */
function textOf({ code, message }: FabricError): string {
  return code === 'unprintableWord' ? message.replace(/".*"/s, `"${MASK}"`) : redactMessage(message);
}

const READERS: Readonly<Record<ConfigurationForm, (text: string) => Configuration>> = {
  set: (text) => readSet(text, { unknown: 'keep' }),
  curly: (text) => readCurly(text, { unknown: 'keep' }),
  xml: (text) => {
    const document = parseXml(text.trimStart());
    return readXml(configurationIn(document) ?? document, { unknown: 'keep' });
  },
};

/** The `<configuration>` element, which may stand in the reply it came in. */
function configurationIn(element: XmlElement): XmlElement | undefined {
  if (element.name === 'configuration') return element;
  for (const child of element.children) {
    const found = configurationIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @throws notAWholeConfiguration where most statements are none of the top of a configuration */
function requireTop(file: string, line: number, configuration: Configuration): void {
  const names = [...new Set(configuration.root.children.map(({ words }) => words[0] ?? ''))];
  const others = names.filter((name) => !isTopLevel(name));
  const [first] = others;
  if (first === undefined || others.length <= names.length - others.length) return;
  throw notAWholeConfiguration(
    file,
    line,
    `its lines are relative to a level: "${redactMessage(first)}" is no statement at the top of a configuration`,
  );
}
