import type { Configuration } from '../junos/tree/configuration';
import type { QfxModelFacts } from '../platform/qfx-model';
import type { Difference, PlacedStatement } from './differences';
import { activeChildren, differences } from './differences';
import type { Disruption } from './disruption';
import type { DisruptionClass } from './disruption-class';
import { worse } from './disruption-class';
import type { DisruptionFact } from './fact';
import { factOf, ownFactOf } from './fact-table';

/**
 * What committing the step from one configuration to another disrupts: each difference with its class, in the order of
 * the configuration. An entry that comes or goes as a whole (a port, a VRF, a BGP group) is one difference; what stands in
 * it is listed by itself where it does worse, or where the table of facts does not know it.
 *
 * @param model - of the device; undefined where nobody knows it, and then the worst of all models counts
 */
export function disruptions(before: Configuration, after: Configuration, model?: QfxModelFacts): Disruption[] {
  const found: Disruption[] = [];
  for (const difference of differences(before, after)) {
    found.push(...ofDifference(difference, { before, after, model }));
  }
  return found;
}

interface Step {
  readonly before: Configuration;
  readonly after: Configuration;
  readonly model: QfxModelFacts | undefined;
}

function ofDifference(difference: Difference, step: Step): Disruption[] {
  switch (difference.kind) {
    case 'added':
    case 'removed':
      return ofWhole(difference.kind, difference, step);
    case 'changed':
      return [{ ...described('changed', difference, step), was: difference.was }];
    case 'moved':
      return [ofMoved(difference, step)];
  }
}

/** The order of entries decides only what policies do, and those are evaluated again; but it must be known. */
function ofMoved(difference: PlacedStatement, { model }: Step): Disruption {
  const { words, path } = difference;
  return factOf(path, model) === undefined
    ? unknown('moved', words)
    : {
        class: 'hitless',
        kind: 'moved',
        words,
        why: 'what the order decides is evaluated again',
        source: 'entries are the same',
        provenance: 'reasoned',
      };
}

type OneSided = 'added' | 'removed';

/**
 * A statement that is there on one side only. Entries of lists, and containers that the table names, come and go as one;
 * of other containers, and of those whose only content is their value, what is in them counts.
 */
function ofWhole(kind: OneSided, statement: PlacedStatement, step: Step): Disruption[] {
  const inner = activeChildren(statement);
  if (inner.length > 0 && !isOne(statement, inner, step)) return inner.flatMap((child) => ofWhole(kind, child, step));
  const whole = described(kind, statement, step);
  return [whole, ...inner.flatMap((child) => worseInside(kind, child, whole.class, step))];
}

/** What in an entry that comes or goes does worse than that. */
function worseInside(kind: OneSided, statement: PlacedStatement, whole: DisruptionClass, step: Step): Disruption[] {
  const inner = activeChildren(statement);
  const fact = knownFact(statement, step);
  const stands = fact?.always === true || (inner.length === 0 && fact === undefined);
  const own = stands ? [described(kind, statement, step)].filter((one) => isWorse(one.class, whole)) : [];
  return [...own, ...inner.flatMap((child) => worseInside(kind, child, whole, step))];
}

function isWorse(one: DisruptionClass, other: DisruptionClass): boolean {
  return one !== other && worse(one, other) === one;
}

function described(kind: 'added' | 'removed' | 'changed', statement: PlacedStatement, step: Step): Disruption {
  const fact = knownFact(statement, step);
  if (fact === undefined) return unknown(kind, statement.words);
  const { source, provenance, otherEnd } = fact;
  const found = classOf(kind, fact, statement, step);
  const isNew = kind === 'added' && found === 'hitless' && fact.class !== 'hitless';
  return {
    class: found,
    kind,
    words: statement.words,
    why: isNew ? 'it is new, and what was there before stays' : fact.why,
    source,
    provenance,
    ...(needsOtherEnd(kind, fact) ? { otherEnd } : {}),
  };
}

/** What merely comes beside others (another address) does not need the other end to change; what goes or changes does. */
function needsOtherEnd(kind: Disruption['kind'], { otherEnd, comes }: DisruptionFact): boolean {
  return otherEnd !== undefined && (kind !== 'added' || comes === undefined);
}

function classOf(
  kind: Disruption['kind'],
  fact: DisruptionFact,
  { words }: PlacedStatement,
  step: Step,
): DisruptionClass {
  if (kind === 'removed') return fact.goes ?? fact.class;
  if (kind !== 'added') return fact.class;
  const { comesWithStandingUnit } = fact;
  if (comesWithStandingUnit !== undefined && hasUnit(step.before, words.at(-1) ?? '')) return comesWithStandingUnit;
  return fact.comes ?? fact.class;
}

/** Whether the configuration has the unit that a routing instance names: `et-0/0/15.0`. */
function hasUnit(configuration: Configuration, name: string): boolean {
  const [, port, unit] = /^(.+)\.(\d+)$/.exec(name) ?? [];
  const found = port === undefined ? undefined : configuration.find('interfaces', port, 'unit', unit ?? '');
  return found !== undefined && found.inactive !== true;
}

function isOne(statement: PlacedStatement, inner: readonly PlacedStatement[], step: Step): boolean {
  const { node, path } = statement;
  if (node.schema.kind === 'list') return knownFact(statement, step) !== undefined;
  return ownFactOf(path, step.model) !== undefined && inner.every((child) => child.path !== path);
}

function knownFact({ path }: PlacedStatement, { model }: Step): DisruptionFact | undefined {
  return path.split(' ').includes('apply-macro') ? MACRO : factOf(path, model);
}

/** Macros are for scripts; Junos itself does nothing with them. */
const MACRO: DisruptionFact = {
  paths: [],
  class: 'hitless',
  why: 'a note for scripts',
  source: 'Juniper, CLI reference, apply-macro',
  provenance: 'documented',
};

function unknown(kind: Disruption['kind'], words: readonly string[]): Disruption {
  return {
    class: 'unknown',
    kind,
    words,
    why: 'nothing is known of what this statement disrupts, so the worst is assumed',
    source: 'not in the table of facts',
    provenance: 'reasoned',
  };
}
