import { vniOutOfRange } from './errors';

/** Largest VNI that Junos takes for `ip-prefix-routes vni`; 24 bits would hold one more. */
const MAX_VNI = 16777214;

/** A VXLAN network identifier, 1 to 16777214. */
export class Vni {
  /** @throws FabricError when it is no whole number in range. */
  static of(value: number): Vni {
    if (!Number.isInteger(value) || value < 1 || value > MAX_VNI) throw vniOutOfRange(value);
    return new Vni(value);
  }

  readonly value: number;

  private constructor(value: number) {
    this.value = value;
  }

  toString(): string {
    return String(this.value);
  }
}
