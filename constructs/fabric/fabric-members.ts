import { duplicateHostname, logicalIdClash, secondOfItsKind } from './errors';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import type { EvpnOverlay } from '../underlay-and-overlay/evpn-overlay';
import type { FabricDevice } from '../device/fabric-device';
import type { IpFabricUnderlay } from '../underlay-and-overlay/ip-fabric-underlay';
import type { FabricKeyChain } from '../server/key-chain';
import { isInTree } from '../private/marks';
import type { MultihomedServer } from '../server/multihomed-server';
import { configurationId } from '../terraform/logical-id';
import type { FabricVrf } from '../vrf/vrf5-instance';

/** What was created in a fabric, less what an Aspect has taken out of the tree again; sorted. */
export class FabricMembers {
  private readonly allDevices = new Map<string, FabricDevice>();
  private readonly allVrfs: FabricVrf[] = [];
  private readonly allServers: MultihomedServer[] = [];
  private readonly allKeyChains: FabricKeyChain[] = [];
  private anyUnderlay?: IpFabricUnderlay;
  private anyOverlay?: EvpnOverlay;

  private readonly fabric: string;

  constructor(fabric: string) {
    this.fabric = fabric;
  }

  /** @throws FabricError when the host name, or the Terraform address that follows from it, is taken */
  addDevice(device: FabricDevice): void {
    const id = configurationId(this.fabric, device.hostName);
    const other = this.allDevices.get(id.toLowerCase());
    if (other !== undefined && isInTree(other)) throw clash(device, other, id);
    this.allDevices.set(id.toLowerCase(), device);
  }

  addVrf(vrf: FabricVrf): void {
    this.allVrfs.push(vrf);
  }

  addServer(server: MultihomedServer): void {
    this.allServers.push(server);
  }

  addKeyChain(keyChain: FabricKeyChain): void {
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
  addUnderlay(underlay: IpFabricUnderlay): void {
    const first = this.underlay();
    if (first !== undefined) throw secondOfItsKind('IpFabricUnderlay', first.node.path, underlay.node.path);
    this.anyUnderlay = underlay;
  }

  /** @throws FabricError when there is one already */
  addOverlay(overlay: EvpnOverlay): void {
    const first = this.overlay();
    if (first !== undefined) throw secondOfItsKind('EvpnOverlay', first.node.path, overlay.node.path);
    this.anyOverlay = overlay;
  }

  /** The underlay, where the fabric has one. */
  underlay(): IpFabricUnderlay | undefined {
    return this.anyUnderlay !== undefined && isInTree(this.anyUnderlay) ? this.anyUnderlay : undefined;
  }

  /** The overlay, where the fabric has one. */
  overlay(): EvpnOverlay | undefined {
    return this.anyOverlay !== undefined && isInTree(this.anyOverlay) ? this.anyOverlay : undefined;
  }

  /** The device of this name. */
  device(hostname: string): FabricDevice | undefined {
    const device = this.allDevices.get(configurationId(this.fabric, hostname).toLowerCase());
    return device?.hostName === hostname && isInTree(device) ? device : undefined;
  }

  /** By host name. */
  devices(): FabricDevice[] {
    return [...this.allDevices.values()].filter(isInTree).sort((a, b) => compareText(a.hostName, b.hostName));
  }

  /** By name. */
  vrfs(): FabricVrf[] {
    return this.allVrfs.filter(isInTree).sort((a, b) => compareText(a.vrfName, b.vrfName));
  }

  /** By name. */
  servers(): MultihomedServer[] {
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

function clash(device: FabricDevice, other: FabricDevice, id: string): Error {
  return device.hostName.toLowerCase() === other.hostName.toLowerCase()
    ? duplicateHostname(device.hostName, other.node.path, device.node.path)
    : logicalIdClash(id, device.hostName, other.hostName, device.node.path);
}
