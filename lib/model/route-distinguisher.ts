import { invalidRouteDistinguisher, numberTooWide, rdNumberOutOfRange } from './errors';
import type { Administrator } from './administrator';
import { parseAdministrator, sameAdministrator } from './administrator';
import { IpAddress } from './ip-address';

/** What makes one leaf's copy of a route different from every other leaf's, for example `192.168.1.10:5`. */
export class RouteDistinguisher {
  /**
   * The RD of a leaf in a VRF: its loopback and the VRF's number (RFC 4364 type 1), unique in the fabric as long as
   * loopbacks and numbers are.
   *
   * @param loopback IPv4 address without prefix length.
   * @param rdNumber 1 to 65535.
   * @throws FabricError when the address or the number is not usable.
   */
  static of(loopback: string, rdNumber: number): RouteDistinguisher {
    const address = IpAddress.parseFamily('inet', loopback);
    if (!Number.isInteger(rdNumber) || rdNumber < 1 || rdNumber > 65535) throw rdNumberOutOfRange(rdNumber);
    return RouteDistinguisher.parse(`${address.toString()}:${rdNumber}`);
  }

  /**
   * Reads `<IPv4>:<n16>`, `<AS>:<n32>` or `<4-byte AS>L:<n16>`.
   *
   * @throws FabricError when the form or the width is wrong.
   */
  static parse(text: string): RouteDistinguisher {
    const match = /^([^:]+):(0|[1-9]\d{0,9})$/.exec(text);
    const administrator = match?.[1] === undefined ? undefined : parseAdministrator(match[1]);
    if (match === null || administrator === undefined) throw invalidRouteDistinguisher(text);
    const assigned = Number(match[2]);
    if (assigned > administrator.maxAssigned) throw numberTooWide(text, administrator.kind, administrator.maxAssigned);
    return new RouteDistinguisher(text, administrator, assigned);
  }

  /** The number after the colon. */
  readonly assignedNumber: number;

  private readonly text: string;
  private readonly administrator: Administrator;

  private constructor(text: string, administrator: Administrator, assignedNumber: number) {
    this.text = text;
    this.administrator = administrator;
    this.assignedNumber = assignedNumber;
  }

  /** Whether both are the same on the wire, however they are spelt. */
  equals(other: RouteDistinguisher): boolean {
    return sameAdministrator(this.administrator, other.administrator) && this.assignedNumber === other.assignedNumber;
  }

  /** The text as it was given. */
  toString(): string {
    return this.text;
  }
}
