import { serverForwardingUnsaid } from '../errors';
import type { ServerFiles, ServerSide } from './server-side';
import { sourcePrefixes, titleOf } from './texts';
import type { ServerInterface } from './wires';
import { vlanName } from './wires';

/** Files of a server that runs Linux, beside those of its programs. Two forms that need one of them write the same text. */

/**
 * Whether the kernel forwards packets, for `sysctl.d`: it stands also where no daemon of FRR sets it, and after a reboot.
 *
 * @throws FabricError `serverForwardingUnsaid`
 */
export function forwardingFile(side: ServerSide): ServerFiles {
  if (side.forwarding === undefined) {
    throw serverForwardingUnsaid(side.name, side.announced?.map(String) ?? null, side.constructPath);
  }
  const value = side.forwarding ? 1 : 0;
  return fileIn('/etc/sysctl.d', `90-${side.fabric}-forwarding.conf`, side, [
    `net.ipv4.ip_forward = ${value}`,
    `net.ipv6.conf.all.forwarding = ${value}`,
  ]);
}

/**
 * Puts the addresses that connections come from on the loopback interface before FRR starts, whoever else does it later.
 * zebra could do it itself, with a broadcast address that systemd-networkd would fight over.
 */
export function frrDropIn(side: ServerSide): ServerFiles {
  const commands = sourcePrefixes(side).map(
    (prefix) => `ExecStartPre=/usr/sbin/ip address replace ${prefix.toString()} dev lo`,
  );
  if (commands.length === 0) return {};
  return fileIn('/etc/systemd/system/frr.service.d', frrDropInName(side), side, ['[Service]', ...commands]);
}

/** Name of that file. */
export function frrDropInName({ fabric }: ServerSide): string {
  return `90-${fabric}-frr.conf`;
}

/**
 * What keeps systemd-networkd out of the way of a routing daemon, and lets the server boot with one of its links alone.
 * netplan writes files for systemd-networkd, and has no words for either.
 */
export function networkdDropIns(side: ServerSide, interfaces: readonly ServerInterface[]): ServerFiles {
  const links = interfaces.flatMap(namesOfLinks).map((name) => ` --interface=${name}`);
  return {
    ...fileIn('/etc/systemd/networkd.conf.d', `90-${side.fabric}-networkd.conf`, side, [
      '[Network]',
      'ManageForeignRoutes=no',
      'ManageForeignNextHops=no',
      'ManageForeignRoutingPolicyRules=no',
    ]),
    ...fileIn(
      '/etc/systemd/system/systemd-networkd-wait-online.service.d',
      `90-${side.fabric}-wait-online.conf`,
      side,
      ['[Service]', 'ExecStart=', `ExecStart=/usr/lib/systemd/systemd-networkd-wait-online --any${links.join('')}`],
    ),
  };
}

/** The interfaces of Linux that have an address of a link. */
function namesOfLinks({ addresses, name, vlans }: ServerInterface): string[] {
  return [...(addresses.length > 0 ? [name] : []), ...vlans.map(({ id }) => vlanName(name, id))];
}

function fileIn(directory: string, name: string, side: ServerSide, lines: readonly string[]): ServerFiles {
  return { [name]: [`# ${titleOf(side)}`, `# belongs into ${directory}`, '', ...lines, ''].join('\n') };
}
