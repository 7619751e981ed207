import {
  closeConfiguration,
  closeSession,
  discardChanges,
  killSession,
  answerLock,
  databaseStatusInformation,
  openConfiguration,
  answerUnlock,
} from './database-rpcs';
import { answerCommitConfiguration, standardCommit, validate } from './commit-configuration';
import { commitInformation, commitRevisionInformation, rollbackInformation } from './commit-history';
import type { RpcContext, RpcHandler } from './context';
import { syntaxError } from './context';
import { getConfig, answerGetConfiguration } from './get-configuration';
import { copyConfig, editConfig, answerLoadConfiguration } from './load-configuration';
import { softwareInformation, systemInformation, systemUptimeInformation } from './system';
import { OPERATIONAL_RPCS } from '../operational/operational-rpcs';

/** Every RPC that an emulated device knows, by name. */
const HANDLERS: ReadonlyMap<string, RpcHandler> = new Map<string, RpcHandler>([
  ['lock-configuration', answerLock],
  ['unlock-configuration', answerUnlock],
  ['lock', answerLock],
  ['unlock', answerUnlock],
  ['open-configuration', openConfiguration],
  ['close-configuration', closeConfiguration],
  ['discard-changes', discardChanges],
  ['close-session', closeSession],
  ['kill-session', killSession],
  ['load-configuration', answerLoadConfiguration],
  ['edit-config', editConfig],
  ['copy-config', copyConfig],
  ['get-configuration', answerGetConfiguration],
  ['get-config', getConfig],
  ['commit-configuration', answerCommitConfiguration],
  ['commit', standardCommit],
  ['validate', validate],
  ['get-commit-information', commitInformation],
  ['get-commit-revision-information', commitRevisionInformation],
  ['get-rollback-information', rollbackInformation],
  ['get-database-status-information', databaseStatusInformation],
  ['get-software-information', softwareInformation],
  ['get-system-information', systemInformation],
  ['get-system-uptime-information', systemUptimeInformation],
  ...OPERATIONAL_RPCS,
]);

/** The content of the reply to one RPC. Throws `Refusal`. */
export function serveRpc(context: RpcContext): string {
  const handler = HANDLERS.get(context.operation.name);
  if (handler === undefined) throw syntaxError(context.operation.name);
  return handler(context);
}
