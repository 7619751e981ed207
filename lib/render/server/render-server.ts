import type { FabricIntent, ServerFormatIntent } from '../../intent/fabric-intent';
import { renderBird } from './bird';
import { renderFrr } from './frr';
import { renderJunosServer } from './junos';
import { renderNetplan } from './netplan';
import { renderNetworkd } from './networkd';
import type { ServerFiles, ServerSide } from './server-side';
import { serverSideOf } from './server-side';

/** For `renderServer`. */
export interface ServerRenderOptions {
  /** Leaves the sessions without keys: for a twin of the fabric, which has no secrets. Default: false. */
  readonly withoutAuthentication?: boolean;
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
  const seen = options.withoutAuthentication === true ? withoutAuthentication(fabric) : fabric;
  return RENDERERS[format](seen, serverSideOf(seen, name));
}

const RENDERERS: Readonly<Record<ServerFormatIntent, (fabric: FabricIntent, side: ServerSide) => ServerFiles>> = {
  FRR: (fabric, side) => ({ 'frr.conf': renderFrr(fabric, side).frr }),
  FRR_DAEMONS: (fabric, side) => {
    const { bfdd, bgpd, zebra } = renderFrr(fabric, side);
    return { ...(bfdd !== '' && { 'bfdd.conf': bfdd }), 'bgpd.conf': bgpd, 'zebra.conf': zebra };
  },
  BIRD: (fabric, side) => ({ 'bird.conf': renderBird(fabric, side) }),
  JUNOS: (fabric, side) => ({ 'junos.set': renderJunosServer(fabric, side) }),
  NETPLAN: (_fabric, side) => ({ 'netplan.yaml': renderNetplan(side) }),
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
