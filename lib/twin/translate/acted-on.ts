import type { BgpField } from '../../routing-model/bgp-level';
import type { InstanceField, IpPrefixRoutesField } from '../../routing-model/instances';
import type { ChainKeyField } from '../../routing-model/key-chains';
import type { PortField, UnitField } from '../../routing-model/ports';
import type { DeviceField, LastStatement } from '../../routing-model/routing-model';

/** Interfaces that the twin has. */
export const PHYSICAL = /^(?:et|xe|ge|ae|lo)/;

/** What the twin acts on, of all that the routing model understands. What is not here is excused or refused. */
const ACTED_ON: ReadonlySet<string | undefined> = new Set([
  ...fields('device', ['tunnelSource'] satisfies DeviceField[]),
  ...fields('port', ['disabled', 'mtu', 'tagging', 'nativeVlanId', 'bundle', 'units'] satisfies PortField[]),
  ...fields('unit', ['vlanId', 'disabled', 'addresses', 'primary', 'inetMtu', 'inet6Mtu'] satisfies UnitField[]),
  ...fields('main', [
    'routerId',
    'asn',
    'evpnEncapsulation',
    'static',
    'generate',
    'martians',
  ] satisfies InstanceField[]),
  ...fields('instance', [
    'type',
    'interfaces',
    'routeDistinguisher',
    'vrfTarget',
    'importTargets',
    'exportTargets',
    'vrfImports',
    'routerId',
    'asn',
    'multipath',
    'autoExport',
    'tunnelSource',
    'static',
    'generate',
    'martians',
  ] satisfies InstanceField[]),
  ...fields('route', ['static', 'generate'] satisfies InstanceField[]),
  ...fields('rib', ['generate'] satisfies InstanceField[]),
  ...fields('ribRoute', ['generate'] satisfies InstanceField[]),
  ...fields('ipPrefixRoutes', [
    'advertise',
    'encapsulation',
    'vni',
    'exports',
    'importsPreference',
    'exportsPreference',
  ] satisfies IpPrefixRoutesField[]),
  ...fields('bgp', [
    'neighbors',
    'ranges',
    'type',
    'localAddress',
    'peerAsn',
    'localAsn',
    'noPrependGlobalAs',
    'families',
    'imports',
    'exports',
    'cluster',
    'bfdIntervalMs',
    'bfdMultiplier',
    'holdTimeSec',
    'multipath',
    'multipleAs',
    'asOverride',
    'advertisePeerAs',
    'removePrivate',
    'passive',
    'shutdown',
    'gracefulShutdown',
    'authenticationAlgorithm',
    'authenticationKey',
    'authenticationKeyChain',
    'ttl',
    'multihop',
    'multihopTtl',
    'noNexthopChange',
    'loops',
    'prefixLimits',
  ] satisfies BgpField[]),
  ...fields('key', ['secret'] satisfies ChainKeyField[]),
  ...fields('from', ['protocol', 'family', 'community', 'local-preference']),
  ...fields('from', ['route-filter', 'prefix-list', 'prefix-list-filter']),
  ...fields('then', ['accept', 'reject', 'next', 'community', 'local-preference', 'preference', 'metric']),
  ...fields('then', ['as-path-prepend']),
  ...fields('prefixList', ['prefixes']),
  ...fields('community', ['members']),
]);

/** Whether the twin acts on a statement. */
export function isActedOn({ field, place }: LastStatement): boolean {
  const [, port = ''] = place.words;
  return ACTED_ON.has(field) && (field?.startsWith('unit.') !== true || PHYSICAL.test(port));
}

function fields(kind: string, names: readonly string[]): string[] {
  return names.map((name) => `${kind}.${name}`);
}
