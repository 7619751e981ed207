import type {
  AuthenticationIntent,
  BfdIntent,
  GracefulRestartIntent,
  MultihopIntent,
  SessionOptionsIntent,
} from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { HEEDS_BFD } from '../routing-model/bgp-level';
import { secretPlaceholder } from '../secrets/secret-placeholder';

/** BFD of a BGP group or neighbor; `automatic` is single hop or multihop as the session is. Nothing where it is off. */
export function renderBfd(configuration: Configuration, path: readonly string[], bfd: BfdIntent | undefined): void {
  if (bfd === undefined) return;
  const at = [...path, 'bfd-liveness-detection'];
  configuration.set(...at, 'minimum-interval', String(bfd.minimumIntervalMs));
  configuration.set(...at, 'multiplier', String(bfd.multiplier));
  configuration.set(...at, 'session-mode', 'automatic');
}

/** How a BGP group or neighbor proves who it is. Nothing where it does not. */
export function renderAuthentication(
  configuration: Configuration,
  path: readonly string[],
  authentication: AuthenticationIntent | undefined,
): void {
  if (authentication === undefined) return;
  if (authentication.method === 'md5') {
    configuration.set(...path, 'authentication-key', secretPlaceholder(authentication.secret));
    return;
  }
  const algorithm = authentication.method === 'tcpAo' ? 'ao' : authentication.algorithm;
  configuration.set(...path, 'authentication-algorithm', algorithm);
  configuration.set(...path, 'authentication-key-chain', authentication.keyChain);
}

/** What counts when BFD goes down while an end could be restarting. Restart help is what Junos does by itself. */
export function renderBfdDuringRestart(
  configuration: Configuration,
  path: readonly string[],
  choice: SessionOptionsIntent['bfdDuringRestart'],
): void {
  if (choice === 'fastFailover') configuration.set(...path, 'graceful-restart', HEEDS_BFD);
}

/** Graceful restart of a BGP group or neighbor. Nothing where it is off. */
export function renderGracefulRestart(
  configuration: Configuration,
  path: readonly string[],
  gracefulRestart: GracefulRestartIntent | undefined,
): void {
  if (gracefulRestart === undefined) return;
  const at = [...path, 'graceful-restart'];
  const { restartTimeSec, staleRoutesTimeSec } = gracefulRestart;
  configuration.set(...at);
  if (restartTimeSec !== undefined) configuration.set(...at, 'restart-time', String(restartTimeSec));
  if (staleRoutesTimeSec !== undefined) configuration.set(...at, 'stale-routes-time', String(staleRoutesTimeSec));
}

/** How far away the far end may be. Nothing where it is on the link. */
export function renderMultihop(
  configuration: Configuration,
  path: readonly string[],
  multihop: MultihopIntent | undefined,
): void {
  if (multihop === undefined) return;
  const { ttl } = multihop;
  configuration.set(...path, 'multihop', ...(ttl === undefined ? [] : ['ttl', String(ttl)]));
}
