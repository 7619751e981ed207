import { Testing } from 'cdktf';
import { EvpnOverlay, FabricStack, IpFabricUnderlay, LeafDevice, QfxModel, SpineDevice } from '../../lib/index';
import type { FabricDeviceProps } from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { FABRIC_PROPS } from './guide-stack';

/** Two spines, two leaves, a link between each pair, and an overlay. */
export interface WholeStack {
  readonly stack: FabricStack;
  /** leaf10 and leaf11, on ports 30 and 31. */
  readonly leaves: readonly LeafDevice[];
  /** spine1 and spine2, on ports 0 and 1. */
  readonly spines: readonly SpineDevice[];
}

export function wholeStack(junos?: string): WholeStack {
  const pools = {
    underlayAsns: '4200000001-4200000099',
    linkSubnets: ['172.16.0.0/24'],
    lockFile: 'no-such-file.json',
  };
  const stack = new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, pools });
  const spines = [1, 2].map((n) => new SpineDevice(stack, `spine${n}`, switchProps(`192.168.0.${n}`, junos)));
  const leaves = [10, 11].map((n) => new LeafDevice(stack, `leaf${n}`, switchProps(`192.168.1.${n}`, junos)));
  const links = leaves.flatMap((device, l) =>
    spines.map((peer, s) => ({ device, interface: `et-0/0/${30 + s}`, peer, peerInterface: `et-0/0/${l}` })),
  );
  new IpFabricUnderlay(stack, 'underlay', { links });
  new EvpnOverlay(stack, 'overlay', { clusterId: '192.168.0.10' });
  return { stack, leaves, spines };
}

/** What every switch needs to have. */
export function switchProps(loopback: string, junos = '19.1R2'): FabricDeviceProps {
  return { model: QfxModel.QFX10002_36Q, junos, loopback, managementAddress: `mgmt-${loopback}` };
}

/** The fabric of a stack as plain data. */
export function intentOf({ fabric }: FabricStack): FabricIntent {
  const source = fabricSourceOf(fabric);
  if (source === undefined) throw new Error('a fabric offers its intent');
  return source.intent();
}
