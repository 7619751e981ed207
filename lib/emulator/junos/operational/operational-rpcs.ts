import type { RpcHandler } from '../rpc/context';
import { alarmInformation, systemCoreDumps } from './get-alarm-information';
import { bfdSessionInformation } from './get-bfd-session-information';
import { bgpNeighborInformation } from './get-bgp-neighbor-information';
import { bgpSummaryInformation } from './get-bgp-summary-information';
import { evpnIpPrefixDatabaseInformation } from './get-evpn-ip-prefix-database-information';
import { interfaceInformation } from './get-interface-information';
import { lldpInterfaceNeighbors, lldpNeighborsInformation } from './get-lldp-neighbors-information';
import { routeInformation, routeSummaryInformation } from './get-route-information';

/** The RPCs of the CLI's `show` commands. */
export const OPERATIONAL_RPCS: readonly (readonly [name: string, handler: RpcHandler])[] = [
  ['get-interface-information', interfaceInformation],
  ['get-bgp-summary-information', bgpSummaryInformation],
  ['get-bgp-neighbor-information', bgpNeighborInformation],
  ['get-route-information', routeInformation],
  ['get-route-summary-information', routeSummaryInformation],
  ['get-bfd-session-information', bfdSessionInformation],
  ['get-lldp-neighbors-information', lldpNeighborsInformation],
  ['get-lldp-interface-neighbors', lldpInterfaceNeighbors],
  ['get-evpn-ip-prefix-database-information', evpnIpPrefixDatabaseInformation],
  ['get-alarm-information', alarmInformation],
  ['get-system-alarm-information', alarmInformation],
  ['get-system-core-dumps', systemCoreDumps],
];
