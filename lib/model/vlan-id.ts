import { vlanIdOutOfRange } from './errors';

/** An IEEE 802.1Q VLAN id, 1 to 4094 (0 and 4095 are reserved). */
export class VlanId {
  /** @throws FabricError when it is no whole number in range. */
  static of(value: number): VlanId {
    if (!Number.isInteger(value) || value < 1 || value > 4094) throw vlanIdOutOfRange(value);
    return new VlanId(value);
  }

  readonly value: number;

  private constructor(value: number) {
    this.value = value;
  }

  toString(): string {
    return String(this.value);
  }
}
