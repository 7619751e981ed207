import type { QfxModelFacts, QfxSeries } from '../platform/qfx-model';
import type { DisruptionClass } from './disruption-class';

/**
 * How well a fact is founded.
 *
 * - `documented`: Juniper's documentation or an RFC says so.
 * - `reported`: a public report of what a device did.
 * - `recalled`: remembered from such a source, which was not found again.
 * - `reasoned`: follows from how BGP, EVPN or Junos work; not seen on a device.
 */
export type Provenance = 'documented' | 'reported' | 'recalled' | 'reasoned';

/**
 * Who has to change with the device for it to work again.
 *
 * - `peer`: the server, or whatever is at the other end of the link or session.
 * - `vrf`: every other leaf and spine that has the VRF.
 * - `fabric`: every device of the overlay.
 */
export type OtherEnd = 'peer' | 'vrf' | 'fabric';

/** What a difference at some paths does. */
export interface DisruptionFact {
  /**
   * Paths of statements, as `StatementPath` and `expandPath` say. ` **` at the end stands for the statement and everything
   * below it, where nothing more exact is said.
   */
  readonly paths: readonly string[];
  /** What happens when the statement comes, goes or gets another value, where what it stands in stays. */
  readonly class: DisruptionClass;
  /** When it comes, if that is something else. Holds for everything in it. */
  readonly comes?: DisruptionClass;
  /** When it goes, if that is something else. Holds for everything in it. */
  readonly goes?: DisruptionClass;
  /** Counts also where it comes or goes together with what it stands in. */
  readonly always?: boolean;
  /** For a unit in a routing instance: what happens when it comes and the unit was there before. */
  readonly comesWithStandingUnit?: DisruptionClass;
  readonly otherEnd?: OtherEnd;
  /** Models that it is about; absent for all. */
  readonly models?: { readonly series?: QfxSeries; readonly evolved?: boolean };
  /** What happens, as a clause without subject: `the port goes down and comes back`. */
  readonly why: string;
  /** Where it is from: title of a page, RFC, or what it follows from. */
  readonly source: string;
  readonly provenance: Provenance;
}

/** Whether a fact is about a model. Where the model is not known, every fact is. */
export function isAbout({ models }: DisruptionFact, model: QfxModelFacts | undefined): boolean {
  if (models === undefined || model === undefined) return true;
  const { series = model.series, evolved = model.evolved } = models;
  return series === model.series && evolved === model.evolved;
}
