import { Configuration } from '../junos/tree/configuration';
import { writeCurly } from '../junos/formats/curly-writer';
import { twinPassword } from '../twin/frr/neighbors';
import type { InterfaceMap } from './interface-map';
import { isPhysical } from './interface-map';

/** Virtual Junos devices that containerlab runs. */
export type JunosKind = 'vjunos' | 'crpd';

/** A startup configuration. */
export interface StartupConfiguration {
  /** Curly text, which is appended to what the image brings along. */
  readonly text: string;
  /** Set lines that are left out, because the virtual device has nothing of the kind. */
  readonly left: readonly string[];
}

/** What containerlab or the image configures itself, and what virtual hardware does not have. */
const LEFT_OUT: readonly string[] = [
  'system',
  'chassis fpc',
  'forwarding-options vxlan-routing',
  'interfaces * speed',
  'interfaces * ether-options speed',
];
const SECRETS = new Set(['authentication-key', 'secret']);

/** The configuration of a device with the port names of its virtual one. */
export function startupConfiguration(
  effective: Configuration,
  kind: JunosKind,
  ports: InterfaceMap,
): StartupConfiguration {
  const startup = new Configuration();
  const left: string[] = [];
  for (const { words } of effective.statements()) {
    if (LEFT_OUT.some((pattern) => begins(words, pattern.split(' ')))) left.push(['set', ...words].join(' '));
    else startup.set(...words.map((word, i) => renamed(word, words[i - 1], kind, ports)));
  }
  return { text: writeCurly(startup), left };
}

function begins(words: readonly string[], pattern: readonly string[]): boolean {
  return pattern.every((part, i) => part === '*' || part === words[i]);
}

function renamed(word: string, before: string | undefined, kind: JunosKind, ports: InterfaceMap): string {
  if (before !== undefined && SECRETS.has(before)) return twinPassword(word);
  const [port = '', unit] = word.split('.');
  if (!isPhysical(port)) return word;
  const number = ports.number(port);
  if (number === undefined) return word;
  const name = interfaceOf(kind, number);
  return unit === undefined ? name : `${name}.${unit}`;
}

/** What the device itself calls its port of that number. */
export function interfaceOf(kind: JunosKind, number: number): string {
  return kind === 'vjunos' ? `ge-0/0/${number}` : `eth${number + 1}`;
}
