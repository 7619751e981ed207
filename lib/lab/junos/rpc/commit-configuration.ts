/** `commit-configuration`, and the standard `commit` and `validate`. */
import type { CommitOptions } from '../configuration-database';
import { Refusal, rpcErrors } from '../refusal';
import { element, empty, leaf } from '../xml-text';
import type { RpcContext } from './context';
import { argument, has, number, syntaxError, warnings } from './context';

/** Minutes until the automatic rollback where the client does not say. */
const DEFAULT_CONFIRM_MINUTES = 10;
/** Seconds, where the standard `commit` does not say (RFC 6241, 8.4). */
const DEFAULT_CONFIRM_SECONDS = 600;

/** `commit-configuration`: `confirm-timeout` is in minutes. */
export function commitConfiguration(context: RpcContext): string {
  const { operation, device, actor } = context;
  if (has(operation, 'at-time')) throw syntaxError('at-time');
  if (has(operation, 'check')) {
    return results(context, 'commit-check-success', () => {
      device.database.check(actor);
    });
  }
  const minutes = number(
    argument(operation, 'confirm-timeout') ?? String(DEFAULT_CONFIRM_MINUTES),
    'confirm-timeout',
    1,
    65535,
  );
  return results(context, 'commit-success', () => {
    commit(context, {
      log: argument(operation, 'log'),
      confirmWithinMs: has(operation, 'confirmed') ? minutes * 60_000 : undefined,
    });
  });
}

/** The standard `commit`: `confirm-timeout` is in seconds. */
export function standardCommit(context: RpcContext): string {
  const { operation } = context;
  const seconds = number(
    argument(operation, 'confirm-timeout') ?? String(DEFAULT_CONFIRM_SECONDS),
    'confirm-timeout',
    1,
    65535 * 60,
  );
  const log = argument(operation, 'log');
  return results(context, 'commit-success', () => {
    commit(context, { log, confirmWithinMs: has(operation, 'confirmed') ? seconds * 1000 : undefined });
  });
}

/** The standard `validate` of the candidate, which is a commit check. */
export function validate(context: RpcContext): string {
  return results(context, 'commit-check-success', () => {
    context.device.database.check(context.actor);
  });
}

function commit({ device, actor }: RpcContext, options: CommitOptions): void {
  const { refuseCommit } = device.switches;
  if (refuseCommit !== undefined) throw new Refusal({ type: 'application', message: refuseCommit, path: '[edit]' });
  device.database.commit(actor, options);
}

/** Junos wraps the verdict of every routing engine; the standard `<ok/>` stands beside it. */
function results(context: RpcContext, success: string, act: () => void): string {
  try {
    act();
  } catch (error) {
    if (!Refusal.isRefusal(error) || error.problems.some((problem) => problem.tag === 'lock-denied')) throw error;
    const failed = { type: 'application', message: 'configuration check-out failed' } as const;
    return element('commit-results', [rpcErrors([...error.problems, failed])]);
  }
  const engine = element('routing-engine', [leaf('name', 'fpc0'), empty(success)], { 'junos:style': 'normal' });
  return `${element('commit-results', [warnings(context), engine])}\n${empty('ok')}`;
}
