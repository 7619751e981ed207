import type { RuleDescription } from './rule';
import { Severity } from './rule';

const REFERENCE = 'docs/rules.md, acknowledging a rule';

/** What can be wrong with acknowledgements themselves. */
export const ACKNOWLEDGEMENT_RULES = {
  unused: {
    id: 'acknowledgement/unused',
    severity: Severity.WARNING,
    what: 'an acknowledgement matches nothing',
    why: 'the reason for it is gone, and it would hide the next violation from whoever makes it',
    fix: 'remove it',
    reference: REFERENCE,
  },
  unknownRule: {
    id: 'acknowledgement/unknown-rule',
    severity: Severity.WARNING,
    what: 'an acknowledgement is of a rule that there is not',
    why: 'it has no effect',
    fix: 'correct the id of the rule, or remove the acknowledgement',
    reference: REFERENCE,
  },
  ofBindingRule: {
    id: 'acknowledgement/of-binding-rule',
    severity: Severity.WARNING,
    what: 'an acknowledgement is of a rule that cannot be acknowledged',
    why: 'no device could run what the rule forbids, or the intent contradicts itself; it has no effect',
    fix: 'remove it, and what the rule finds',
    reference: REFERENCE,
  },
} as const satisfies Record<string, RuleDescription>;
