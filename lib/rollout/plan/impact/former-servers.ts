import type { FabricIntent, ServerIntent } from '../../../intent/fabric-intent';
import type { Configuration } from '../../../junos/tree/configuration';
import { IpAddress } from '../../../model/ip-address';
import { IpPrefix } from '../../../model/ip-prefix';
import { parseAddressAndLength } from '../../../model/prefix-length';
import type { ServerInput, ServerLinkInput } from '../../../reachability/input';
import type { PlannedDevice } from '../../planned-device';
import { policyStem } from '../../../render/names';
import { sessionsBefore } from '../waves/server-sessions';

/**
 * The servers of a fabric as their leaves have them before the change: links and AS numbers are those of the sessions in
 * the committed configurations, prefixes those of the intent. A server is known by the BGP groups that the intent gives it, or
 * would give it if each family had its own.
 */
export function formerServers(fabric: FabricIntent, devices: readonly PlannedDevice[]): ServerInput[] {
  return fabric.servers.flatMap((server) => {
    const groups = groupsOf(fabric, server);
    const links = devices.flatMap((device) => linksOn(device, server.vrf, groups));
    const asns = [...new Set(links.map(({ asn }) => asn))];
    return asns.map((asn) => ({
      name: server.name,
      asn,
      prefixes: server.prefixes,
      links: links.filter((one) => one.asn === asn).map(({ link }) => link),
    }));
  });
}

function groupsOf({ devices }: FabricIntent, { name }: ServerIntent): ReadonlySet<string> {
  const peerings = devices.flatMap((device) => device.peerings);
  const own = peerings.filter(({ server }) => server === name);
  return new Set(own.flatMap((peering) => [peering.group, policyStem(peering)]));
}

interface FormerLink {
  readonly asn: number;
  readonly link: ServerLinkInput;
}

function linksOn({ hostname, change }: PlannedDevice, vrf: string, groups: ReadonlySet<string>): FormerLink[] {
  const sessions = sessionsBefore(change).filter((one) => one.vrf === vrf && groups.has(one.group));
  if (sessions.length === 0) return [];
  const addresses = addressesIn(change.before);
  return sessions.flatMap(({ neighbors, peerAs }) =>
    [...neighbors].flatMap((text) => {
      const neighbor = IpAddress.parse(text);
      const own = addresses.find(({ prefix }) => prefix.contains(neighbor));
      if (own === undefined) return [];
      const { unit, leaf, prefix } = own;
      const serverAddress = `${text}/${prefix.prefixLength}`;
      return [
        { asn: Number(peerAs), link: { hostname, interface: unit, leafAddress: leaf.toString(), serverAddress } },
      ];
    }),
  );
}

interface OwnAddress {
  readonly unit: string;
  readonly leaf: IpAddress;
  readonly prefix: IpPrefix;
}

/** Addresses of logical interfaces, in groups or not. */
function addressesIn(configuration: Configuration): OwnAddress[] {
  const found: OwnAddress[] = [];
  for (const { words, inactive } of configuration.statements()) {
    const [keyword, port, unit, number, family, , address, text] = words[0] === 'groups' ? words.slice(2) : words;
    const isAddress = keyword === 'interfaces' && unit === 'unit' && family === 'family' && address === 'address';
    if (inactive || !isAddress || !text?.includes('/')) continue;
    const given = parseAddressAndLength(text);
    found.push({ unit: `${port ?? ''}.${number ?? ''}`, leaf: given.address, prefix: IpPrefix.containing(given) });
  }
  return found;
}
