import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { overlayGroupName, reflectorsGroupName, underlayGroupName } from '../render/names';
import type { Check } from './expectation';

/**
 * What the intent says must be true of the underlay and the overlay on one device; nothing where others own them. What is
 * at the other end may belong to others too: then it is expected to be there already.
 */
export function ofFabricHalf(fabric: FabricIntent, device: DeviceIntent): Check[] {
  return [...ofUnderlay(fabric, device), ...ofOverlay(fabric, device)];
}

/**
 * The devices of this fabric that routes between its leaves depend on: the reflectors, and where a client has no link to one
 * of them, everything that the way there may lead through.
 */
export function carriersOf(fabric: FabricIntent): string[] {
  return unique(
    fabric.devices.flatMap((device) => {
      const { clusterId, peers } = device.overlay ?? { peers: [] };
      return clusterId === undefined ? peers.flatMap(({ hostname }) => onTheWay(fabric, device, hostname)) : [];
    }),
  );
}

function ofUnderlay(fabric: FabricIntent, device: DeviceIntent): Check[] {
  const { hostname, loopback, underlay } = device;
  if (underlay === undefined) return [];
  const common = { hostname, expect: 'UP' as const };
  const lo0 = { port: 'lo0', logicalInterface: 'lo0.0', family: 'inet' as const, address: `${loopback}/32` };
  return [
    { kind: 'addressPresent', ...common, ...lo0, constructPath: underlay.constructPath },
    ...underlay.links.flatMap(({ address, constructPath, neighbor, peer, peerAsn, port }): Check[] => {
      const own = { ...common, constructPath, port, logicalInterface: `${port}.0` };
      const others = ownDevices(fabric, [peer]);
      const group = underlayGroupName(fabric.name);
      return [
        { kind: 'interfaceUp', ...own, others },
        { kind: 'addressPresent', ...own, family: 'inet', address },
        {
          kind: 'fabricSessionEstablished',
          ...common,
          constructPath,
          others,
          layer: 'underlay',
          group,
          peer,
          neighbor,
          peerAsn,
        },
      ];
    }),
  ];
}

function ofOverlay(fabric: FabricIntent, device: DeviceIntent): Check[] {
  const { hostname, overlay } = device;
  if (overlay === undefined) return [];
  const { clients, clusterId, constructPath, peers } = overlay;
  const toPeers = clusterId === undefined ? overlayGroupName(fabric.name) : reflectorsGroupName(fabric.name);
  const neighbors = [
    ...clients.map((neighbor) => ({ ...neighbor, group: overlayGroupName(fabric.name) })),
    ...peers.map((neighbor) => ({ ...neighbor, group: toPeers })),
  ];
  return neighbors.map(({ address, group, hostname: peer }) => ({
    kind: 'fabricSessionEstablished',
    hostname,
    constructPath,
    expect: 'UP',
    others: onTheWay(fabric, device, peer),
    layer: 'overlay',
    group,
    peer,
    neighbor: address,
    peerAsn: fabric.overlayAsn,
  }));
}

/** The peer, and without a link to it every device of the underlay, since any of them may be on the way. */
function onTheWay(fabric: FabricIntent, { hostname, underlay }: DeviceIntent, peer: string): string[] {
  const isDirect = underlay?.links.some((link) => link.peer === peer) ?? true;
  if (isDirect) return ownDevices(fabric, [peer]);
  const inUnderlay = fabric.devices.filter((device) => device.underlay !== undefined).map((device) => device.hostname);
  return unique([...ownDevices(fabric, [peer]), ...inUnderlay.filter((other) => other !== hostname)]);
}

function ownDevices({ devices }: FabricIntent, hostnames: readonly string[]): string[] {
  return hostnames.filter((hostname) => devices.some((device) => device.hostname === hostname));
}

function unique(hostnames: readonly string[]): string[] {
  return [...new Set(hostnames)].sort();
}
