import type { DeviceIntent, FabricIntent } from '../../../lib/intent/fabric-intent';
import type { TwinPlan } from '../../../lib/twin/plan';
import { planTwin } from '../../../lib/twin/plan';
import { twinSource } from '../../../lib/twin/source';
import { configurationsOf, REMOTE_ADDRESS, REMOTE_LEAF, remoteFabric, remoteTopology } from './guide-twin';

/** A server without cables, with files of daemons in a namespace of its own. */
export function lonePlan(files: Readonly<Record<string, string>>): TwinPlan {
  const node = { name: 'server1', role: 'server', addresses: [], interfaces: [], vrfs: [], tunnelMtu: 1500 } as const;
  return { nodes: [{ ...node, files }], links: [], excused: {}, devices: new Map() };
}

/** The addresses that the server announces. */
export const SERVICE = { inet: '203.0.113.10', inet6: '2001:db8:113::10' } as const;
/** Addresses in VRF_5 of the remote leaf. */
export const REMOTE = { inet: REMOTE_ADDRESS, inet6: '2001:db8:99::1' } as const;

const PREFIX = { inet: `${SERVICE.inet}/32`, inet6: `${SERVICE.inet6}/128` } as const;

/** Both ends of the n-th link in IPv6. */
const link6 = (n: number) => ({ leaf: `2001:db8:104:${n}::1/126`, server: `2001:db8:104:${n}::2/126` });

/** The guide's page, in both families, with a server that has one address of its own in each. */
export function serviceFabric(): FabricIntent {
  return remoteFabric((fabric) => ({
    ...fabric,
    devices: fabric.devices.map((device) => dualStack(device, fabric.devices)),
    servers: fabric.servers.map((server) => ({
      ...server,
      prefixes: Object.values(PREFIX),
      attachments: server.attachments.map((one, n) => ({
        ...one,
        addresses: [...one.addresses, { family: 'inet6', ...link6(n) }],
      })),
    })),
  }));
}

function dualStack(device: DeviceIntent, devices: readonly DeviceIntent[]): DeviceIntent {
  const n = devices.filter(({ peerings }) => peerings.length > 0).indexOf(device);
  const { leaf, server } = link6(n);
  const [localAddress = '', neighbor = ''] = [leaf, server].map((address) => address.split('/')[0]);
  const bfd = { minimumIntervalMs: 300, multiplier: 3 };
  return {
    ...device,
    interfaces: device.interfaces.map((one) => ({
      ...one,
      addresses: [...one.addresses, { family: 'inet6', address: leaf }],
    })),
    peerings: device.peerings.flatMap((peering) => [
      { ...peering, bfd, acceptedPrefixes: [PREFIX.inet] },
      {
        ...peering,
        bfd,
        constructPath: peering.constructPath.replace(/inet$/, 'inet6'),
        family: 'inet6',
        group: `${peering.group}-inet6`,
        localAddress,
        neighbor,
        acceptedPrefixes: [PREFIX.inet6],
      } as const,
    ]),
  };
}

/**
 * The same as a twin.
 *
 * @param server - what is different about the node of the server
 */
export function servicePlan(server: Partial<Pick<TwinPlan['nodes'][number], 'files' | 'addresses'>> = {}): TwinPlan {
  const { devices, servers, ...rest } = remoteTopology();
  const topology = {
    ...rest,
    devices: devices.map((device) =>
      device.hostname === REMOTE_LEAF
        ? {
            ...device,
            baseline: `${device.baseline ?? ''}\nset interfaces lo0 unit 5 family inet6 address ${REMOTE.inet6}/128`,
          }
        : device,
    ),
    servers: servers.map((one) => ({
      ...one,
      prefixes: Object.values(PREFIX),
      links: one.links.map((link, n) => ({ ...link, addresses: [...link.addresses, link6(n).server] })),
    })),
  };
  const plan = planTwin(twinSource(configurationsOf(serviceFabric()), topology));
  return { ...plan, nodes: plan.nodes.map((node) => (node.role === 'server' ? { ...node, ...server } : node)) };
}
