import type { QfxModelFacts } from '../platform/qfx-model';
import type { StatementPath } from '../platform/statement-path';
import { expandPath } from '../platform/statement-path';
import { DISRUPTION_CLASSES } from './disruption-class';
import type { DisruptionFact } from './fact';
import { isAbout } from './fact';
import { BGP_FACTS } from './facts/bgp';
import { DEVICE_WIDE_FACTS } from './facts/device-wide';
import { INTERFACE_FACTS } from './facts/interfaces';
import { ROUTING_INSTANCE_FACTS } from './facts/routing-instances';

/** Everything the library knows about what a difference disrupts. */
export const DISRUPTION_FACTS: readonly DisruptionFact[] = [
  ...INTERFACE_FACTS,
  ...ROUTING_INSTANCE_FACTS,
  ...BGP_FACTS,
  ...DEVICE_WIDE_FACTS,
];

const ALL_BELOW = ' **';

/** By path; a path that is named again later is meant more exactly then. */
const BY_PATH: ReadonlyMap<string, readonly DisruptionFact[]> = index(DISRUPTION_FACTS);

function index(facts: readonly DisruptionFact[]): Map<string, DisruptionFact[]> {
  const found = new Map<string, DisruptionFact[]>();
  for (const fact of facts) {
    for (const path of fact.paths.flatMap(expandPath)) {
      const others = (found.get(path) ?? []).filter(({ models }) => models !== undefined && fact.models !== undefined);
      found.set(path, [...others, fact]);
    }
  }
  return found;
}

/**
 * What is known of a statement on a model, most exactly: of itself, else of everything below the nearest statement above
 * it. Where the model is not known, the worst of what holds for any.
 */
export function factOf(path: StatementPath, model: QfxModelFacts | undefined): DisruptionFact | undefined {
  const own = ownFactOf(path, model);
  if (own !== undefined) return own;
  const words = path.split(' ');
  for (let length = words.length; length > 0; length--) {
    const found = choose(BY_PATH.get(`${words.slice(0, length).join(' ')}${ALL_BELOW}`), model);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is known of exactly this statement. */
export function ownFactOf(path: StatementPath, model: QfxModelFacts | undefined): DisruptionFact | undefined {
  return choose(BY_PATH.get(path), model);
}

function choose(
  facts: readonly DisruptionFact[] | undefined,
  model: QfxModelFacts | undefined,
): DisruptionFact | undefined {
  const [first, ...others] = (facts ?? []).filter((fact) => isAbout(fact, model));
  return others.reduce<DisruptionFact | undefined>((found, one) => (rank(one) > rank(found) ? one : found), first);
}

function rank(fact: DisruptionFact | undefined): number {
  return fact === undefined ? -1 : DISRUPTION_CLASSES.indexOf(fact.class);
}
