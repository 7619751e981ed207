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
import { notEmulated, syntaxError } from './context';
import { get, getConfig, answerGetConfiguration } from './get-configuration';
import { copyConfig, editConfig, answerLoadConfiguration } from './load-configuration';
import { chassisInventory, routeEngineInformation, systemMemoryInformation, systemStorage } from './hardware';
import { softwareInformation, systemInformation, systemUptimeInformation } from './system';
import { answerCommand, asOutput } from '../cli/command';
import { hasText, printReply } from '../cli/text-output';
import { parseXml } from '../../../junos/formats/xml';
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
  ['get', get],
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
  ['get-chassis-inventory', chassisInventory],
  ['get-route-engine-information', routeEngineInformation],
  ['get-system-memory-information', systemMemoryInformation],
  ['get-system-storage', systemStorage],
  ...OPERATIONAL_RPCS,
]);

/** RPCs to which `format` means something of their own. */
const HAVE_FORMATS: ReadonlySet<string> = new Set(['get-configuration', 'load-configuration']);

/** The content of the reply to one RPC. Throws `Refusal`. */
export function serveRpc(context: RpcContext): string {
  const { name, attributes } = context.operation;
  if (name === 'command') {
    return answerCommand(context, (rpc, format) => serve({ ...context, operation: parseXml(rpc) }, format));
  }
  return serve(context, HAVE_FORMATS.has(name) ? 'xml' : (attributes.format ?? 'xml').toLowerCase());
}

function serve(context: RpcContext, format: string): string {
  const { operation } = context;
  const handler = HANDLERS.get(operation.name);
  if (handler === undefined) throw syntaxError(operation.name);
  if (format === 'xml' || format === 'xml-minified') return handler(context);
  if (format !== 'text' && format !== 'json') throw syntaxError(format);
  if (format === 'json' || !hasText(operation)) throw notEmulated(`${format} output of ${operation.name}`, format);
  return asOutput(handler(context), (reply) => printReply(operation.name, reply));
}
