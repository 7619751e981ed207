import type { IConstruct } from 'constructs';
import { atLeastOfNoRange, prefixesAndAcceptAnything, prefixesMissing } from './errors';
import { reasonMissing } from '../private/errors';
import type { Family, PeeringIntent } from '../../lib/intent/fabric-intent';
import { PrefixRange } from '../../lib/model/prefix-range';
import { oneLine, parsed, wholeNumber } from '../private/located';

/** What the props of a server say of what it may announce. */
interface AcceptedOptions {
  readonly prefixes?: readonly string[];
  readonly atLeast?: Readonly<Record<string, number>>;
  readonly acceptAnything?: string;
}

/** What leaves accept from a server: exactly its prefixes and what is in its ranges, or anything, for a reason. */
export class AcceptedPrefixes {
  /**
   * @param options - as the user gave them
   * @throws FabricError when both or neither of prefixes and acceptAnything are given, a prefix is none, or atLeast demands
   * something else than prefixes of a range
   */
  static of(scope: IConstruct, { acceptAnything, atLeast = {}, prefixes }: AcceptedOptions): AcceptedPrefixes {
    if (acceptAnything !== undefined) {
      if (prefixes !== undefined) throw prefixesAndAcceptAnything(scope.node.path);
      if (acceptAnything.trim() === '') throw reasonMissing('acceptAnything').at(scope.node.path);
      requireRanges(scope, atLeast, []);
      return new AcceptedPrefixes(null, new Map(), oneLine(scope, 'acceptAnything', acceptAnything, 255));
    }
    if (prefixes === undefined) throw prefixesMissing(scope.node.path);
    const ranges = prefixes.map((text, i) => parsed(scope, `prefixes[${i}]`, () => PrefixRange.parse(text)));
    return new AcceptedPrefixes(ranges, requireRanges(scope, atLeast, ranges));
  }

  /** Sorted, each once; `null` when anything is accepted. */
  readonly all: readonly PrefixRange[] | null;

  private readonly byFamily: Readonly<Record<Family, readonly string[]>>;

  private constructor(
    ranges: readonly PrefixRange[] | null,
    /** How many prefixes of a range must be there, by its canonical text. */
    private readonly demanded: ReadonlyMap<string, number>,
    /** Why anything is accepted. */
    readonly acceptAnythingReason?: string,
  ) {
    this.all =
      ranges === null
        ? null
        : [...ranges].sort((a, b) => a.compare(b)).filter((range, i, sorted) => sorted[i - 1]?.equals(range) !== true);
    this.byFamily = { inet: this.textsOf('inet'), inet6: this.textsOf('inet6') };
  }

  /** The families that a link to the server must carry, IPv4 first; IPv4 when anything is accepted, or nothing. */
  get families(): Family[] {
    if (this.all === null || this.all.length === 0) return ['inet'];
    return (['inet', 'inet6'] as const).filter((family) => this.byFamily[family].length > 0);
  }

  /** Canonical text of those of one family; `null` when anything is accepted. */
  ofFamily(family: Family): string[] | null {
    return this.all === null ? null : [...this.byFamily[family]];
  }

  /** The same for one family. */
  only(family: Family): AcceptedPrefixes {
    const own = this.all?.filter((range) => range.family === family) ?? null;
    if (own?.length === this.all?.length) return this;
    return new AcceptedPrefixes(own, this.demanded, this.acceptAnythingReason);
  }

  /** Canonical text of all; `null` when anything is accepted. */
  texts(): string[] | null {
    return this.all === null ? null : [...this.byFamily.inet, ...this.byFamily.inet6];
  }

  /** How many prefixes of the ranges of one family, or of both, must be there; nothing where nothing is demanded. */
  atLeast(family?: Family): Pick<PeeringIntent, 'atLeast'> {
    if (this.demanded.size === 0) return {};
    const texts = family === undefined ? this.texts() : this.ofFamily(family);
    const found = (texts ?? []).flatMap((text) => {
      const count = this.demanded.get(text);
      return count === undefined ? [] : [[text, count] as const];
    });
    return found.length === 0 ? {} : { atLeast: Object.fromEntries(found) };
  }

  private textsOf(family: Family): string[] {
    return (this.all ?? []).filter((range) => range.family === family).map(String);
  }
}

function requireRanges(
  scope: IConstruct,
  atLeast: Readonly<Record<string, number>>,
  all: readonly PrefixRange[],
): ReadonlyMap<string, number> {
  const ranges = all.filter(({ isExact }) => !isExact);
  return new Map(
    Object.entries(atLeast).map(([text, count]) => {
      const prop = `atLeast[${JSON.stringify(text)}]`;
      const given = parsed(scope, prop, () => PrefixRange.parse(text));
      if (!ranges.some((range) => range.equals(given))) {
        throw atLeastOfNoRange(prop, ranges.map(String), scope.node.path);
      }
      const most = given.size < BigInt(MOST_DEMANDED) ? Number(given.size) : MOST_DEMANDED;
      return [given.toString(), wholeNumber(scope, prop, count, 1, most)];
    }),
  );
}

/** More than a prefix limit can let in is never there. */
const MOST_DEMANDED = 4294967295;
