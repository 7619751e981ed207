import { Testing } from 'cdktf';
import {
  BgpAuthentication,
  EbgpServerPeering,
  FabricStack,
  KeyChain,
  MultihomedServer,
  PrefixLimitAction,
  Secret,
  ServerFacingInterface,
  Vrf5Instance,
} from '../../lib/index';
import { renderDevice } from '../../lib/render/render-device';
import { fabric, leaf, vrf } from '../render/scenarios';
import { errorOf } from '../support/errors';
import { FABRIC_PROPS, guideLeaf, guideVrf } from '../support/guide-stack';
import { ROWS } from './rows';

const VRF = { vni: 16776000, rdNumber: 5, routeTarget: 'target:62273:16776000' };
type PortProps = ConstructorParameters<typeof ServerFacingInterface>[2];

const stack = (): FabricStack => new FabricStack(Testing.app(), 'dc1', FABRIC_PROPS);
const vrfWith = (different: Partial<ConstructorParameters<typeof Vrf5Instance>[2]>) => () =>
  new Vrf5Instance(stack(), 'VRF_5', { ...VRF, ...different });

function port(different: Partial<PortProps>): ServerFacingInterface {
  const scope = stack();
  const props = { leaf: guideLeaf(scope, 10), vrf: guideVrf(scope), interface: 'et-0/0/15' };
  return new ServerFacingInterface(scope, 'port', { ...props, addresses: ['172.16.104.1/30'], ...different });
}

function peering(different: Partial<ConstructorParameters<typeof EbgpServerPeering>[2]>): EbgpServerPeering {
  const attached = port({});
  const props = { interface: attached, neighbor: '172.16.104.2', peerAsn: 4220000001, prefixes: ['10.1.5.0/24'] };
  return new EbgpServerPeering(attached, 'peer', { ...props, ...different });
}

function server(subnet: string): MultihomedServer {
  const scope = stack();
  const attachments = [{ leaf: guideLeaf(scope, 10), interface: 'et-0/0/15', subnet }];
  return new MultihomedServer(scope, 'server1', {
    vrf: guideVrf(scope),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments,
  });
}

function chainOfAnotherFabric(): KeyChain {
  const secret = Secret.fromEnv('KEY');
  return new KeyChain(stack(), 'chain', { keys: [{ id: 0, secret, startTime: '2026-01-01.00:00:00 +0000' }] });
}

/** By number of the row. */
const REFUSALS: Readonly<Record<number, readonly (readonly [code: string, action: () => unknown])[]>> = {
  3: [['numberOutOfRange', vrfWith({ rdNumber: 70000 })]],
  4: [
    ['vrfIncomplete', () => renderDevice(leaf({}), fabric({ vrfs: [vrf({ name: 'VRF_5', routeTarget: undefined })] }))],
    ['vrfIncomplete', () => renderDevice(leaf({ vrfs: [{ name: 'VRF_5' }] }), fabric({}))],
  ],
  6: [
    ['invalidRouteTarget', vrfWith({ routeTarget: '62273:1' })],
    ['numberTooWide', vrfWith({ routeTarget: 'target:4210000001L:16776000' })],
  ],
  8: [['duplicateImportedRouteTarget', vrfWith({ importRouteTargets: [VRF.routeTarget] })]],
  9: [['vniOutOfRange', vrfWith({ vni: 16777215 })]],
  10: [
    ['reservedInstanceName', vrfWith({ name: '__juniper__' })],
    ['reservedInstanceName', vrfWith({ name: 'all' })],
    ['invalidInstanceName', vrfWith({ name: 'VRF 5' })],
  ],
  11: [
    ['addressIsNetwork', () => port({ addresses: ['172.16.104.0/30'] })],
    ['addressIsBroadcast', () => port({ addresses: ['172.16.104.3/30'] })],
    ['addressIsSubnetRouterAnycast', () => port({ addresses: ['2001:db8::/64'] })],
  ],
  12: [
    ['neighborNotConnected', () => peering({ neighbor: '172.16.104.5' })],
    ['neighborIsOwnAddress', () => peering({ neighbor: '172.16.104.1' })],
  ],
  14: [['subnetLengthNotAllowed', () => server('172.16.0.0/16')]],
  18: [['asnOutOfRange', () => new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, overlayAsn: 0 })]],
  22: [['asnOutOfRange', () => peering({ peerAsn: 0 })]],
  23: [
    ['numberOutOfRange', () => peering({ holdTimeSec: 1 })],
    ['numberOutOfRange', () => peering({ holdTimeSec: 2 })],
  ],
  21: [['asOverrideWithoutSiteOfOrigin', () => peering({ asOverride: true })]],
  24: [
    ['keyChainEmpty', () => new KeyChain(stack(), 'chain', { keys: [] })],
    ['foreignReference', () => peering({ authentication: BgpAuthentication.tcpAo(chainOfAnotherFabric()) })],
  ],
  25: [
    ['numberOutOfRange', () => PrefixLimitAction.teardown({ idleTimeoutMin: 2401 })],
    ['numberOutOfRange', () => PrefixLimitAction.dropExcess({ thresholdPercent: 101 })],
  ],
  33: [['unitWithoutVlan', () => port({ unit: 1 })]],
  36: [['nativeWithoutVlan', () => port({ native: true })]],
  37: [
    ['vlanIdOutOfRange', () => port({ vlanId: 0 })],
    ['vlanIdOutOfRange', () => port({ vlanId: 4095 })],
  ],
  39: [
    ['numberOutOfRange', () => port({ mtu: 255 })],
    ['numberOutOfRange', () => port({ mtu: 9217 })],
    ['numberOutOfRange', () => port({ inetMtu: 255 })],
    ['numberOutOfRange', () => port({ inet6Mtu: 1279 })],
  ],
};

/** Prerequisites have two values, and no third one can be written. */
const BY_TYPE = [46];

test('every row that says refused has a case', () => {
  const rows = ROWS.flatMap(({ refused }, i) => (refused === undefined ? [] : [i + 1]));
  expect([...Object.keys(REFUSALS).map(Number), ...BY_TYPE].sort((a, b) => a - b)).toEqual(rows);
});

describe.each(Object.entries(REFUSALS))('row %s', (_, cases) => {
  test.each(cases)('is refused with %s', (code, action) => {
    expect(errorOf(action).code).toBe(code);
  });
});
