/** Replies as the CLI prints them, for the few commands that scripts read as text. */
import type { XmlElement } from '../../../junos/formats/xml';
import { child, descendants, textOf } from '../../../junos/formats/xml';

type Printer = (reply: XmlElement) => readonly string[];

const PRINTERS: Readonly<Record<string, Printer | undefined>> = {
  'get-software-information': printVersion,
  'get-interface-information': printInterfaces,
  'get-bgp-summary-information': printBgpSummary,
  'get-commit-information': printCommits,
};

/** Whether the text of a reply to an RPC is known. `terse` interfaces alone are. */
export function hasText({ children, name }: XmlElement): boolean {
  if (name === 'get-interface-information') return children.some((one) => one.name === 'terse');
  return PRINTERS[name] !== undefined;
}

/** The text of a reply. @param rpc - its name, for which `hasText` */
export function printReply(rpc: string, reply: XmlElement): string {
  const lines = PRINTERS[rpc]?.(reply) ?? [];
  return `\n${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function of(element: XmlElement, ...names: readonly string[]): string {
  return textOf(element, ...names)?.trim() ?? '';
}

function printVersion(reply: XmlElement): string[] {
  return descendants(reply, 'software-information').flatMap((one) => [
    `Hostname: ${of(one, 'host-name')}`,
    `Model: ${of(one, 'product-model')}`,
    `Junos: ${of(one, 'junos-version')}`,
    ...descendants(one, 'package-information').map((found) => of(found, 'comment')),
  ]);
}

function printInterfaces(reply: XmlElement): string[] {
  const ports = descendants(reply, 'physical-interface');
  const alone = ports.length > 0 ? [] : descendants(reply, 'logical-interface');
  const lines = [...ports, ...alone].flatMap((port) => [
    ...row(port),
    ...port.children.filter(({ name }) => name === 'logical-interface').flatMap(row),
  ]);
  return [columns('Interface', 'Admin', 'Link', 'Proto', 'Local', 'Remote'), ...lines];
}

function row(one: XmlElement): string[] {
  const head = [of(one, 'name'), of(one, 'admin-status'), of(one, 'oper-status')] as const;
  const families = one.children
    .filter(({ name }) => name === 'address-family')
    .flatMap((family) => {
      const proto = of(family, 'address-family-name');
      const local = descendants(family, 'ifa-local').map(({ text }) => text);
      return local.length === 0 ? [[proto, '']] : local.map((address, i) => [i === 0 ? proto : '', address]);
    });
  const [first = ['', ''], ...more] = families;
  return [columns(...head, ...first), ...more.map((rest) => columns('', '', '', ...rest))];
}

function columns(...words: readonly string[]): string {
  const widths = [24, 6, 5, 9, 22];
  return words.map((word, i) => (i < widths.length ? `${word} `.padEnd(widths[i] ?? 0) : word)).join('');
}

function printBgpSummary(reply: XmlElement): string[] {
  const [information] = descendants(reply, 'bgp-information');
  if (information === undefined) return [];
  const inside = (name: string): XmlElement[] => information.children.filter((one) => one.name === name);
  const count = (name: string): string => of(information, name);
  return [
    `Groups: ${count('group-count')} Peers: ${count('peer-count')} Down peers: ${count('down-peer-count')}`,
    'Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending',
    ...inside('bgp-rib').flatMap((rib) => [
      of(rib, 'name'),
      ' '.repeat(13) +
        ['total', 'active', 'suppressed', 'history', 'damped', 'pending']
          .map((kind) => of(rib, `${kind}-prefix-count`).padStart(11))
          .join(''),
    ]),
    'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active/Received/Accepted/Damped...',
    ...inside('bgp-peer').flatMap(printPeer),
  ];
}

function printPeer(peer: XmlElement): string[] {
  const numbers = [
    of(peer, 'peer-as').padStart(11),
    of(peer, 'input-messages').padStart(11),
    of(peer, 'output-messages').padStart(11),
    of(peer, 'route-queue-count').padStart(8),
    of(peer, 'flap-count').padStart(8),
    of(peer, 'elapsed-time').padStart(12),
  ];
  const state = child(peer, 'peer-state');
  const shown = state?.attributes.format ?? state?.text ?? '';
  const ribs = peer.children
    .filter(({ name }) => name === 'bgp-rib')
    .map((rib) => {
      const counts = ['active', 'received', 'accepted', 'suppressed'].map((kind) => of(rib, `${kind}-prefix-count`));
      return `  ${of(rib, 'name')}: ${counts.join('/')}`;
    });
  return [`${of(peer, 'peer-address').padEnd(15)} ${numbers.join('')} ${shown}`, ...ribs];
}

function printCommits(reply: XmlElement): string[] {
  return descendants(reply, 'commit-history').flatMap((one) => {
    const comment = of(one, 'comment');
    const head = `${of(one, 'sequence-number').padEnd(3)} ${of(one, 'date-time')} by ${of(one, 'user')} via ${of(one, 'client')}`;
    return [comment === '' ? head : `${head} ${comment}`, ...(of(one, 'log') === '' ? [] : [`    ${of(one, 'log')}`])];
  });
}
