import { JunosRelease } from '../model/junos-release';
import type { QfxModelFacts } from './qfx-model';

/**
 * Whether this design is stated to work on a model with a release.
 *
 * - `supported`: the guide (or, for a model of the user's own, the user) says so.
 * - `unstated`: nobody says so, and nobody says the opposite.
 * - `unsupported`: the release is older than the first one that is stated.
 */
export type SupportVerdict = 'supported' | 'unstated' | 'unsupported';

/** A verdict and what it rests on. */
export interface Support {
  readonly verdict: SupportVerdict;
  /** A clause for messages: `the design is stated for QFX5120-32C from 19.1R2 …`. */
  readonly why: string;
}

/**
 * The guide's support statement: multihoming an IP-connected server works on QFX10002-60C and QFX5120-32C from 19.1R2, on
 * every other device of the reference design from 17.3R3-S1, "and later releases in the same release train". So a later
 * train is not covered by it, and an older release is ruled out. Spins of an image do not count.
 */
export function support(model: QfxModelFacts, release: JunosRelease): Support {
  const { productName, statedFrom, evolved } = model;
  if (evolved !== release.evolved) {
    return { verdict: 'unsupported', why: `${productName} ${evolved ? 'runs' : 'does not run'} Junos OS Evolved` };
  }
  if (statedFrom === undefined) {
    return {
      verdict: 'unstated',
      why: `no release is stated for ${productName}, which is not in the reference design`,
    };
  }
  const first = JunosRelease.parse(statedFrom);
  const stated = `the design is stated for ${productName} from ${statedFrom} and later releases of train ${first.train}`;
  return { verdict: verdictOf(first, release), why: stated };
}

function verdictOf(first: JunosRelease, release: JunosRelease): SupportVerdict {
  const order = withoutSpin(release).compare(first);
  if (order === undefined) return 'unstated';
  if (order < 0) return 'unsupported';
  return release.train === first.train ? 'supported' : 'unstated';
}

function withoutSpin(release: JunosRelease): JunosRelease {
  return release.spin === 0 ? release : JunosRelease.parse(release.toString().replace(/\.\d+(?=-EVO$|$)/, ''));
}
