import type { RpcContext } from '../rpc/context';
import { argument } from '../rpc/context';
import { element, leaf, optionalLeaf } from '../xml-text';
import { elapsedTime, messageCount, selectedSessions, sinceMs } from './bgp-selection';
import type { BgpSession } from './session';
import type { PeerRib } from './peer-ribs';
import { peerRibs } from './peer-ribs';
import { MAIN_INSTANCE } from '../../../model/junos-defaults';

/** Port of BGP, and the one that a peer which connected to it came from. */
const BGP_PORT = 179;
const EPHEMERAL_PORT = 50179;
/** Interface indexes begin behind those that Junos keeps for itself. */
const FIRST_INDEX = 512;

/** `get-bgp-neighbor-information`: `show bgp neighbor [address]`. */
export function bgpNeighborInformation(context: RpcContext): string {
  const address = argument(context.operation, 'neighbor-address');
  const sessions = selectedSessions(context).filter(
    ({ neighbor }) => address === undefined || neighbor.address === address,
  );
  return element(
    'bgp-information',
    sessions.map((session) => peer(context, session)),
    { xmlns: context.device.namespace('junos-routing') },
  );
}

function peer(context: RpcContext, session: BgpSession): string {
  const { neighbor, state, localAddress, lastError } = session;
  const { device } = context;
  const established = state === 'Established';
  const ribs = peerRibs(device.hostname, session, device.fabric.states());
  const { view } = device.fabric.device(device.hostname);
  const localId =
    neighbor.instance.routerId ?? (neighbor.instance.name === MAIN_INSTANCE ? view.routerId : localAddress);
  return element(
    'bgp-peer',
    [
      leaf('peer-address', established ? `${neighbor.address}+${EPHEMERAL_PORT}` : neighbor.address),
      leaf('peer-as', neighbor.peerAsn ?? 0),
      leaf('local-address', established ? `${localAddress ?? ''}+${BGP_PORT}` : (localAddress ?? 'unspecified')),
      leaf('local-as', neighbor.localAsn ?? 0),
      optionalLeaf('description', neighbor.description),
      leaf('peer-group', neighbor.group),
      leaf('peer-cfg-rti', neighbor.instance.name),
      leaf('peer-fwd-rti', neighbor.instance.name),
      leaf('peer-type', neighbor.type === 'internal' ? 'Internal' : 'External'),
      leaf('peer-state', state),
      leaf('peer-flags', established ? 'Sync' : ''),
      leaf('last-state', established ? 'OpenConfirm' : 'Connect'),
      leaf('last-event', established ? 'RecvKeepAlive' : 'ConnectRetry'),
      leaf('last-error', lastError ?? 'None'),
      options(session),
      leaf('flap-count', device.fabric.history.of(session).flaps),
      elapsedTime(context, session),
      ...(established ? open(context, session, localId, ribs) : []),
    ],
    { 'junos:style': 'detail' },
  );
}

function options({ neighbor }: BgpSession): string {
  const words = ['Preference', 'PeerAS', ...(neighbor.multipath ? ['Multipath'] : []), 'Refresh'];
  return element('bgp-option-information', [
    ...neighbor.exports.map((policy) => leaf('export-policy', policy)),
    ...neighbor.imports.map((policy) => leaf('import-policy', policy)),
    leaf('bgp-options', words.join(' ')),
    leaf('address-families', neighbor.families.join(' ')),
    leaf('holdtime', neighbor.holdTimeSec),
    leaf('preference', 170),
  ]);
}

/** What is known only of an established session. */
function open(
  context: RpcContext,
  session: BgpSession,
  localId: string | undefined,
  ribs: readonly PeerRib[],
): string[] {
  const { neighbor } = session;
  const families = neighbor.families.join(' ');
  const received = ribs.reduce((total, rib) => total + rib.received, 0);
  const advertised = ribs.reduce((total, rib) => total + rib.advertised, 0);
  return [
    leaf('peer-id', peerId(context, session)),
    leaf('local-id', localId ?? ''),
    leaf('active-holdtime', neighbor.holdTimeSec),
    leaf('keepalive-interval', Math.floor(neighbor.holdTimeSec / 3)),
    leaf('peer-index', 0),
    element('bgp-bfd', [
      leaf('bfd-configuration-state', neighbor.bfd === undefined ? 'disabled' : 'enabled'),
      leaf('bfd-operational-state', neighbor.bfd === undefined ? 'down' : 'up'),
    ]),
    optionalLeaf('local-interface-name', session.interface),
    optionalLeaf('local-interface-index', interfaceIndex(context, session)),
    leaf('peer-restart-nlri-configured', families),
    leaf('nlri-type-peer', families),
    leaf('nlri-type-session', families),
    leaf('peer-refresh-capability', 2),
    leaf('peer-4byte-as-capability-advertised', neighbor.peerAsn ?? 0),
    ...ribs.map(rib),
    leaf('last-received', 1),
    leaf('last-sent', 1),
    leaf('last-checked', Math.floor(sinceMs(context, session) / 1000)),
    leaf('input-messages', messageCount(context, session, received)),
    leaf('output-messages', messageCount(context, session, advertised)),
    ...ribs.map(({ name }, place) => outputQueue(name, place + 1, families)),
  ];
}

/** Any number that is the same for the same interface. */
function interfaceIndex({ device }: RpcContext, { interface: ifl }: BgpSession): number | undefined {
  if (ifl === undefined) return undefined;
  const { units } = device.fabric.device(device.hostname).view;
  return FIRST_INDEX + [...units.keys()].indexOf(ifl);
}

function outputQueue(table: string, number: number, families: string): string {
  return element('bgp-output-queue', [
    leaf('number', number),
    leaf('count', 0),
    leaf('table-name', table),
    leaf('rib-adv-nlri', families),
  ]);
}

function peerId({ device }: RpcContext, { peer: other, neighbor }: BgpSession): string {
  if (other?.kind !== 'device') return neighbor.address.includes(':') ? '0.0.0.1' : neighbor.address;
  return device.fabric.device(other.hostname).view.routerId ?? neighbor.address;
}

function rib(counts: PeerRib): string {
  return element(
    'bgp-rib',
    [
      leaf('name', counts.name),
      leaf('rib-bit', 20000),
      leaf('bgp-rib-state', 'BGP restart is complete'),
      leaf('vpn-rib-state', 'VPN restart is complete'),
      leaf('send-state', 'in sync'),
      leaf('active-prefix-count', counts.active),
      leaf('received-prefix-count', counts.received),
      leaf('accepted-prefix-count', counts.accepted),
      leaf('suppressed-prefix-count', 0),
      leaf('advertised-prefix-count', counts.advertised),
    ],
    { 'junos:style': 'detail' },
  );
}
