import type { RpcContext } from '../rpc/context';
import { element, leaf } from '../xml-text';
import { elapsedTime, messageCount, selectedSessions } from './bgp-selection';
import type { BgpSession } from './session';
import type { PeerRib } from './peer-ribs';
import { peerRibs } from './peer-ribs';

const HEADING =
  'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active/Received/Accepted/Damped...';

/** `get-bgp-summary-information`: `show bgp summary`. */
export function bgpSummaryInformation(context: RpcContext): string {
  const { device } = context;
  const states = device.fabric.states();
  const sessions = selectedSessions(context);
  const groups = new Set(sessions.map(({ neighbor }) => `${neighbor.instance.name} ${neighbor.group}`));
  const withRibs = sessions.map((session) => ({ session, ribs: peerRibs(device.hostname, session, states) }));
  return element(
    'bgp-information',
    [
      leaf('group-count', groups.size),
      leaf('peer-count', sessions.length),
      leaf('down-peer-count', sessions.filter(({ state }) => state !== 'Established').length),
      ...totals(withRibs.flatMap(({ ribs }) => ribs)),
      ...withRibs.map(({ session, ribs }) => peer(context, session, ribs)),
    ],
    { xmlns: device.namespace('junos-routing') },
  );
}

function totals(ribs: readonly PeerRib[]): string[] {
  const names = [...new Set(ribs.map(({ name }) => name))];
  return names.map((name) => {
    const own = ribs.filter((rib) => rib.name === name);
    const sum = (count: (rib: PeerRib) => number) => own.reduce((total, rib) => total + count(rib), 0);
    return element(
      'bgp-rib',
      [
        leaf('name', name),
        leaf(
          'total-prefix-count',
          sum(({ received }) => received),
        ),
        leaf(
          'received-prefix-count',
          sum(({ received }) => received),
        ),
        leaf(
          'accepted-prefix-count',
          sum(({ accepted }) => accepted),
        ),
        leaf(
          'active-prefix-count',
          sum(({ active }) => active),
        ),
        leaf('suppressed-prefix-count', 0),
        leaf('history-prefix-count', 0),
        leaf('damped-prefix-count', 0),
        leaf('pending-prefix-count', 0),
        leaf('bgp-rib-state', 'BGP restart is complete'),
        leaf('vpn-rib-state', 'VPN restart is complete'),
      ],
      { 'junos:style': 'brief' },
    );
  });
}

function peer(context: RpcContext, session: BgpSession, ribs: readonly PeerRib[]): string {
  const { neighbor, state } = session;
  const received = ribs.reduce((total, rib) => total + rib.received, 0);
  const advertised = ribs.reduce((total, rib) => total + rib.advertised, 0);
  return element(
    'bgp-peer',
    [
      leaf('peer-address', neighbor.address),
      leaf('peer-as', neighbor.peerAsn ?? 0),
      leaf('input-messages', messageCount(context, session, received)),
      leaf('output-messages', messageCount(context, session, advertised)),
      leaf('route-queue-count', 0),
      leaf('flap-count', context.device.fabric.history.of(session).flaps),
      elapsedTime(context, session),
      leaf('peer-state', state, { 'junos:format': state === 'Established' ? 'Establ' : state }),
      ...ribs.map((rib) =>
        element(
          'bgp-rib',
          [
            leaf('name', rib.name),
            leaf('active-prefix-count', rib.active),
            leaf('received-prefix-count', rib.received),
            leaf('accepted-prefix-count', rib.accepted),
            leaf('suppressed-prefix-count', 0),
          ],
          { 'junos:style': 'terse' },
        ),
      ),
    ],
    { 'junos:style': 'terse', heading: HEADING },
  );
}
