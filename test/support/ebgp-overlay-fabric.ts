import { Testing } from 'cdktf';
import {
  EbgpEvpnOverlay,
  FabricStack,
  IpFabricUnderlay,
  LeafDevice,
  MultihomedServer,
  Prerequisite,
  QfxModel,
  SpineDevice,
  Vrf5Instance,
} from '../../lib/index';
import type { EbgpEvpnOverlayProps } from '../../lib/index';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import { fabricSourceOf } from '../../lib/manifest/fabric-source';
import { FABRIC_PROPS } from './guide-stack';

/** What a test may want different. */
export interface EbgpOverlayOptions {
  readonly overlay?: EbgpEvpnOverlayProps;
  /** AS numbers by host name; default one of its own for each, which it has in the underlay too. */
  readonly asns?: Readonly<Record<string, number | undefined>>;
  /** AS numbers of servers by name. */
  readonly serverAsns?: Readonly<Record<string, number>>;
  /** Numbers of the leaves where the attachment of server1 is a backup. */
  readonly backups?: readonly number[];
}

const NUMBERS = [1, 2, 3] as const;
const CONFIGURE = Prerequisite.CONFIGURE;

/** Two spines and three leaves with an EBGP overlay; server1 on the first two leaves, server2 on the last two. */
function ebgpOverlayStack(options: EbgpOverlayOptions = {}): FabricStack {
  const { asns = {}, backups = [], serverAsns = {} } = options;
  const stack = new FabricStack(Testing.app(), 'dc1', {
    ...FABRIC_PROPS,
    pools: { linkSubnets: ['172.16.0.0/24'], lockFile: 'no-such-file.json' },
    prerequisites: {
      autonomousSystem: CONFIGURE,
      vtepSourceInterface: CONFIGURE,
      forwardingTableExport: CONFIGURE,
      routerId: CONFIGURE,
    },
  });
  const props = (name: string, asn: number, loopback: string, managementAddress: string) => ({
    model: QfxModel.QFX10002_36Q,
    junos: '21.4R3',
    loopback,
    managementAddress,
    asn: name in asns ? asns[name] : asn,
    underlayAsn: asn,
  });
  const spines = [1, 2].map(
    (n) => new SpineDevice(stack, `spine${n}`, props(`spine${n}`, 64511 + n, `192.168.0.${n}`, `10.0.0.${n}`)),
  );
  const leaves = NUMBERS.map(
    (n) => new LeafDevice(stack, `leaf${n}`, props(`leaf${n}`, 64520 + n, `192.168.1.${n}`, `10.0.1.${n}`)),
  );
  new IpFabricUnderlay(stack, 'underlay', {
    links: leaves.flatMap((leaf, l) =>
      spines.map((spine, s) => ({
        device: leaf,
        interface: `et-0/0/${30 + s}`,
        peer: spine,
        peerInterface: `et-0/0/${l}`,
      })),
    ),
  });
  new EbgpEvpnOverlay(stack, 'overlay', options.overlay);
  const vrf = new Vrf5Instance(stack, 'VRF_5', {
    vni: 16776000,
    rdNumber: 5,
    routeTarget: 'target:62273:16776000',
  });
  const server = (name: string, asn: number, prefix: string, on: readonly number[], subnet: string): void => {
    new MultihomedServer(stack, name, {
      vrf,
      asn: serverAsns[name] ?? asn,
      prefixes: [prefix],
      attachments: leaves.flatMap((leaf, i) =>
        on.includes(i + 1)
          ? [
              {
                leaf,
                interface: `et-0/0/${name.slice(-1)}`,
                subnet: `${subnet}.${4 * i}/30`,
                ...(name === 'server1' && backups.includes(i + 1) && { backup: true }),
              },
            ]
          : [],
      ),
    });
  };
  server('server1', 4220000001, '10.1.1.0/24', [1, 2], '172.16.104');
  server('server2', 4220000002, '10.1.2.0/24', [2, 3], '172.16.105');
  return stack;
}

/** The same as plain data. */
export function ebgpOverlayFabric(options: EbgpOverlayOptions = {}): FabricIntent {
  const source = ebgpOverlayStack(options)
    .node.findAll()
    .map(fabricSourceOf)
    .find((found) => found !== undefined);
  if (source === undefined) throw new Error('the stack has no fabric');
  return source.intent();
}
