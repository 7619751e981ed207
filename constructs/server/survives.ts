import type { SurvivesIntent } from '../../lib/intent/fabric-intent';
import { numberOutOfRange } from '../private/errors';
import { compareText } from '../../lib/model/order';
import type { PropKinds } from '../private/props';
import { NUMBER, requireProps } from '../private/props';

/** How much must be left. */
export interface SurvivesOptions {
  /**
   * Paths to the server's prefixes that every other device must have left, 1 to 64. Devices that have lost all their
   * overlay sessions do not count: they reach nothing.
   * @default 1
   */
  readonly paths?: number;
}

/**
 * What a server must survive, proved at synth: each failure of the kind is tried on the control plane that the rendered
 * configurations make, and synth stops at a counterexample.
 */
export class Survives {
  /**
   * Any one leaf fails.
   * @throws FabricError when the number of paths is out of range, or a token; so do all others
   */
  static anySingleLeaf(options?: SurvivesOptions): Survives {
    return new Survives('leaf', options);
  }

  /** Any one spine fails. */
  static anySingleSpine(options?: SurvivesOptions): Survives {
    return new Survives('spine', options);
  }

  /** Any one link fails: between a leaf and a server, or between two devices of the fabric. */
  static anySingleLink(options?: SurvivesOptions): Survives {
    return new Survives('link', options);
  }

  /** Any one BGP session ends: to a server, in the underlay, or in the overlay. */
  static anySingleSession(options?: SurvivesOptions): Survives {
    return new Survives('session', options);
  }

  /** All devices of any one failure domain fail. */
  static anySingleFailureDomain(options?: SurvivesOptions): Survives {
    return new Survives('failureDomain', options);
  }

  /** A wave of the rollout takes as many leaves of the server as its options let it. */
  static anySingleWave(options?: SurvivesOptions): Survives {
    return new Survives('wave', options);
  }

  private readonly anySingle: SurvivesIntent['anySingle'];
  private readonly paths?: number;

  private constructor(anySingle: SurvivesIntent['anySingle'], options: SurvivesOptions = {}) {
    requireProps(undefined, options, OPTIONS);
    const { paths } = options;
    if (paths !== undefined && (!Number.isInteger(paths) || paths < 1 || paths > MOST_PATHS)) {
      throw numberOutOfRange('paths', paths, 1, MOST_PATHS);
    }
    this.anySingle = anySingle;
    this.paths = paths;
  }

  /** @internal */
  _intent(): SurvivesIntent {
    const { anySingle, paths } = this;
    return paths === undefined ? { anySingle } : { anySingle, paths };
  }
}

const OPTIONS: PropKinds<SurvivesOptions> = { required: {}, optional: { paths: NUMBER } };

/** Usual width of equal-cost multipath on these devices. */
const MOST_PATHS = 64;

/** Demands as intent, sorted; no property where nothing is demanded. */
export function survivesIntent(demands: readonly Survives[] | undefined): { readonly survives?: SurvivesIntent[] } {
  if (demands === undefined) return {};
  const key = ({ anySingle, paths = 1 }: SurvivesIntent): string => `${anySingle} ${String(paths).padStart(2, '0')}`;
  return { survives: demands.map((demand) => demand._intent()).sort((a, b) => compareText(key(a), key(b))) };
}
