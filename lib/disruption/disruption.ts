import type { DisruptionClass } from './disruption-class';
import type { OtherEnd, Provenance } from './fact';

/** One difference between two configurations, and what committing it disrupts. Plain data. */
export interface Disruption {
  readonly class: DisruptionClass;
  /** `added` and `removed` go for a statement with everything in it, `moved` for entries of a list in another order. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Words of the statement's set line, as it is afterwards; for `removed`, as it was. */
  readonly words: readonly string[];
  /** Value before, for `changed`. */
  readonly was?: string;
  /** What happens, as a clause without subject. */
  readonly why: string;
  /** Where that is from. */
  readonly source: string;
  readonly provenance: Provenance;
  /** Who has to change at the same time; absent where nobody has. */
  readonly otherEnd?: OtherEnd;
}

/** What the difference needs the other end for, in words; undefined where it needs none. */
export function otherEndInWords({ otherEnd }: Pick<Disruption, 'otherEnd'>): string | undefined {
  return otherEnd === undefined ? undefined : OTHER_ENDS[otherEnd];
}

const OTHER_ENDS: Readonly<Record<OtherEnd, string>> = {
  peer: 'the other end of the link or session',
  vrf: 'every other leaf and spine with this VRF',
  fabric: 'every device of the overlay',
};
