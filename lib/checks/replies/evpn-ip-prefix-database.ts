import type { XmlElement } from '../../junos/formats/xml';
import { children, descendants } from '../../junos/formats/xml';
import { addressOf, trimmedText } from './values';
import type { Query } from '../observation';

/** `show evpn ip-prefix-database l3-context VRF`. */
export function prefixDatabaseOf(vrf: string): Query<readonly IpPrefixContext[]> {
  return {
    rpc: 'get-evpn-ip-prefix-database-information',
    args: { 'l3-context': vrf },
    read: readIpPrefixDatabase,
  };
}

/** One VRF of `get-evpn-ip-prefix-database-information` (`show evpn ip-prefix-database`). */
export interface IpPrefixContext {
  /** Name of the VRF. */
  readonly name: string;
  readonly exported: readonly ExportedPrefix[];
  readonly imported: readonly ImportedPrefix[];
}

/** A prefix of the VRF that this device announces as a type-5 route. */
interface ExportedPrefix {
  readonly prefix: string;
  /** `Created` when the route is made. */
  readonly status: string;
}

/** A prefix that came as type-5 routes from others. */
interface ImportedPrefix {
  readonly prefix: string;
  readonly advertisements: readonly PrefixAdvertisement[];
}

/** One other device's type-5 route. Its attachment is the pair of route distinguisher and next hop. */
export interface PrefixAdvertisement {
  readonly routeDistinguisher: string;
  readonly vni: string;
  readonly nextHop: string;
}

/** Reads the reply of `get-evpn-ip-prefix-database-information`, both families. */
export function readIpPrefixDatabase(reply: XmlElement): readonly IpPrefixContext[] {
  return descendants(reply, 'evpn-pfxdb-l3-context').map((context) => ({
    name: trimmedText(context, 'context-name'),
    exported: exportedEntries(context).map((entry) => ({
      prefix: addressOf(entry, 'entry-prefix'),
      status: trimmedText(entry, 'entry-evpn-route-status'),
    })),
    imported: importedEntries(context).map((entry) => ({
      prefix: addressOf(entry, 'entry-prefix'),
      advertisements: children(entry, 'evpn-pfxdb-evpn-ip-adv').map((advertisement) => ({
        routeDistinguisher: trimmedText(advertisement, 'route-distinguisher'),
        vni: trimmedText(advertisement, 'adv-vni'),
        nextHop: addressOf(advertisement, 'adv-bgp-nexthop'),
      })),
    })),
  }));
}

function exportedEntries(context: XmlElement): readonly XmlElement[] {
  return [...descendants(context, 'evpn-pfxdb-ip-entry'), ...descendants(context, 'evpn-pfxdb-ip6-entry')];
}

function importedEntries(context: XmlElement): readonly XmlElement[] {
  return [...descendants(context, 'evpn-pfxdb-evpn-ip-entry'), ...descendants(context, 'evpn-pfxdb-evpn-ip6-entry')];
}
