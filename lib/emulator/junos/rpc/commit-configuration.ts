/** `commit-configuration`, and the standard `commit` and `validate`. */
import type { DatabaseCommitOptions } from '../configuration-database';
import { Refusal, rpcErrors } from '../refusal';
import { element, empty, leaf } from '../xml-text';
import type { RpcContext } from './context';
import { argument, has, number, syntaxError, warnings } from './context';

/** Minutes until the automatic rollback where the client does not say. */
const DEFAULT_CONFIRM_MINUTES = 10;
/** Seconds, where the standard `commit` does not say (RFC 6241, 8.4). */
const DEFAULT_CONFIRM_SECONDS = 600;

/** `commit-configuration`: `confirm-timeout` is in minutes. */
export function answerCommitConfiguration(context: RpcContext): string {
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

function commit(context: RpcContext, options: DatabaseCommitOptions): void {
  const { device, actor } = context;
  const { refuseCommit, lostRoutingEngine } = device.switches;
  if (refuseCommit !== undefined) throw new Refusal({ type: 'application', message: refuseCommit, path: '[edit]' });
  const { configuration } = device.database.commit(actor, options);
  if (isSynchronized(context) && lostRoutingEngine === undefined) {
    device.otherEngine?.commit(configuration, options.confirmWithinMs);
  }
}

/** Junos wraps the verdict of every routing engine; the standard `<ok/>` stands beside it. */
function results(context: RpcContext, success: string, act: () => void): string {
  try {
    requireOtherEngine(context);
    act();
  } catch (error) {
    if (!Refusal.isRefusal(error) || error.problems.some((problem) => problem.tag === 'lock-denied')) throw error;
    const failed = { type: 'application', message: 'configuration check-out failed' } as const;
    return element('commit-results', [rpcErrors([...error.problems, failed])]);
  }
  return `${element('commit-results', [warnings(context), ...engines(context, success)])}\n${empty('ok')}`;
}

/** Whether the RPC is for both routing engines of a device that has two. */
function isSynchronized({ device, operation }: RpcContext): boolean {
  const asked = has(operation, 'synchronize') || has(operation, 'force-synchronize');
  return asked && device.routingEngines === 2;
}

/** A synchronized commit is made on both or on none. The device's own text is not known. */
function requireOtherEngine(context: RpcContext): void {
  if (isSynchronized(context) && context.device.switches.lostRoutingEngine === 'refuses') {
    throw new Refusal({ type: 'application', message: 're1: could not connect; commit synchronize is not possible' });
  }
}

/** A synchronized commit is checked on both engines, made on the other one and then here. */
function engines(context: RpcContext, success: string): string[] {
  const { routingEngines, switches } = context.device;
  const engine = (name: string, verdict: string) =>
    element('routing-engine', [leaf('name', name), verdict], { 'junos:style': 'normal' });
  if (routingEngines === 1) return [engine('fpc0', empty(success))];
  if (!isSynchronized(context)) return [engine('re0', empty(success))];
  const verdicts = { silent: '', fails: rpcErrors([{ type: 'application', message: 're1: commit failed' }]) };
  const { lostRoutingEngine: lost } = switches;
  const other = lost === 'silent' || lost === 'fails' ? verdicts[lost] : empty(success);
  return [engine('re0', empty('commit-check-success')), engine('re1', other), engine('re0', empty(success))];
}
