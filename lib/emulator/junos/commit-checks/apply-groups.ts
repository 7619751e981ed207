import type { Configuration } from '../../../junos/tree/configuration';
import { undefinedGroups } from '../../../junos/inheritance/inheritance';
import type { DatabaseProblem } from '../refusal';
import { problem } from './candidate-view';

/** Every `apply-groups` names a group that is there. The device's own text is not known. */
export function groupProblems(candidate: Configuration): DatabaseProblem[] {
  return undefinedGroups(candidate).map(({ group, path, statement }) =>
    problem(path.join(' '), `${statement} ${group}`, `configuration group '${group}' is not defined`),
  );
}
