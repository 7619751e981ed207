import type { Configuration, Statement } from '../../../junos/configuration';
import { all, key } from '../configured/statements';
import type { Problem } from '../refusal';
import { problem } from './candidate-view';

/** Every `apply-groups` names a group that is there. The device's own text is not known. */
export function undefinedGroups(candidate: Configuration): Problem[] {
  const defined = new Set(all(candidate.root, 'groups').map(key));
  return below(candidate.root, [], defined);
}

function below(statement: Statement, path: readonly string[], defined: ReadonlySet<string>): Problem[] {
  return statement.children.flatMap((one) => {
    if (one.inactive === true) return [];
    if (one.name === 'apply-groups') return missing(one, path, defined);
    return below(one, [...path, ...one.words], defined);
  });
}

function missing(statement: Statement, path: readonly string[], defined: ReadonlySet<string>): Problem[] {
  const name = statement.value;
  if (name === undefined || defined.has(name)) return [];
  return [problem(path.join(' '), `apply-groups ${name}`, `configuration group '${name}' is not defined`)];
}
