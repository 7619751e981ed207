import type { RpcContext } from '../rpc/context';
import { argument } from '../rpc/context';
import { elapsed } from '../time-text';
import { leaf } from '../xml-text';
import type { BgpSession } from './session';

/** Seconds between two keepalives of a session with Junos' default hold time. */
const KEEPALIVE_SECONDS = 30;

/** The sessions that a BGP command is about: `exact-instance`, `instance` (the start of a name), `group`. */
export function selectedSessions({ device, operation }: RpcContext): BgpSession[] {
  const exact = argument(operation, 'exact-instance');
  const start = argument(operation, 'instance');
  const group = argument(operation, 'group') ?? argument(operation, 'group-name');
  return device.fabric
    .device(device.hostname)
    .sessions.filter(
      ({ neighbor }) =>
        (exact === undefined || neighbor.instance.name === exact) &&
        (start === undefined || neighbor.instance.name.startsWith(start)) &&
        (group === undefined || neighbor.group === group),
    );
}

/** Milliseconds since when a session is in its state. */
export function sinceMs({ device }: RpcContext, session: BgpSession): number {
  device.fabric.sessions();
  return Math.max(0, device.clock.now() - device.fabric.history.of(session).since);
}

/** The element that says so. */
export function elapsedTime(context: RpcContext, session: BgpSession): string {
  const ms = sinceMs(context, session);
  return leaf('elapsed-time', elapsed(ms), { 'junos:seconds': Math.floor(ms / 1000) });
}

/** Messages exchanged so far: an open, the routes, then keepalives. */
export function messageCount(context: RpcContext, session: BgpSession, routes: number): number {
  if (session.state !== 'Established') return 0;
  return 2 + routes + Math.floor(sinceMs(context, session) / 1000 / KEEPALIVE_SECONDS);
}
