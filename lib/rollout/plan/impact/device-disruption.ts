import { disruptions } from '../../../disruption/classify';
import type { Disruption } from '../../../disruption/disruption';
import { otherEndInWords } from '../../../disruption/disruption';
import type { DisruptionClass } from '../../../disruption/disruption-class';
import { needsConsent, worst } from '../../../disruption/disruption-class';
import type { Provenance } from '../../../disruption/fact';
import { Configuration } from '../../../junos/tree/configuration';
import { inherit } from '../../../junos/inheritance/inheritance';
import { joinWords } from '../../../junos/tree/words';
import type { QfxModelFacts } from '../../../platform/qfx-model';
import { redact } from '../../../secrets/redact';

/** A statement of a change that disrupts something, or needs somebody else to change too. Plain data, without secrets. */
export interface DisruptiveStatement {
  /** `set …` or `delete …`, with everything that stands in it. */
  readonly line: string;
  readonly class: DisruptionClass;
  /** What happens, as a clause without subject. */
  readonly why: string;
  /** Where that is from. */
  readonly source: string;
  readonly provenance: Provenance;
  /** Who has to change at the same time, in words; absent where nobody has. */
  readonly otherEnd?: string;
}

/** What a change of one device disrupts. */
export interface DeviceDisruption {
  /** The worst of its statements; `hitless` when nothing changes. */
  readonly class: DisruptionClass;
  /** In the order of the configuration; what is hitless and needs nobody else is left out. */
  readonly statements: readonly DisruptiveStatement[];
}

/** The configuration of some groups, as it would stand without them: what changes between groups changes nothing. */
export function withoutGroups(configuration: Configuration, names: readonly string[]): Configuration {
  const plain = new Configuration();
  for (const name of names) {
    for (const { words, inactive, unchecked } of configuration.subtree('groups', name).statements()) {
      if (words.length <= 2 || inactive) continue;
      if (unchecked === true) plain.setUnchecked(...words.slice(2));
      else plain.set(...words.slice(2));
    }
  }
  return plain;
}

/** What a step is judged by beside the two configurations. */
export interface StepFacts {
  /** Of the device; undefined where it is not known. */
  readonly model?: QfxModelFacts;
  /** Configuration groups that either may apply: what they bring and take counts, not the line that applies them. */
  readonly groups?: Configuration;
  /** Whether nothing of the fabric is left: that is more than what its statements do one by one. Default: no. */
  readonly isWithdrawal?: boolean;
}

/** What a step from one configuration to another disrupts. */
export function deviceDisruption(
  before: Configuration,
  after: Configuration,
  { groups, isWithdrawal = false, model }: StepFacts = {},
): DeviceDisruption {
  const found = disruptions(withApplied(before, groups), withApplied(after, groups), model);
  return {
    class: worst([...found.map((one) => one.class), ...(isWithdrawal ? (['withdrawal'] as const) : [])]),
    statements: found.filter((one) => one.class !== 'hitless' || one.otherEnd !== undefined).map(statementOf),
  };
}

function withApplied(plain: Configuration, groups: Configuration | undefined): Configuration {
  if (groups === undefined || ![...plain.statements()].some(({ words }) => words.includes('apply-groups')))
    return plain;
  const whole = groups.clone();
  for (const child of plain.clone().root.children) whole.root.adopt(child);
  return inherit(whole);
}

/** The statements somebody has to agree to before they may be committed. */
export function statementsToAgreeTo({ statements }: DeviceDisruption): readonly DisruptiveStatement[] {
  return statements.filter((one) => needsConsent(one.class));
}

function statementOf(disruption: Disruption): DisruptiveStatement {
  const { class: found, why, source, provenance } = disruption;
  const otherEnd = otherEndInWords(disruption);
  const line = lineOf(disruption);
  return { line, class: found, why, source, provenance, ...(otherEnd === undefined ? {} : { otherEnd }) };
}

/** What comes with something in it is named by its own words, which are no complete set line. */
function lineOf({ kind, words }: Disruption): string {
  return redact(`${kind === 'removed' ? 'delete' : 'set'} ${joinWords(words)}`);
}
