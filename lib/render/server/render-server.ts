import type { FabricIntent, ServerFormatIntent } from '../../intent/fabric-intent';
import { renderBird } from './bird';
import { requireFollowedPorts, requireFollowedSessions } from './followed-lines';
import { renderFrr } from './frr';
import { renderJunosServer } from './junos';
import { forwardingFile, frrDropIn } from './linux-host';
import { renderNetplan } from './netplan';
import { renderNetworkd } from './networkd';
import type { ServerFiles, ServerSide } from './server-side';
import { serverSideOf } from './server-side';

/** For `renderServer`. */
export interface ServerRenderOptions {
  /**
   * For a twin of the fabric: the sessions have no keys, since it has no secrets; what the server would have to say itself
   * need not be said; and set lines that the server cannot follow are no error, since the twin shows what they do.
   * Default: false.
   */
  readonly forTwin?: boolean;
}

/**
 * The other end of a server's sessions and links: what the server itself has to be given so that both ends agree. It
 * holds no secret; where one belongs stands a word that says where the secret is.
 *
 * @param name - of the server
 * @throws FabricError `noSuchServer`; `serverCannot` where the program on the server cannot do what the leaf does;
 * `serverInterfaceMissing` and others where the form needs to know more of the server
 */
export function renderServer(
  fabric: FabricIntent,
  name: string,
  format: ServerFormatIntent,
  options: ServerRenderOptions = {},
): ServerFiles {
  if (options.forTwin === true) {
    const seen = withoutAuthentication(fabric);
    const side = serverSideOf(seen, name);
    return RENDERERS[format](seen, { ...side, forwarding: side.forwarding ?? false });
  }
  const side = serverSideOf(fabric, name);
  if (SPEAKS_BGP.has(format)) requireFollowedSessions(fabric, side);
  if (HAS_INTERFACES.has(format)) requireFollowedPorts(fabric, side);
  return RENDERERS[format](fabric, side);
}

/** Forms that configure sessions, and those that configure interfaces. */
const SPEAKS_BGP: ReadonlySet<ServerFormatIntent> = new Set(['FRR', 'FRR_DAEMONS', 'BIRD', 'JUNOS']);
const HAS_INTERFACES: ReadonlySet<ServerFormatIntent> = new Set(['JUNOS', 'NETPLAN', 'NETWORKD']);

const RENDERERS: Readonly<Record<ServerFormatIntent, (fabric: FabricIntent, side: ServerSide) => ServerFiles>> = {
  FRR: (fabric, side) => ({ ...forwardingFile(side), ...frrDropIn(side), 'frr.conf': renderFrr(fabric, side).frr }),
  FRR_DAEMONS: (fabric, side) => {
    const { bfdd, bgpd, zebra } = renderFrr(fabric, side);
    return {
      ...forwardingFile(side),
      ...frrDropIn(side),
      ...(bfdd !== '' && { 'bfdd.conf': bfdd }),
      'bgpd.conf': bgpd,
      'zebra.conf': zebra,
    };
  },
  BIRD: (fabric, side) => ({ ...forwardingFile(side), 'bird.conf': renderBird(fabric, side) }),
  JUNOS: (fabric, side) => ({ 'junos.set': renderJunosServer(fabric, side) }),
  NETPLAN: (_fabric, side) => renderNetplan(side),
  NETWORKD: (_fabric, side) => renderNetworkd(side),
};

function withoutAuthentication(fabric: FabricIntent): FabricIntent {
  return {
    ...fabric,
    devices: fabric.devices.map((device) => ({
      ...device,
      peerings: device.peerings.map((peering) => ({ ...peering, authentication: undefined })),
    })),
  };
}
