/** `command`: what somebody would have typed, answered in the format that is asked for. */
import { Configuration } from '../../../junos/tree/configuration';
import { writeCurly } from '../../../junos/formats/curly-writer';
import { writeSet } from '../../../junos/formats/set-writer';
import { writeXml } from '../../../junos/formats/xml-writer';
import { parseXml } from '../../../junos/formats/xml';
import { splitWords } from '../../../junos/tree/words';
import { FabricError } from '../../../model/fabric-error';
import { inheritedBy } from '../inherited';
import { Refusal } from '../refusal';
import type { RpcContext } from '../rpc/context';
import { notEmulated } from '../rpc/context';
import { element, leaf } from '../xml-text';
import { rpcOf } from './show-commands';

/** What pipes ask for. */
interface Wanted {
  readonly format: string;
  readonly showsRpc: boolean;
  readonly inherits: boolean;
}

/**
 * Answers a command for which there is an RPC, `show configuration` and the pipes `display xml`, `display set`, `display json`,
 * `display inheritance`, `display xml rpc` and `no-more`.
 *
 * @param answer - serves the RPC that the command stands for, in a format
 */
export function answerCommand(context: RpcContext, answer: (rpc: string, format: string) => string): string {
  const { operation } = context;
  const [typed = '', ...pipes] = operation.text.split('|').map((one) => one.trim());
  const [verb, ...words] = wordsOf(typed);
  const wanted = pipes.reduce(piped, {
    format: operation.attributes.format?.toLowerCase() ?? 'xml',
    showsRpc: false,
    inherits: false,
  });
  if (verb !== 'show') throw unknownCommand(typed);
  if (words[0] === 'configuration') return showConfiguration(context, words.slice(1), wanted);
  const rpc = rpcOf(words);
  if (rpc === undefined) throw notEmulated(`"${typed}"`, typed);
  if (wanted.showsRpc) return element('rpc', [rpc]);
  if (wanted.format === 'set') throw notEmulated(`"display set" of "${typed}"`, 'set');
  return answer(rpc, wanted.format);
}

function wordsOf(typed: string): string[] {
  try {
    return splitWords(typed).map(({ text }) => text);
  } catch (error) {
    throw FabricError.isFabricError(error) ? unknownCommand(typed) : error;
  }
}

function piped(wanted: Wanted, pipe: string): Wanted {
  const [verb, what, more] = pipe.split(/ +/);
  if (verb === 'no-more') return wanted;
  if (verb === 'display' && what === 'xml' && more === 'rpc') return { ...wanted, showsRpc: true };
  if (verb === 'display' && (what === 'xml' || what === 'set' || what === 'json')) return { ...wanted, format: what };
  if (verb === 'display' && what === 'inheritance') return { ...wanted, inherits: true };
  throw notEmulated(`the pipe "| ${pipe}"`, pipe);
}

/** What is committed, at a path or whole. */
function showConfiguration({ device }: RpcContext, path: readonly string[], { format, inherits }: Wanted): string {
  const { committed } = device.database;
  const shown = inherits ? inheritedBy(device, committed) : committed;
  const part = partOf(shown, path);
  if (format === 'xml') return writeXml(part, { unknownAsElements: true }).trim();
  const output = format === 'set' ? writeSet(part) : format === 'text' ? writeCurly(below(shown, path)) : undefined;
  if (output === undefined) throw notEmulated(`${format} of "show configuration"`, format);
  return element('configuration-information', [leaf('configuration-output', `\n${output}`)]);
}

function partOf(configuration: Configuration, path: readonly string[]): Configuration {
  try {
    return configuration.subtree(...path);
  } catch (error) {
    throw FabricError.isFabricError(error) ? new Refusal({ message: 'syntax error', badElement: error.word }) : error;
  }
}

/** Text is printed without the statements that lead to the path. */
function below(configuration: Configuration, path: readonly string[]): Configuration {
  const node = path.length === 0 ? configuration.root : configuration.node(path);
  return node === undefined ? new Configuration() : new Configuration(node);
}

function unknownCommand(typed: string): Refusal {
  return new Refusal({ message: 'unknown command', badElement: typed.split(' ')[0] });
}

/** A reply in text, as elements have it. @param reply - content of the reply, one element */
export function asOutput(reply: string, print: (parsed: ReturnType<typeof parseXml>) => string): string {
  return leaf('output', print(parseXml(`<reply>${reply}</reply>`)));
}
