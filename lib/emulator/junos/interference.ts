/** What happens to an RPC on its way: what an emulated device is told to do to it in place of serving it well. */
import type { Switches } from './switches';

/**
 * - `dropBefore`: the connection is lost when the RPC arrives, before anything is done.
 * - `dropAfter`: the RPC is done and the connection is lost without a reply.
 * - `hang`: nothing is done and nothing is answered.
 * - `malformed`: the RPC is done and the reply is no well-formed XML.
 * - `refuse`: nothing is done and the device says why.
 */
export type Interference =
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'hang' | 'malformed' }
  | { readonly kind: 'refuse'; readonly message: string };

/** An RPC that has arrived. */
export interface ArrivedRpc {
  /** Name of the operation's element. */
  readonly name: string;
  /** Names of the operation's children, which tell a check from a confirmed commit. */
  readonly children: readonly string[];
  /** Process id of the session. */
  readonly pid: number;
}

/** Looks at every RPC of a device before it is served. */
export type Interceptor = (rpc: ArrivedRpc) => Interference | undefined;

/** What the switches say to an RPC. Those that work once are turned off by it. */
export function switchedInterference(switches: Switches, { name }: ArrivedRpc): Interference | undefined {
  if (switches.hang === name) return { kind: 'hang' };
  for (const kind of ['dropBefore', 'dropAfter', 'malformed'] as const) {
    if (switches[kind] === name) {
      switches[kind] = undefined;
      return { kind };
    }
  }
  const isLock = name === 'lock-configuration' || name === 'lock';
  return isLock && switches.refuseLock !== undefined ? { kind: 'refuse', message: switches.refuseLock } : undefined;
}
