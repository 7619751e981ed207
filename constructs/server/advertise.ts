import type { IConstruct } from 'constructs';
import { advertisedEmpty, noAdvertisedOfFamily } from './errors';
import type { AdvertisedIntent, Family } from '../../lib/intent/fabric-intent';
import { IpPrefix } from '../../lib/model/ip-prefix';
import { requireConcrete } from '../private/concrete';
import { listOf, requireKind, TEXT } from '../private/props';

/** What a server is told, instead of every route of its VRF. */
export class Advertise {
  /**
   * These prefixes and no others, exactly, where the fabric or another server of the leaf has them.
   * @throws FabricError when there is none, or one is not usable
   */
  static prefixes(prefixes: string[]): Advertise {
    requireConcrete({ prefixes });
    requireKind('prefixes', prefixes, listOf(TEXT));
    if (prefixes.length === 0) throw advertisedEmpty();
    return new Advertise(
      'prefixes',
      prefixes.map((text) => IpPrefix.parse(text)),
    );
  }

  /** The default route as it comes from the fabric, for example from a border leaf; nothing while there is none. */
  static defaultFromEvpn(): Advertise {
    return new Advertise('defaultFromEvpn');
  }

  /**
   * A default route that the leaf makes itself, as long as it has a route from the fabric. A leaf that has lost its spines
   * takes it back, so that the server sends its traffic to its other attachments. Never a static route, which would stay.
   */
  static generatedDefault(): Advertise {
    return new Advertise('generatedDefault');
  }

  private readonly kind: AdvertisedIntent['kind'];
  private readonly chosen: readonly IpPrefix[];

  private constructor(kind: AdvertisedIntent['kind'], chosen: readonly IpPrefix[] = []) {
    this.kind = kind;
    this.chosen = [...chosen].sort((a, b) => a.compare(b));
  }

  /**
   * What a session of one family says.
   * @throws FabricError when no prefix is of that family
   * @internal
   */
  _intentFor(scope: IConstruct, family: Family): AdvertisedIntent {
    if (this.kind !== 'prefixes') return { kind: this.kind };
    const prefixes = this.chosen.filter((prefix) => prefix.family === family).map(String);
    if (prefixes.length === 0) throw noAdvertisedOfFamily(family, scope.node.path);
    return { kind: 'prefixes', prefixes: [...new Set(prefixes)] };
  }
}
