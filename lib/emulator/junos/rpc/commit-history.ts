/** What was committed, by whom and when. */
import { diff } from '../../../junos/diff/diff';
import type { DatabaseCommit } from '../configuration-database';
import { dateTime, epochSeconds } from '../time-text';
import { element, leaf, optionalLeaf } from '../xml-text';
import { configurationAs } from './configuration-text';
import type { RpcContext } from './context';
import { argument, has, number } from './context';

/** `get-commit-information`: `show system commit`. */
export function commitInformation({ device }: RpcContext): string {
  const { history, pending } = device.database;
  return element(
    'commit-information',
    history.map((record, sequence) =>
      element('commit-history', [
        leaf('sequence-number', sequence),
        leaf('user', record.user),
        leaf('client', record.client),
        leaf('date-time', dateTime(record.time), { 'junos:seconds': epochSeconds(record.time) }),
        optionalLeaf('comment', record.confirmedText),
        optionalLeaf('log', record.log),
        optionalLeaf('commit-confirmed', pending?.record === record ? 'rollback pending' : undefined),
      ]),
    ),
  );
}

/** `get-commit-revision-information`: the newest commit, in detail when asked. */
export function commitRevisionInformation({ device, operation }: RpcContext): string {
  const [newest] = device.database.history;
  if (newest === undefined) return element('commit-revision-information', []);
  const detail = has(operation, 'detail')
    ? [
        leaf('user', newest.user),
        leaf('client', newest.client),
        leaf('date-time', dateTime(newest.time), { 'junos:seconds': epochSeconds(newest.time) }),
        optionalLeaf('comment', newest.confirmedText),
        optionalLeaf('log', newest.log),
      ]
    : [];
  return element('commit-revision-information', [leaf('revision', revision(newest)), ...detail]);
}

/** Name of a commit, unique on its device. */
function revision(record: DatabaseCommit): string {
  return `re0-${epochSeconds(record.time)}-${record.serial}`;
}

/** `get-rollback-information`: one of the fifty, or what changed from one to another. */
export function rollbackInformation({ device, operation }: RpcContext): string {
  const from = device.database.rollback(number(argument(operation, 'rollback') ?? '0', 'rollback', 0, 49));
  const compare = argument(operation, 'compare');
  if (compare !== undefined) {
    const changes = diff(device.database.rollback(number(compare, 'compare', 0, 49)), from);
    return element('rollback-information', [
      element('configuration-information', [leaf('configuration-output', `\n${changes}`)]),
    ]);
  }
  const format = argument(operation, 'format') ?? 'text';
  const content = configurationAs(from, format);
  return element('rollback-information', [element('configuration-information', [content])]);
}
