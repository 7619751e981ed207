import { IpAddress } from '../../lib/model/ip-address';

/** What `local-address` of a session says. */
export class LocalAddress {
  /** The leaf's address on the link: what Junos takes by itself, written down. */
  static ofLink(): LocalAddress {
    return new LocalAddress();
  }

  /**
   * Another address of the leaf in the VRF, for example that of a loopback unit. The session needs multihop then.
   * @param address - without prefix length; sessions of the other family have none
   * @throws FabricError when it is no address
   */
  static of(address: string): LocalAddress {
    return new LocalAddress(IpAddress.parse(address));
  }

  private constructor(private readonly address?: IpAddress) {}

  /**
   * @param link - the leaf's address on the link
   * @internal
   */
  _facing(link: string): string | undefined {
    if (this.address === undefined) return link;
    return this.address.family === IpAddress.parse(link).family ? this.address.toString() : undefined;
  }
}
