import { canonicalAddress } from '../../model/canonical-address';
import type { Check } from '../../checks/expectation';
import type { Configuration } from '../../junos/tree/configuration';

/**
 * Of what is up, what can be up as well after a step from one configuration to another: what comes only with the one does
 * not outlive it.
 */
export function stillConfigured(up: readonly Check[], from: Configuration, to: Configuration): readonly Check[] {
  const [now, then] = [mentionedIn(from), mentionedIn(to)];
  return up.filter((expectation) => {
    const name = subjectOf(expectation);
    return name === undefined || !now.has(name) || then.has(name);
  });
}

/** The name under which a configuration would mention it. */
function subjectOf(expectation: Check): string | undefined {
  switch (expectation.kind) {
    case 'sessionStillUp':
    case 'bfdSessionStillUp':
      return `neighbor ${expectation.neighbor}`;
    case 'interfaceStillUp':
      return `interface ${expectation.interface}`;
    default:
      return undefined;
  }
}

function mentionedIn(configuration: Configuration): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { words, inactive } of configuration.statements()) {
    if (inactive) continue;
    const plain = words[0] === 'groups' ? words.slice(2) : words;
    const neighbor = plain.indexOf('neighbor');
    if (neighbor > 0) found.add(`neighbor ${canonicalAddress(plain[neighbor + 1] ?? '')}`);
    if (plain[0] !== 'interfaces') continue;
    found.add(`interface ${plain[1] ?? ''}`);
    if (plain[2] === 'unit') found.add(`interface ${plain[1] ?? ''}.${plain[3] ?? ''}`);
  }
  return found;
}
