import { duplicateHostname, logicalIdClash } from '../lib/errors';
import type { AllocationNeeds } from '../lib/allocation/allocate';
import { compareText } from '../lib/model/order';
import type { LeafDevice } from './leaf-device';
import { isInTree } from './marks';
import type { MultihomedServer } from './multihomed-server';
import { configurationId } from './terraform/logical-id';
import type { FabricVrf } from './vrf5-instance';

/** What was created in a fabric, less what an Aspect has taken out of the tree again; sorted. */
export class FabricMembers {
  private readonly allDevices = new Map<string, LeafDevice>();
  private readonly allVrfs: FabricVrf[] = [];
  private readonly allServers: MultihomedServer[] = [];

  private readonly fabric: string;

  constructor(fabric: string) {
    this.fabric = fabric;
  }

  /** @throws FabricError when the host name, or the Terraform address that follows from it, is taken */
  addDevice(device: LeafDevice): void {
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

  /** The device of this name. */
  device(hostname: string): LeafDevice | undefined {
    const device = this.allDevices.get(configurationId(this.fabric, hostname).toLowerCase());
    return device?.hostName === hostname && isInTree(device) ? device : undefined;
  }

  /** By host name. */
  devices(): LeafDevice[] {
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
    const each = [...this.vrfs(), ...this.servers()].map((member) => member._needs());
    return {
      requests: each.flatMap(({ requests }) => requests),
      given: [...each.flatMap(({ given }) => given), ...this.devices().flatMap((device) => device._givenValues())],
    };
  }
}

function clash(device: LeafDevice, other: LeafDevice, id: string): Error {
  return device.hostName.toLowerCase() === other.hostName.toLowerCase()
    ? duplicateHostname(device.hostName, other.node.path, device.node.path)
    : logicalIdClash(id, device.hostName, other.hostName, device.node.path);
}
