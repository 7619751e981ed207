import type { Problem } from '../../rollout/problem';

/** Whether a problem is that checks failed, each of which progress has told when it did. */
export function isOfFailedChecks({ code }: Pick<Problem, 'code'>): boolean {
  return code === 'checksFailed';
}

/** How a problem is said at the end of a change: of failed checks, which stand above, how many they were. */
export function inTheEnd(problem: Problem): string {
  const { message } = problem;
  return isOfFailedChecks(problem) ? message.replace(/:?\n[^]*$/, ', named above') : message;
}
