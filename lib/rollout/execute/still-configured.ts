import { canonicalAddress } from '../../model/canonical-address';
import type { Check } from '../../checks/check-kinds';
import { kindOf } from '../../checks/check-kinds';
import type { Dependency } from '../../checks/dependency';
import type { Configuration } from '../../junos/tree/configuration';

/**
 * Of what is up, what can be up as well after a step from one configuration to another: what comes only with the one does
 * not outlive it.
 */
export function stillConfigured(up: readonly Check[], from: Configuration, to: Configuration): readonly Check[] {
  const [now, then] = [mentionedIn(from), mentionedIn(to)];
  return up.filter((check) =>
    kindOf(check)
      .dependsOn(check)
      .flatMap(mentionsOf)
      .every((name) => !now.has(name) || then.has(name)),
  );
}

/** The names under which a configuration would mention it. */
function mentionsOf(dependency: Dependency): string[] {
  switch (dependency.on) {
    case 'bgpSession':
      return [`neighbor ${dependency.neighbor}`];
    case 'interface':
      return [`interface ${dependency.name}`];
    default:
      return [];
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
