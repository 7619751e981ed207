import { Testing } from 'cdktf';
import { DataCenter } from '../../../examples/data-center/data-center';
import type { LeafDevice, Vrf5Instance } from '../../../lib/index';
import { MultihomedServer } from '../../../lib/index';
import type { FabricIntent } from '../../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../../lib/manifest/fabric-source';
import type { Configuration } from '../../../lib/junos/tree/configuration';
import { readSet } from '../../../lib/junos/formats/set-reader';
import { writeSet } from '../../../lib/junos/formats/set-writer';
import type { TwinPlan } from '../../../lib/twin/plan';
import { planTwin } from '../../../lib/twin/plan';
import { twinSource } from '../../../lib/twin/source';
import { deviceInput, serversOf } from '../../../lib/reachability/from-intent';
import { Reachability } from '../../../lib/reachability/reachability';
import { renderDevice } from '../../../lib/render/render-device';
import { asTheirFilesSay } from './server-file';

// The example is a project of its own and knows the package by name; here it is held to the source.
jest.mock('cdktf-junos-fabric', () => jest.requireActual<object>('../../../lib/index'));

/** Changes a text that both sides read afterwards. */
export interface Edit {
  /** A device, whose set lines are changed; or a server, whose `bgpd.conf` is. */
  readonly node: string;
  readonly change: (text: string) => string;
}

/** One design, as the prediction and the twin read it: from the same texts. */
export interface Design {
  readonly fabric: FabricIntent;
  readonly reachability: Reachability;
  readonly plan: TwinPlan;
}

/**
 * The fabric of examples/data-center, with one more server so that IPv6 crosses it too: mon1, of both families in one BGP group and
 * several hops away for all that BGP knows, on the two leaves where web1 is not. One of these has a loopback unit in the VRF.
 */
export function dataCenter(): FabricIntent {
  const stack = new DataCenter(Testing.app());
  const child = (name: string) => stack.node.findAll().find(({ node }) => node.id === name);
  const leaves = ['leaf13', 'leaf14'].map((name) => child(name) as LeafDevice);
  new MultihomedServer(stack, 'mon1', {
    vrf: child('VRF_5') as Vrf5Instance,
    asn: 4220000007,
    prefixes: ['10.1.7.0/24', '2001:db8:7::/64'],
    dualStackGroup: true,
    multihop: true,
    multihopTtl: 3,
    attachments: leaves.map((leaf) => ({ leaf, interface: 'et-0/0/8' })),
  });
  const source = stack.node
    .findAll()
    .map(fabricSourceOf)
    .find((found) => found !== undefined);
  if (source === undefined) throw new Error('the example has no fabric');
  return withVrfLoopback(source.intent());
}

/** The loopback unit of leaf14 in VRF_5. */
export const VRF_LOOPBACK = '10.255.5.14/32';

function withVrfLoopback(fabric: FabricIntent): FabricIntent {
  const loopback = { unit: 5, addresses: [VRF_LOOPBACK] };
  return {
    ...fabric,
    devices: fabric.devices.map((device) => ({
      ...device,
      vrfs: device.vrfs.map((vrf) =>
        device.hostname === 'leaf14' && vrf.name === 'VRF_5' ? { ...vrf, loopback } : vrf,
      ),
    })),
  };
}

/**
 * BFD of the overlay notices after three seconds instead of nine: the cases are about what is left, not about when. Both
 * sides read it so.
 */
const IMPATIENT = /minimum-interval 3000$/gm;

/** A design out of a fabric's configurations and server files, some of them changed. */
export function designOf(fabric: FabricIntent, edits: readonly Edit[] = []): Design {
  const edited = (node: string, text: string): string => {
    const own = edits.filter((edit) => edit.node === node);
    return own.reduce((before, { change }) => {
      const after = change(before);
      if (after === before) throw new Error(`an edit changes nothing on ${node}`);
      return after;
    }, text);
  };
  const texts = new Map(
    fabric.devices.map((device) => {
      const { group, base } = renderDevice(device, fabric);
      const text = writeSet(group).replace(IMPATIENT, 'minimum-interval 1000');
      return [device.hostname, { group: edited(device.hostname, text), base: writeSet(base) }];
    }),
  );
  const read = (hostname: string, ...parts: readonly ('base' | 'group')[]): Configuration =>
    readSet(parts.map((part) => texts.get(hostname)?.[part] ?? '').join('\n'));
  const source = twinSource({
    manifest: { fabric },
    group: (hostname) => read(hostname, 'group'),
    base: (hostname) => read(hostname, 'base'),
  });
  const servers = source.servers.map((server) => ({
    ...server,
    files: { ...server.files, 'bgpd.conf': edited(server.name, server.files['bgpd.conf'] ?? '') },
  }));
  const files = new Map(servers.map(({ name, files: own }) => [name, own['bgpd.conf']]));
  return {
    fabric,
    plan: planTwin({ ...source, servers }),
    reachability: Reachability.ofConfigurations({
      devices: fabric.devices.map((device) => deviceInput(fabric, device, read(device.hostname, 'base', 'group'))),
      servers: serversOf(fabric).flatMap((server) => asTheirFilesSay(server, files.get(server.name) ?? '')),
    }),
  };
}

/** Replaces a piece of a text, which must be there. */
export function replacing(node: string, ...pieces: readonly (readonly [from: RegExp | string, to: string])[]): Edit {
  return {
    node,
    change: (text) =>
      pieces.reduce((before, [from, to]) => {
        const after = before.replace(from, to);
        if (after === before) throw new Error(`${node} does not have ${String(from)}`);
        return after;
      }, text),
  };
}
