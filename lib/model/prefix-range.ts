import { emptyPrefixRange, invalidPrefixRange } from './errors';
import type { Family } from './family';
import { ADDRESS_BITS, IpAddress } from './ip-address';
import { IpPrefix } from './ip-prefix';

/**
 * A set of prefixes in Junos' words: everything inside one prefix whose length lies between two lengths. `10.1.5.0/24` alone
 * (`exact`), `10.244.0.0/16 orlonger`, `… longer`, `… upto /26`, `… prefix-length-range /24-/26`.
 */
export class PrefixRange {
  /**
   * Reads a prefix and what may follow it in a `route-filter`.
   *
   * @throws FabricError when the prefix is none, the words after it are not known, or nothing would match
   */
  static parse(text: string): PrefixRange {
    const [prefixText = '', match = 'exact', ...rest] = text.trim().split(/\s+/);
    const prefix = IpPrefix.parse(prefixText);
    const [from, to] = lengthsOf(prefix, match, rest);
    if (from === undefined || to === undefined) throw invalidPrefixRange(text, prefix.toString());
    return PrefixRange.of(prefix, from, to);
  }

  /** @throws FabricError when no prefix inside `prefix` has a length from `from` to `to` */
  static of(prefix: IpPrefix, from: number, to: number): PrefixRange {
    const bits = ADDRESS_BITS[prefix.family];
    if (from < prefix.prefixLength || to < from || to > bits) throw emptyPrefixRange(prefix.toString(), from, to, bits);
    return new PrefixRange(prefix, from, to);
  }

  /** Whether a canonical text stands for one prefix alone, without reading it: fabrics have tens of thousands. */
  static isExact(text: string): boolean {
    return !text.includes(' ');
  }

  private constructor(
    /** What all of them lie in; it need not be one of them. */
    readonly prefix: IpPrefix,
    /** Length of the shortest. */
    readonly from: number,
    /** Length of the longest. */
    readonly to: number,
  ) {}

  /** Family of all of them. */
  get family(): Family {
    return this.prefix.family;
  }

  /** Whether it is one prefix alone, written out. */
  get isExact(): boolean {
    return this.from === this.prefix.prefixLength && this.to === this.from;
  }

  /** How many prefixes are in it. */
  get size(): bigint {
    const ofLength = (length: number): bigint => 1n << BigInt(length - this.prefix.prefixLength);
    return 2n * ofLength(this.to) - ofLength(this.from);
  }

  /** Whether a prefix is one of them. */
  contains(prefix: IpPrefix): boolean {
    return prefix.prefixLength >= this.from && prefix.prefixLength <= this.to && this.prefix.contains(prefix.network);
  }

  /** Whether all prefixes of the other are in this one, too. */
  includes(other: PrefixRange): boolean {
    const isInside =
      this.prefix.contains(other.prefix.network) && this.prefix.prefixLength <= other.prefix.prefixLength;
    return isInside && this.from <= other.from && other.to <= this.to;
  }

  /** Whether a prefix is in both. */
  overlaps(other: PrefixRange): boolean {
    return this.prefix.overlaps(other.prefix) && Math.max(this.from, other.from) <= Math.min(this.to, other.to);
  }

  /** Order: by prefix, the one with the shorter prefixes first. Negative when this one comes first. */
  compare(other: PrefixRange): number {
    return this.prefix.compare(other.prefix) || this.from - other.from || this.to - other.to;
  }

  /** Whether both are the same set, said alike. */
  equals(other: PrefixRange): boolean {
    return this.compare(other) === 0;
  }

  /** The `index`-th prefix of a length, in the order of addresses; undefined where there are fewer. */
  at(length: number, index: number): IpPrefix | undefined {
    if (length < this.from || length > this.to || BigInt(index) >= 1n << BigInt(length - this.prefix.prefixLength)) {
      return undefined;
    }
    const step = BigInt(ADDRESS_BITS[this.family] - length);
    const address = IpAddress.fromValue(this.family, this.prefix.network.value | (BigInt(index) << step));
    return IpPrefix.containing({ address, prefixLength: length });
  }

  /** The index, as `at` has it, of the first prefix of a length behind the addresses of another prefix. */
  indexBehind(length: number, { lastValue }: IpPrefix): number {
    const step = BigInt(ADDRESS_BITS[this.family] - length);
    return Number((lastValue + 1n - this.prefix.network.value + (1n << step) - 1n) >> step);
  }

  /** What follows the prefix in a `route-filter`: `['exact']`, `['upto', '/26']` … */
  get match(): readonly string[] {
    const { from, to, prefix } = this;
    const isToTheEnd = to === ADDRESS_BITS[this.family];
    if (this.isExact) return ['exact'];
    if (from === prefix.prefixLength) return isToTheEnd ? ['orlonger'] : ['upto', `/${to}`];
    if (from === prefix.prefixLength + 1 && isToTheEnd) return ['longer'];
    return ['prefix-length-range', `/${from}-/${to}`];
  }

  /** Canonical text; a single prefix stands alone. */
  toString(): string {
    return this.isExact ? this.prefix.toString() : [this.prefix.toString(), ...this.match].join(' ');
  }
}

/** Shortest and longest length; fewer numbers where the words are not understood. */
function lengthsOf(prefix: IpPrefix, match: string, rest: readonly string[]): readonly number[] {
  const { family, prefixLength } = prefix;
  const argument = rest.join(' ');
  switch (match) {
    case 'exact':
      return argument === '' ? [prefixLength, prefixLength] : [];
    case 'orlonger':
      return argument === '' ? [prefixLength, ADDRESS_BITS[family]] : [];
    case 'longer':
      return argument === '' ? [prefixLength + 1, ADDRESS_BITS[family]] : [];
    case 'upto':
      return [prefixLength, ...lengthsIn(/^\/(0|[1-9]\d{0,2})$/, argument)];
    case 'prefix-length-range':
      return lengthsIn(/^\/(0|[1-9]\d{0,2})-\/(0|[1-9]\d{0,2})$/, argument);
    default:
      return [];
  }
}

function lengthsIn(form: RegExp, argument: string): number[] {
  return (form.exec(argument) ?? []).slice(1).map(Number);
}
