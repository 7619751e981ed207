/** Commands of the CLI for which there is an RPC, and what their words mean to it. */
import { element, empty, leaf } from '../xml-text';

/** A command as the RPC that it stands for. */
interface ShowCommand {
  /** Its first words. */
  readonly words: readonly string[];
  readonly rpc: string;
  /** Words that may follow, which are empty elements of the RPC. */
  readonly flags?: readonly string[];
  /** Words with a value behind them, by the element that has it. */
  readonly options?: Readonly<Record<string, string>>;
  /** The element of a word that is none of these. */
  readonly bare?: string;
}

const LEVELS = ['terse', 'brief', 'detail', 'extensive'] as const;

const COMMANDS: readonly ShowCommand[] = [
  { words: ['version'], rpc: 'get-software-information', flags: LEVELS },
  { words: ['system', 'information'], rpc: 'get-system-information' },
  { words: ['system', 'uptime'], rpc: 'get-system-uptime-information' },
  { words: ['system', 'commit'], rpc: 'get-commit-information' },
  { words: ['system', 'alarms'], rpc: 'get-system-alarm-information' },
  { words: ['system', 'core-dumps'], rpc: 'get-system-core-dumps' },
  { words: ['system', 'memory'], rpc: 'get-system-memory-information' },
  { words: ['system', 'storage'], rpc: 'get-system-storage' },
  { words: ['chassis', 'alarms'], rpc: 'get-alarm-information' },
  { words: ['chassis', 'hardware'], rpc: 'get-chassis-inventory', flags: LEVELS },
  { words: ['chassis', 'routing-engine'], rpc: 'get-route-engine-information' },
  { words: ['interfaces'], rpc: 'get-interface-information', flags: [...LEVELS, 'media'], bare: 'interface-name' },
  {
    words: ['bgp', 'summary'],
    rpc: 'get-bgp-summary-information',
    options: { instance: 'instance', group: 'group' },
  },
  {
    words: ['bgp', 'neighbor'],
    rpc: 'get-bgp-neighbor-information',
    options: { instance: 'instance' },
    bare: 'neighbor-address',
  },
  { words: ['bfd', 'session'], rpc: 'get-bfd-session-information', flags: LEVELS },
  {
    words: ['lldp', 'neighbors', 'interface'],
    rpc: 'get-lldp-interface-neighbors',
    bare: 'interface-device',
  },
  { words: ['lldp', 'neighbors'], rpc: 'get-lldp-neighbors-information' },
  { words: ['route', 'summary'], rpc: 'get-route-summary-information' },
  {
    words: ['route'],
    rpc: 'get-route-information',
    flags: ['active-path'],
    options: { table: 'table', protocol: 'protocol' },
    bare: 'destination',
  },
  { words: ['evpn', 'ip-prefix-database'], rpc: 'get-evpn-ip-prefix-database-information' },
];

/** The RPC that the words behind `show` stand for, as XML; undefined where there is none. */
export function rpcOf(words: readonly string[]): string | undefined {
  const command = COMMANDS.find((one) => one.words.every((word, i) => word === words[i]));
  const args = command === undefined ? undefined : argumentsOf(command, words.slice(command.words.length));
  return command === undefined || args === undefined ? undefined : element(command.rpc, args);
}

function argumentsOf({ bare, flags = [], options = {} }: ShowCommand, words: readonly string[]): string[] | undefined {
  const args: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const option = Object.hasOwn(options, word) ? options[word] : undefined;
    if (option !== undefined) args.push(leaf(option, words[(at += 1)] ?? ''));
    else if (flags.includes(word)) args.push(empty(word));
    else if (bare !== undefined) args.push(leaf(bare, word));
    else return undefined;
  }
  return args;
}
