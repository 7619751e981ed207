import type { Bfd } from '../../../routing-model/bgp';
import type { RpcContext } from '../rpc/context';
import { element, leaf, optionalLeaf } from '../xml-text';
import type { BgpSession } from './session';

interface BfdSession {
  readonly session: BgpSession;
  readonly bfd: Bfd;
}

/** `get-bfd-session-information`: `show bfd session`. Every peer is taken to speak BFD. */
export function bfdSessionInformation({ device }: RpcContext): string {
  const sessions = device.fabric
    .device(device.hostname)
    .sessions.flatMap((session): BfdSession[] =>
      session.neighbor.bfd === undefined ? [] : [{ session, bfd: session.neighbor.bfd }],
    );
  const rate = sessions.reduce((total, { bfd }) => total + 1000 / bfd.intervalMs, 0).toFixed(1);
  return element(
    'bfd-session-information',
    [
      ...sessions.map(bfdSession),
      leaf('sessions', sessions.length),
      leaf('clients', sessions.length),
      leaf('cumulative-transmission-rate', rate),
      leaf('cumulative-reception-rate', rate),
    ],
    { xmlns: device.namespace('junos-bfd'), 'junos:style': 'brief' },
  );
}

function bfdSession({ session, bfd }: BfdSession): string {
  return element('bfd-session', [
    leaf('session-neighbor', session.neighbor.address),
    leaf('session-state', session.state === 'Established' ? 'Up' : 'Down'),
    optionalLeaf('session-interface', session.interface),
    leaf('session-detection-time', seconds(bfd.intervalMs * bfd.multiplier)),
    leaf('session-transmission-interval', seconds(bfd.intervalMs)),
    leaf('session-adaptive-multiplier', bfd.multiplier),
  ]);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
