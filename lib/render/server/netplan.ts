import { networkdDropIns } from './linux-host';
import type { ServerFiles, ServerSide } from './server-side';
import { loopbackPrefixes, notHere, titleOf } from './texts';
import type { ServerInterface } from './wires';
import { linuxInterfacesOf, vlanName } from './wires';

/**
 * The server's addresses as a netplan file. Single addresses that the server announces are put on the loopback interface;
 * where the others belong, only the user knows. No link is needed for the boot: one may be dead.
 *
 * @throws FabricError `serverInterfaceMissing`, `serverMembersMissing`, `serverInterfaceClash`, `serverCannot`
 */
export function renderNetplan(side: ServerSide): ServerFiles {
  const interfaces = linuxInterfacesOf(side, 'netplan');
  const bonds = interfaces.filter(({ bond }) => bond !== undefined);
  const lines = [
    `# ${titleOf(side)}`,
    ...notHere(side).map((line) => `# ${line}`),
    'network:',
    '  version: 2',
    ...section('ethernets', [...loopback(side), ...interfaces.flatMap(ports)]),
    ...section('bonds', bonds.flatMap(bondLines)),
    ...section('vlans', interfaces.flatMap(vlanLines)),
  ];
  return { ...networkdDropIns(side, interfaces), 'netplan.yaml': `${lines.join('\n')}\n` };
}

function section(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${name}:`, ...lines];
}

function loopback(side: ServerSide): string[] {
  const own = loopbackPrefixes(side).map(String);
  return own.length === 0 ? [] : ['    lo:', ...addresses(own)];
}

function ports(one: ServerInterface): string[] {
  if (one.bond === undefined) return [`    ${quoted(one.name)}:`, ...settings(one)];
  return one.bond.members.flatMap((member) => [`    ${quoted(member)}:`, ...settings({ mtu: one.mtu, addresses: [] })]);
}

function bondLines(one: ServerInterface): string[] {
  if (one.bond === undefined) return [];
  const { aggregate, members } = one.bond;
  return [
    `    ${quoted(one.name)}:`,
    `      interfaces: [${members.map(quoted).join(', ')}]`,
    '      parameters:',
    '        mode: 802.3ad',
    `        lacp-rate: ${aggregate.lacpPeriodic ?? 'slow'}`,
    ...(aggregate.minimumLinks === undefined ? [] : [`        min-links: ${aggregate.minimumLinks}`]),
    '        mii-monitor-interval: 100',
    '        transmit-hash-policy: layer3+4',
    ...settings(one),
  ];
}

function vlanLines({ name, vlans }: ServerInterface): string[] {
  return vlans.flatMap((vlan) => [
    `    ${quoted(vlanName(name, vlan.id))}:`,
    `      id: ${vlan.id}`,
    `      link: ${quoted(name)}`,
    ...settings(vlan),
  ]);
}

/** Nothing but what is written here: no address of a DHCP server, no default route of a router advertisement. */
function settings({ mtu, addresses: own }: Pick<ServerInterface, 'mtu' | 'addresses'>): string[] {
  return [
    ...(mtu === undefined ? [] : [`      mtu: ${mtu}`]),
    '      dhcp4: false',
    '      dhcp6: false',
    '      accept-ra: false',
    '      optional: true',
    ...addresses(own),
  ];
}

function addresses(own: readonly string[]): string[] {
  return own.length === 0 ? [] : ['      addresses:', ...own.map((address) => `        - ${quoted(address)}`)];
}

/** Always in quotes: YAML reads some names and addresses as numbers. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
