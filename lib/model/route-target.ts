import { invalidRouteTarget, numberTooWide } from './errors';
import { parseAdministrator, sameAdministrator } from './administrator';
import type { Administrator } from './administrator';

/** An EVPN route target in Junos' spelling, for example `target:62273:16776000`. */
export class RouteTarget {
  /**
   * Reads `target:<AS>:<n>`, `target:<AS>L:<n>` or `target:<IPv4>:<n>`. After a 2-byte AS n has 32 bits; after a 4-byte AS
   * (over 65535, or marked with `L`) or an IPv4 address it has 16 bits (RFC 4360, RFC 5668).
   *
   * @throws FabricError when the form or the width is wrong.
   */
  static parse(text: string): RouteTarget {
    const match = /^target:([^:]+):(0|[1-9]\d{0,9})$/.exec(text);
    const administrator = match?.[1] === undefined ? undefined : parseAdministrator(match[1]);
    if (match === null || administrator === undefined) throw invalidRouteTarget(text);
    const assigned = Number(match[2]);
    if (assigned > administrator.maxAssigned) throw numberTooWide(text, administrator.kind, administrator.maxAssigned);
    return new RouteTarget(text, administrator, assigned);
  }

  /** The number after the last colon. */
  readonly assignedNumber: number;

  private readonly text: string;
  private readonly administrator: Administrator;

  private constructor(text: string, administrator: Administrator, assignedNumber: number) {
    this.text = text;
    this.administrator = administrator;
    this.assignedNumber = assignedNumber;
  }

  /** Whether both are the same community on the wire, however they are spelt (`65536L` is `65536`). */
  equals(other: RouteTarget): boolean {
    return sameAdministrator(this.administrator, other.administrator) && this.assignedNumber === other.assignedNumber;
  }

  /** The text as it was given: Junos keeps the spelling too. */
  toString(): string {
    return this.text;
  }
}
