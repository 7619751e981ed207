import { Testing } from 'cdktf';
import type { FabricStackProps, MultihomedServerProps, SpineDeviceProps } from '../../lib/index';
import {
  EvpnOverlay,
  FabricStack,
  IpFabricUnderlay,
  LeafDevice,
  MultihomedServer,
  SpineDevice,
  Survives,
} from '../../lib/index';
import { FabricTemplate } from '../../lib/testing';
import { expectGolden } from '../support/golden';
import { FABRIC_PROPS, guideAttachments, guideVrf } from '../support/guide-stack';
import { switchProps } from '../support/whole-stack';

interface Program {
  readonly fabric?: Partial<FabricStackProps>;
  readonly spine?: Partial<SpineDeviceProps>;
  /** Last octet of leaf10, leaf11 and leaf12. */
  readonly loopbacks?: readonly number[];
  readonly server?: Partial<MultihomedServerProps>;
}

/** Two spines, three leaves, and server1 on all three. */
function program({ fabric, loopbacks = [10, 11, 12], server, spine }: Program): FabricStack {
  const pools = {
    underlayAsns: '4200000001-4200000099',
    linkSubnets: ['172.16.0.0/24'],
    lockFile: 'no-such-file.json',
  };
  const stack = new FabricStack(Testing.app(), 'dc1', { ...FABRIC_PROPS, pools, ...fabric });
  const spines = [1, 2].map(
    (n) => new SpineDevice(stack, `spine${n}`, { ...switchProps(`192.168.0.${n}`, '20.4R3'), ...spine }),
  );
  const leaves = loopbacks.map(
    (n, i) =>
      new LeafDevice(stack, `leaf${10 + i}`, {
        ...switchProps(`192.168.1.${n}`, '20.4R3'),
        managementAddress: `mgmt-leaf${10 + i}`,
      }),
  );
  const links = leaves.flatMap((device, l) =>
    spines.map((peer, s) => ({ device, interface: `et-0/0/${30 + s}`, peer, peerInterface: `et-0/0/${l}` })),
  );
  new IpFabricUnderlay(stack, 'underlay', { links });
  new EvpnOverlay(stack, 'overlay', { clusterId: '192.168.0.10' });
  new MultihomedServer(stack, 'server1', {
    vrf: guideVrf(stack),
    asn: 4220000001,
    prefixes: ['10.1.5.0/24'],
    attachments: guideAttachments(leaves),
    ...server,
  });
  return stack;
}

function refusalOf(given: Program): string {
  try {
    FabricTemplate.fromStack(program(given));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'not refused\n';
}

const CASES: readonly (readonly [title: string, given: Program, nearly: Program])[] = [
  [
    'a server that loses two attachments to one wave',
    { fabric: { rollout: { maxUnavailable: 2 } }, server: { survives: [Survives.anySingleWave({ paths: 2 })] } },
    { fabric: { rollout: { maxUnavailable: 1 } }, server: { survives: [Survives.anySingleWave({ paths: 2 })] } },
  ],
  ['two route reflectors that share a failure', { spine: { failureDomain: 'room 1' } }, {}],
  ['one route distinguisher on two leaves', { loopbacks: [10, 10, 12] }, { loopbacks: [10, 11, 12] }],
  [
    'fewer attachments than the server has to keep',
    { server: { survives: [Survives.anySingleLeaf({ paths: 3 })] } },
    { server: { survives: [Survives.anySingleLeaf({ paths: 2 })] } },
  ],
];

test('each is refused at synth, with a counterexample', () => {
  const texts = CASES.map(([title, given]) => `# ${title}\n${refusalOf(given)}`);
  expectGolden('errors/proof-at-synth.txt', texts.join('\n'));
});

test.each(CASES)('%s: what is nearly the same is not refused', (_title, _given, nearly) => {
  expect(refusalOf(nearly)).toBe('not refused\n');
});
