import { invalidInstanceName, reservedInstanceName } from './errors';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;
const INTERNAL = /^__.*__$/;
const RESERVED = /^(all|default|default-switch|master|inet|inet6|juniper_private.*|mgmt_junos)$/;

/** Name of a routing instance, for example `VRF_5`. */
export class InstanceName {
  /**
   * Reads an instance name. It becomes part of table names (`VRF_5.inet.0`), so only letters, digits, `_` and `-` are
   * taken, which is narrower than Junos. Names that Junos keeps for itself are refused.
   *
   * @throws FabricError when it is no such name or a reserved one.
   */
  static parse(text: string): InstanceName {
    if (INTERNAL.test(text) || RESERVED.test(text)) throw reservedInstanceName(text);
    if (!NAME.test(text)) throw invalidInstanceName(text);
    return new InstanceName(text);
  }

  private readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}
