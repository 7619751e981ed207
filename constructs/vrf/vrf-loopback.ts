import type { IConstruct } from 'constructs';
import type { Family, LoopbackUnitIntent } from '../../lib/intent/fabric-intent';
import { ADDRESS_BITS, IpAddress } from '../../lib/model/ip-address';
import { InterfaceAddress } from '../../lib/model/interface-address';
import type { FabricDevice } from '../device/fabric-device';
import type { ILeafDevice } from '../device/leaf-device';
import { ownLeaf } from '../device/leaf-device';
import type { DeviceMember } from '../fabric/fabric-member';
import { parsed, wholeNumber } from '../private/located';
import type { PropKinds } from '../private/props';
import { construct, NUMBER, requireProps, TEXT } from '../private/props';
import { loopbackOfOtherFamily, loopbackTwice, loopbackWithoutAddress } from './errors';

/** A loopback unit of a leaf in a VRF. */
export interface VrfLoopback {
  /** The leaf. */
  readonly leaf: ILeafDevice;

  /** Number of the unit of lo0, 1 to 16385; unit 0 is that of the main instance. */
  readonly unit: number;

  /**
   * IPv4 address without prefix length, for example `192.168.11.7`: a /32.
   * @default - none; one of the two is required
   */
  readonly address?: string;

  /**
   * IPv6 address without prefix length: a /128.
   * @default - none; one of the two is required
   */
  readonly address6?: string;
}

const PROPS: PropKinds<VrfLoopback> = {
  required: { leaf: construct('a LeafDevice'), unit: NUMBER },
  optional: { address: TEXT, address6: TEXT },
};

/** The loopback units of a VRF, one a leaf. */
export class VrfLoopbacks {
  private readonly units = new Map<FabricDevice, LoopbackUnitIntent>();

  constructor(scope: IConstruct, given: readonly VrfLoopback[]) {
    given.forEach((one, i) => {
      const prop = `loopbacks[${i}]`;
      requireProps(scope, one, PROPS, prop);
      const leaf = ownLeaf(scope, `${prop}.leaf`, one.leaf);
      if (this.units.has(leaf)) throw loopbackTwice(prop, leaf.hostName, scope.node.path);
      const addresses = [
        ...(one.address === undefined ? [] : [hostAddress(scope, `${prop}.address`, one.address, 'inet')]),
        ...(one.address6 === undefined ? [] : [hostAddress(scope, `${prop}.address6`, one.address6, 'inet6')]),
      ];
      if (addresses.length === 0) throw loopbackWithoutAddress(prop, scope.node.path);
      this.units.set(leaf, { unit: wholeNumber(scope, `${prop}.unit`, one.unit, 1, 16385), addresses });
    });
  }

  on(device: DeviceMember): LoopbackUnitIntent | undefined {
    return [...this.units].find(([leaf]) => leaf === device)?.[1];
  }
}

function hostAddress(scope: IConstruct, prop: string, text: string, family: Family): string {
  const address = parsed(scope, prop, () => IpAddress.parse(text));
  if (address.family !== family) {
    throw loopbackOfOtherFamily(prop, text, family === 'inet' ? 'IPv4' : 'IPv6', scope.node.path);
  }
  return parsed(scope, prop, () => InterfaceAddress.of({ address, prefixLength: ADDRESS_BITS[family] })).toString();
}
