import { compareText } from '../../model/order';
import { networkdDropIns } from './linux-host';
import type { ServerFiles, ServerSide } from './server-side';
import { loopbackPrefixes, titleOf } from './texts';
import type { ServerInterface } from './wires';
import { linuxInterfacesOf, vlanName } from './wires';

/**
 * The server's addresses as files of systemd-networkd. Single addresses that the server announces are put on the loopback
 * interface; where the others belong, only the user knows. No link is needed for the boot: one may be dead.
 *
 * @throws FabricError `serverInterfaceMissing`, `serverMembersMissing`, `serverInterfaceClash`, `serverCannot`
 */
export function renderNetworkd(side: ServerSide): ServerFiles {
  const interfaces = linuxInterfacesOf(side, 'systemd-networkd');
  const files = [...loopback(side), ...interfaces.flatMap(interfaceFiles)];
  const texts = files.map(([name, sections]): [string, string] => {
    return [name, `${[`# ${titleOf(side)}`, ...sections.flatMap((section) => ['', ...section])].join('\n')}\n`];
  });
  return { ...Object.fromEntries(texts.sort(([a], [b]) => compareText(a, b))), ...networkdDropIns(side, interfaces) };
}

type Section = readonly string[];
type File = readonly [name: string, sections: readonly Section[]];

function loopback(side: ServerSide): File[] {
  const own = loopbackPrefixes(side).map(String);
  if (own.length === 0) return [];
  return [
    [
      '10-lo.network',
      [
        ['[Match]', 'Name=lo'],
        ['[Network]', ...addresses(own)],
      ],
    ],
  ];
}

function interfaceFiles(one: ServerInterface): File[] {
  const { bond, name, vlans } = one;
  const tags = vlans.map(({ id }) => `VLAN=${vlanName(name, id)}`);
  return [
    ...(bond === undefined ? [] : bondFiles(one)),
    network(name, one, tags),
    ...vlans.flatMap((vlan): File[] => {
      const own = vlanName(name, vlan.id);
      return [
        [
          `10-${own}.netdev`,
          [
            ['[NetDev]', `Name=${own}`, 'Kind=vlan'],
            ['[VLAN]', `Id=${vlan.id}`],
          ],
        ],
        network(own, vlan, []),
      ];
    }),
  ];
}

function bondFiles({ bond, mtu, name }: ServerInterface): File[] {
  if (bond === undefined) return [];
  const { aggregate, members } = bond;
  const parameters = [
    '[Bond]',
    'Mode=802.3ad',
    `LACPTransmitRate=${aggregate.lacpPeriodic ?? 'slow'}`,
    ...(aggregate.minimumLinks === undefined ? [] : [`MinLinks=${aggregate.minimumLinks}`]),
    'MIIMonitorSec=100ms',
    'TransmitHashPolicy=layer3+4',
  ];
  return [
    [`10-${name}.netdev`, [['[NetDev]', `Name=${name}`, 'Kind=bond'], parameters]],
    ...members.map((member) => network(member, { mtu, addresses: [] }, [`Bond=${name}`])),
  ];
}

/** Nothing but what is written here: no address of a DHCP server, no default route of a router advertisement. */
function network(name: string, held: Pick<ServerInterface, 'mtu' | 'addresses'>, lines: readonly string[]): File {
  const mtu = held.mtu === undefined ? [] : [`MTUBytes=${held.mtu}`];
  const isMember = lines.some((line) => line.startsWith('Bond='));
  const quiet = isMember ? [] : ['DHCP=no', 'IPv6AcceptRA=no'];
  const sections = [
    ['[Match]', `Name=${name}`],
    ['[Link]', ...mtu, 'RequiredForOnline=no'],
    ['[Network]', ...quiet, ...addresses(held.addresses), ...lines],
  ];
  return [`10-${name}.network`, sections];
}

function addresses(own: readonly string[]): string[] {
  return own.map((address) => `Address=${address}`);
}
