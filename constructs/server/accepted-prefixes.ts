import type { IConstruct } from 'constructs';
import { prefixesAndAcceptAnything, prefixesMissing } from './errors';
import { reasonMissing } from '../private/errors';
import type { Family } from '../../lib/intent/fabric-intent';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { oneLine, parsed } from '../private/located';

/** What leaves accept from a server: exactly its prefixes, or anything, for a reason. */
export class AcceptedPrefixes {
  /**
   * @param prefixes - as the user gave them
   * @param acceptAnything - the reason why anything is accepted
   * @throws FabricError when both or neither are given, or a prefix is none
   */
  static of(scope: IConstruct, prefixes?: readonly string[], acceptAnything?: string): AcceptedPrefixes {
    if (acceptAnything !== undefined) {
      if (prefixes !== undefined) throw prefixesAndAcceptAnything(scope.node.path);
      if (acceptAnything.trim() === '') throw reasonMissing('acceptAnything').at(scope.node.path);
      return new AcceptedPrefixes(null, oneLine(scope, 'acceptAnything', acceptAnything, 255));
    }
    if (prefixes === undefined) throw prefixesMissing(scope.node.path);
    return new AcceptedPrefixes(prefixes.map((text, i) => parsed(scope, `prefixes[${i}]`, () => IpPrefix.parse(text))));
  }

  /** Sorted, each once; `null` when anything is accepted. */
  readonly all: readonly IpPrefix[] | null;
  /** Why anything is accepted. */
  readonly acceptAnythingReason?: string;

  private readonly byFamily: Readonly<Record<Family, readonly string[]>>;

  private constructor(prefixes: readonly IpPrefix[] | null, acceptAnythingReason?: string) {
    this.all =
      prefixes === null
        ? null
        : [...prefixes]
            .sort((a, b) => a.compare(b))
            .filter((prefix, i, sorted) => sorted[i - 1]?.equals(prefix) !== true);
    this.acceptAnythingReason = acceptAnythingReason;
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

  /** Canonical text of all; `null` when anything is accepted. */
  texts(): string[] | null {
    return this.all === null ? null : [...this.byFamily.inet, ...this.byFamily.inet6];
  }

  private textsOf(family: Family): string[] {
    return (this.all ?? []).filter((prefix) => prefix.family === family).map(String);
  }
}
