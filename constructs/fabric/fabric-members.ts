import type { Construct } from 'constructs';
import { duplicateHostname, logicalIdClash, secondOfItsKind } from './errors';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import { isInTree } from '../private/marks';
import { configurationId } from '../terraform/logical-id';
import type {
  DeviceMember,
  KeyChainMember,
  OverlayMember,
  ServerMember,
  UnderlayMember,
  VrfMember,
} from './fabric-member';

/** What was created in a fabric, less what an Aspect has taken out of the tree again; sorted. */
export class FabricMembers {
  private readonly allDevices = new Map<string, DeviceMember>();
  /** By the names that it may report, in lower case. */
  private readonly named = new Map<string, DeviceMember & Construct>();
  private readonly allVrfs: VrfMember[] = [];
  private readonly allServers: ServerMember[] = [];
  private readonly allKeyChains: KeyChainMember[] = [];
  private anyUnderlay?: UnderlayMember;
  private anyOverlay?: OverlayMember;

  private readonly fabric: string;
  private readonly whenAdded: (device: DeviceMember & Construct) => void;

  /**
   * @param fabric - its name
   * @param whenAdded - is given each device once it is one of the fabric
   */
  constructor(fabric: string, whenAdded: (device: DeviceMember & Construct) => void) {
    this.fabric = fabric;
    this.whenAdded = whenAdded;
  }

  /** @throws FabricError when the host name, or the Terraform address that follows from it, is taken */
  addDevice(device: DeviceMember & Construct): void {
    const id = configurationId(this.fabric, device.hostName);
    const other = this.allDevices.get(id.toLowerCase());
    if (other !== undefined && isInTree(other)) throw clash(device, other, id);
    this.allDevices.set(id.toLowerCase(), device);
    for (const name of device._reportedNames) this.takeName(name, device);
    this.whenAdded(device);
  }

  /** @throws duplicateHostname when another device may report that name */
  private takeName(name: string, device: DeviceMember & Construct): void {
    const other = this.named.get(name.toLowerCase());
    if (other !== undefined && other !== device && isInTree(other)) {
      throw duplicateHostname(name, other.node.path, device.node.path);
    }
    this.named.set(name.toLowerCase(), device);
  }

  addVrf(vrf: VrfMember): void {
    this.allVrfs.push(vrf);
  }

  addServer(server: ServerMember): void {
    this.allServers.push(server);
  }

  addKeyChain(keyChain: KeyChainMember): void {
    this.allKeyChains.push(keyChain);
  }

  /** By name; absent when there are none. */
  keyChains(): Pick<FabricIntent, 'keyChains'> {
    const keyChains = this.allKeyChains
      .filter(isInTree)
      .map((keyChain) => keyChain._intent())
      .sort((a, b) => compareText(a.name, b.name) || compareText(a.constructPath, b.constructPath));
    return keyChains.length === 0 ? {} : { keyChains };
  }

  /** @throws FabricError when there is one already */
  addUnderlay(underlay: UnderlayMember): void {
    const first = this.underlay();
    if (first !== undefined) throw secondOfItsKind('IpFabricUnderlay', first.node.path, underlay.node.path);
    this.anyUnderlay = underlay;
  }

  /** @throws FabricError when there is one already */
  addOverlay(overlay: OverlayMember): void {
    const first = this.overlay();
    if (first !== undefined) throw secondOfItsKind('overlay', first.node.path, overlay.node.path);
    this.anyOverlay = overlay;
  }

  /** The underlay, where the fabric has one. */
  underlay(): UnderlayMember | undefined {
    return this.anyUnderlay !== undefined && isInTree(this.anyUnderlay) ? this.anyUnderlay : undefined;
  }

  /** The overlay, where the fabric has one. */
  overlay(): OverlayMember | undefined {
    return this.anyOverlay !== undefined && isInTree(this.anyOverlay) ? this.anyOverlay : undefined;
  }

  /** The device of this name. */
  device(hostname: string): DeviceMember | undefined {
    const device = this.allDevices.get(configurationId(this.fabric, hostname).toLowerCase());
    return device?.hostName === hostname && isInTree(device) ? device : undefined;
  }

  /** By host name. */
  devices(): DeviceMember[] {
    return [...this.allDevices.values()].filter(isInTree).sort((a, b) => compareText(a.hostName, b.hostName));
  }

  /** By name. */
  vrfs(): VrfMember[] {
    return this.allVrfs.filter(isInTree).sort((a, b) => compareText(a.vrfName, b.vrfName));
  }

  /** By name. */
  servers(): ServerMember[] {
    return this.allServers.filter(isInTree).sort((a, b) => compareText(a.name, b.name));
  }

  /** What comes from the pools of the fabric, and what they must go around. */
  needs(): AllocationNeeds {
    const underlay = this.underlay();
    const members = [...this.vrfs(), ...this.servers(), ...(underlay === undefined ? [] : [underlay])];
    const each = members.map((member) => member._needs());
    return {
      requests: each.flatMap(({ requests }) => requests),
      given: [...each.flatMap(({ given }) => given), ...this.devices().flatMap((device) => device._givenValues())],
    };
  }
}

function clash(device: DeviceMember, other: DeviceMember, id: string): Error {
  return device.hostName.toLowerCase() === other.hostName.toLowerCase()
    ? duplicateHostname(device.hostName, other.node.path, device.node.path)
    : logicalIdClash(id, device.hostName, other.hostName, device.node.path);
}
