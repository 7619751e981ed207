import type { FabricError } from '../errors';
import { addressesOverlap, modelCannotRouteVxlan, peerAsnIsOverlayAsn, usedTwice } from '../errors';
import { InterfaceAddress } from '../model/interface-address';
import { logicalInterfaceName } from '../render/names';
import { qfxModel } from '../platform/qfx-models';
import type { DeviceIntent, FabricIntent } from './fabric-intent';

/**
 * Everything that is wrong with a fabric as a whole, in a stable order; empty when nothing is. What is wrong within one
 * device is found when it is rendered.
 */
export function intentProblems(fabric: FabricIntent): FabricError[] {
  return [
    ...duplicates('the loopback', fabric.devices, (device) => device.loopback),
    ...duplicates('the management address', fabric.devices, managementEndpoint),
    ...duplicates('the VRF name', fabric.vrfs, (vrf) => vrf.name),
    ...duplicates('the VNI', fabric.vrfs, (vrf) => vrf.vni),
    ...duplicates('the rdNumber', fabric.vrfs, (vrf) => vrf.rdNumber),
    ...duplicates('the server name', fabric.servers, (server) => server.name),
    ...asnProblems(fabric),
    ...fabric.devices.flatMap(modelProblems),
    ...fabric.devices.flatMap(overlapProblems),
  ];
}

interface Located {
  readonly constructPath: string;
}

function duplicates<T extends Located>(
  what: string,
  items: readonly T[],
  keyOf: (item: T) => string | number | undefined,
): FabricError[] {
  const first = new Map<string | number, T>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    const other = key === undefined ? undefined : first.get(key);
    if (key !== undefined && other !== undefined)
      return [usedTwice(what, key, other.constructPath, item.constructPath)];
    if (key !== undefined) first.set(key, item);
    return [];
  });
}

function managementEndpoint({ managementAddress, managementPort }: DeviceIntent): string {
  return managementAddress.includes(':')
    ? `[${managementAddress}]:${managementPort}`
    : `${managementAddress}:${managementPort}`;
}

/** Once for a server, not once for each of its sessions. */
function asnProblems({ overlayAsn, servers, devices }: FabricIntent): FabricError[] {
  const alone = devices.flatMap((device) => device.peerings.filter((peering) => peering.server === undefined));
  const peers = [
    ...servers.map(({ asn, constructPath }) => ({ asn, constructPath })),
    ...alone.map(({ peerAsn, constructPath }) => ({ asn: peerAsn, constructPath })),
  ];
  return peers
    .filter(({ asn }) => asn === overlayAsn)
    .map(({ asn, constructPath }) => peerAsnIsOverlayAsn(asn, constructPath));
}

function modelProblems({ model, vrfs, constructPath }: DeviceIntent): FabricError[] {
  const { routesVxlan, productName } = qfxModel(model);
  return routesVxlan || vrfs.length === 0 ? [] : [modelCannotRouteVxlan(productName, constructPath)];
}

/** Sorted by network, overlapping subnets are neighbors. */
function overlapProblems({ hostname, interfaces }: DeviceIntent): FabricError[] {
  const held = interfaces.flatMap(({ vrf, port, unit, constructPath, addresses }) =>
    addresses.map(({ address }) => ({
      vrf,
      constructPath,
      port: logicalInterfaceName(port, unit),
      address: InterfaceAddress.parse(address),
    })),
  );
  held.sort((a, b) => a.address.prefix.compare(b.address.prefix));
  const problems: FabricError[] = [];
  const lastOfVrf = new Map<string, (typeof held)[number]>();
  for (const one of held) {
    const before = lastOfVrf.get(one.vrf);
    if (before?.address.prefix.overlaps(one.address.prefix) === true) {
      const where = `${before.port} of ${hostname}, both in ${one.vrf}, from ${before.constructPath}`;
      problems.push(addressesOverlap(one.address.toString(), before.address.toString(), where, one.constructPath));
    }
    lastOfVrf.set(one.vrf, one);
  }
  return problems;
}
