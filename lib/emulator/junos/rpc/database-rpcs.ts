/** Lock, unlock, discard, kill: who may change the candidate. */
import { child } from '../../../junos/formats/xml';
import { Refusal } from '../refusal';
import { dateTime, epochSeconds } from '../time-text';
import { element, empty, leaf } from '../xml-text';
import type { RpcContext } from './context';
import { argument, has, number, syntaxError } from './context';

const OK = empty('ok');

/** `lock-configuration`, and the standard `lock` of the candidate. */
export function answerLock(context: RpcContext): string {
  requireCandidateTarget(context);
  context.device.database.lock(context.actor);
  return OK;
}

/** `unlock-configuration`, and the standard `unlock` of the candidate. */
export function answerUnlock(context: RpcContext): string {
  requireCandidateTarget(context);
  context.device.database.unlock(context.actor);
  return OK;
}

/** `get-database-status-information`: who edits. Of everybody who could, only the one that holds the lock is emulated. */
export function databaseStatusInformation({ device }: RpcContext): string {
  const { lockHolder } = device.database;
  if (lockHolder === undefined) return empty('database-status-information');
  const { actor, since } = lockHolder;
  return element('database-status-information', [
    element('database-status', [
      leaf('user', actor.user),
      leaf('terminal', actor.client === 'cli' ? 'pts/0' : ''),
      leaf('pid', actor.pid),
      leaf('start-time', dateTime(since), { 'junos:seconds': epochSeconds(since) }),
      empty('exclusive'),
      leaf('edit-path', '[edit]'),
    ]),
  ]);
}

/** `discard-changes`: the candidate is what is committed again. */
export function discardChanges({ device, actor }: RpcContext): string {
  device.database.discard(actor);
  return OK;
}

/** `open-configuration`: only the shared database is emulated, and that is always open. */
export function openConfiguration({ operation }: RpcContext): string {
  const [mode] = operation.children;
  if (mode !== undefined) throw syntaxError(mode.name);
  return OK;
}

/** `close-configuration`. */
export function closeConfiguration(): string {
  return OK;
}

/** `close-session`: the session ends after the reply. */
export function closeSession(): string {
  return OK;
}

/** `kill-session` of another session; the id is the process id in the lock message. */
export function killSession({ device, actor, operation }: RpcContext): string {
  const pid = number(argument(operation, 'session-id') ?? '', 'session-id', 1, 999999999);
  if (pid === actor.pid || !device.killSession(pid)) {
    throw new Refusal({ tag: 'invalid-value', message: `no session with the id ${pid}`, badElement: String(pid) });
  }
  return OK;
}

/** The standard operations name a target; Junos locks the candidate only. */
function requireCandidateTarget({ operation }: RpcContext): void {
  const target = child(operation, 'target');
  if (target !== undefined && !has(target, 'candidate')) {
    throw new Refusal({ tag: 'invalid-value', message: 'only the candidate can be the target', badElement: 'target' });
  }
}
