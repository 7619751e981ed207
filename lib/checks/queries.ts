import type { Family } from '../intent/fabric-intent';
import type { Query } from './observation';
import { readAlarmInformation } from './replies/alarm-information';
import type { BfdSession } from './replies/bfd-session-information';
import { readBfdSessionInformation } from './replies/bfd-session-information';
import type { BgpInformation } from './replies/bgp-information';
import { readBgpInformation } from './replies/bgp-information';
import type { IpPrefixContext } from './replies/evpn-ip-prefix-database';
import { readIpPrefixDatabase } from './replies/evpn-ip-prefix-database';
import type { PhysicalInterface } from './replies/interface-information';
import { readInterfaceInformation } from './replies/interface-information';
import type { LldpNeighbor } from './replies/lldp-neighbors-information';
import { readLldpNeighbors } from './replies/lldp-neighbors-information';
import type { RouteTable } from './replies/route-information';
import { readRouteInformation } from './replies/route-information';
import { readSystemCoreDumps } from './replies/system-core-dumps';

/** `show interfaces terse`: every interface. */
export const INTERFACES: Query<readonly PhysicalInterface[]> = {
  rpc: 'get-interface-information',
  args: { terse: true },
  read: readInterfaceInformation,
};

/** `show bgp neighbor`: every session of every instance, which the summary of older releases does not tell apart. */
export const ALL_SESSIONS: Query<BgpInformation> = {
  rpc: 'get-bgp-neighbor-information',
  args: {},
  read: readBgpInformation,
};

/** `show lldp neighbors`: those of every port. */
export const LLDP_NEIGHBORS: Query<readonly LldpNeighbor[]> = {
  rpc: 'get-lldp-neighbors-information',
  args: {},
  read: readLldpNeighbors,
};

/** `show bfd session`: every session. */
export const BFD_SESSIONS: Query<readonly BfdSession[]> = {
  rpc: 'get-bfd-session-information',
  args: {},
  read: readBfdSessionInformation,
};

/** `show route summary`: the counts of every table, without its routes. */
export const ROUTE_SUMMARY: Query<readonly RouteTable[]> = {
  rpc: 'get-route-summary-information',
  args: {},
  read: readRouteInformation,
};

/** `show chassis alarms`. Those of the system are about licences and the rescue configuration, and no fault. */
export const ALARMS: Query<readonly string[]> = {
  rpc: 'get-alarm-information',
  args: {},
  read: readAlarmInformation,
};

/** `show system core-dumps`. */
export const CORE_DUMPS: Query<readonly string[]> = {
  rpc: 'get-system-core-dumps',
  args: {},
  read: readSystemCoreDumps,
};

/** `show bgp summary instance VRF`, exactly that instance. */
export function sessionsOf(vrf: string): Query<BgpInformation> {
  return { rpc: 'get-bgp-summary-information', args: { 'exact-instance': vrf }, read: readBgpInformation };
}

/** `show route table TABLE protocol PROTOCOL`. */
export function routesOf(table: string, protocol: 'bgp' | 'evpn'): Query<readonly RouteTable[]> {
  return { rpc: 'get-route-information', args: { table, protocol }, read: readRouteInformation };
}

/** `show evpn ip-prefix-database l3-context VRF`. */
export function prefixDatabaseOf(vrf: string): Query<readonly IpPrefixContext[]> {
  return {
    rpc: 'get-evpn-ip-prefix-database-information',
    args: { 'l3-context': vrf },
    read: readIpPrefixDatabase,
  };
}

/** Name of the unicast table of a VRF. */
export function routingTable(vrf: string, family: Family): string {
  return `${vrf}.${family}.0`;
}

/** Name of the table that holds a VRF's EVPN routes. */
export function evpnTable(vrf: string): string {
  return `${vrf}.evpn.0`;
}
