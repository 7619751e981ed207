import {
  closeConfiguration,
  closeSession,
  discardChanges,
  killSession,
  lock,
  openConfiguration,
  unlock,
} from './database-rpcs';
import { commitConfiguration, standardCommit, validate } from './commit-configuration';
import { commitInformation, commitRevisionInformation, rollbackInformation } from './commit-history';
import type { RpcContext, RpcHandler } from './context';
import { syntaxError } from './context';
import { getConfig, getConfiguration } from './get-configuration';
import { copyConfig, editConfig, loadConfiguration } from './load-configuration';
import { softwareInformation, systemInformation, systemUptimeInformation } from './system';
import { OPERATIONAL_RPCS } from '../operational/operational-rpcs';

/** Every RPC that an emulated device knows, by name. */
const HANDLERS: ReadonlyMap<string, RpcHandler> = new Map<string, RpcHandler>([
  ['lock-configuration', lock],
  ['unlock-configuration', unlock],
  ['lock', lock],
  ['unlock', unlock],
  ['open-configuration', openConfiguration],
  ['close-configuration', closeConfiguration],
  ['discard-changes', discardChanges],
  ['close-session', closeSession],
  ['kill-session', killSession],
  ['load-configuration', loadConfiguration],
  ['edit-config', editConfig],
  ['copy-config', copyConfig],
  ['get-configuration', getConfiguration],
  ['get-config', getConfig],
  ['commit-configuration', commitConfiguration],
  ['commit', standardCommit],
  ['validate', validate],
  ['get-commit-information', commitInformation],
  ['get-commit-revision-information', commitRevisionInformation],
  ['get-rollback-information', rollbackInformation],
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
