import { asnOutOfRange, invalidAsn } from './errors';

const MAX_ASN = 4294967295;
const MAX_SHORT = 65535;

/** A BGP autonomous system number, 1 to 4294967295 (RFC 6793). */
export class Asn {
  /**
   * Reads an AS number: a number, its decimal text, or `x.y` text (RFC 5396 "asdot+"), the two spellings that Junos takes.
   *
   * @throws FabricError when it is neither, or out of range; 0 is reserved (RFC 7607).
   */
  static parse(given: number | string): Asn {
    const value = typeof given === 'number' ? given : valueOf(given);
    if (!Number.isInteger(value)) throw invalidAsn(given);
    if (value < 1 || value > MAX_ASN) throw asnOutOfRange(given);
    return new Asn(value);
  }

  readonly value: number;

  private constructor(value: number) {
    this.value = value;
  }

  /** Whether it needs four bytes: it then leaves a route target only 16 bits for the assigned number. */
  get isFourByte(): boolean {
    return this.value > MAX_SHORT;
  }

  /** Decimal text. */
  toString(): string {
    return String(this.value);
  }
}

function valueOf(text: string): number {
  const dotted = /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/.exec(text);
  if (dotted !== null) {
    const [high, low] = [Number(dotted[1]), Number(dotted[2])];
    if (high > MAX_SHORT || low > MAX_SHORT) throw asnOutOfRange(text);
    return high * 65536 + low;
  }
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
}
