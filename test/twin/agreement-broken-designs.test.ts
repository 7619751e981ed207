import { Agreement } from './agreement/agreement';
import type { Edit } from './agreement/design';
import { dataCenter, designOf, replacing } from './agreement/design';
import { predict } from './agreement/predicted';
import { describeWithTwin } from './support/requirements';

/** A mistake, what it does to the rows of a sound fabric, and what fails on top of it. */
interface BrokenDesign {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Rows that the sound design does not have; empty: it only loses some. */
  readonly has: readonly string[];
  /** Rows that only the sound design has. */
  readonly lacks: readonly string[];
  readonly failures?: readonly string[];
}

const WEB1 = '10.1.1.0/24';

const DESIGNS: readonly BrokenDesign[] = [
  {
    title: 'leaf12 has the route distinguisher of leaf11',
    edits: [replacing('leaf12', ['route-distinguisher 192.168.1.12:5', 'route-distinguisher 192.168.1.11:5'])],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf11`],
    lacks: [`leaf13: kernel VRF_5 ${WEB1} over leaf11 leaf12`],
    failures: ['leaf11', 'overlay session leaf12–spine1'],
  },
  {
    title: 'leaf12 has another route target',
    edits: [replacing('leaf12', ['VRF_5 vrf-target target:62273:16776000', 'VRF_5 vrf-target target:62273:16776009'])],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf11`],
    lacks: [`leaf12: kernel VRF_5 10.1.4.0/24 over leaf13`],
  },
  {
    title: 'leaf13 has no multipath',
    edits: [replacing('leaf13', ['set routing-instances VRF_5 routing-options multipath\n', ''])],
    has: [`leaf13: kernel VRF_5 ${WEB1} over 1 of leaf11 leaf12`],
    lacks: [`leaf13: kernel VRF_5 ${WEB1} over leaf11 leaf12`],
  },
  {
    title: 'leaf12 expects another AS of web1',
    edits: [replacing('leaf12', [/(group web1 neighbor \S+) peer-as 4220000001/, '$1 peer-as 4220000099'])],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf11`],
    lacks: ['leaf12: session with 172.16.104.27 in VRF_5'],
  },
  {
    title: 'leaf11 has another subnet toward web1',
    edits: [replacing('leaf11', ['172.16.104.24/31', '172.16.104.124/31'])],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf12`],
    lacks: ['leaf11: session with 172.16.104.25 in VRF_5'],
  },
  {
    title: 'the export filter of web1 toward leaf12 is too tight',
    edits: [
      replacing(
        'web1',
        [
          /^router bgp/m,
          'ip prefix-list tight seq 5 permit 10.1.1.0/25\nroute-map tight permit 10\n match ip address prefix-list tight\nexit\nrouter bgp',
        ],
        [/neighbor 172.16.104.26 route-map \S+ out/, 'neighbor 172.16.104.26 route-map tight out'],
      ),
    ],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf11`],
    lacks: [`leaf12: type-5 192.168.1.12:5 ${WEB1} of leaf12`],
  },
  {
    title: 'the import filter of leaf12 for db1 is too tight',
    edits: [replacing('leaf12', ['route-filter 10.1.2.0/24 exact', 'route-filter 10.1.2.0/25 exact'])],
    has: ['leaf14: kernel VRF_5 10.1.2.0/24 over leaf13'],
    lacks: ['leaf14: kernel VRF_5 10.1.2.0/24 over leaf12 leaf13'],
  },
  {
    title: 'leaf11 exports no BGP routes as type-5',
    edits: [
      replacing('leaf11', ['VRF_5-type-5-export term bgp then accept', 'VRF_5-type-5-export term bgp then reject']),
    ],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf12`],
    lacks: [`leaf11: type-5 192.168.1.11:5 ${WEB1} of leaf11`],
  },
  {
    title: 'leaf14 expects another AS of spine1 in the underlay',
    edits: [replacing('leaf14', [/(neighbor 172.16.0.13) peer-as \d+/, '$1 peer-as 4200000099'])],
    has: [],
    lacks: ['leaf14: session with 172.16.0.13 in master'],
  },
  {
    title: 'leaf14 exports another loopback',
    edits: [replacing('leaf14', ['route-filter 192.168.1.14/32 exact', 'route-filter 192.168.1.41/32 exact'])],
    has: ['leaf13: BGP VRF_6 10.1.6.0/24 over lb1'],
    lacks: ['leaf14: session with 192.168.0.1 in master', 'leaf11: type-5 192.168.1.14:5 10.1.7.0/24 of leaf14'],
  },
  {
    title: 'spine1 does not know leaf13, and spine2 not leaf11',
    edits: [
      replacing('spine1', [/^set protocols bgp group dc1-overlay neighbor 192.168.1.13 .*\n/m, '']),
      replacing('spine2', [/^set protocols bgp group dc1-overlay neighbor 192.168.1.11 .*\n/m, '']),
    ],
    has: [`leaf13: kernel VRF_5 ${WEB1} over leaf12`],
    lacks: ['leaf13: session with 192.168.0.1 in master', `leaf13: type-5 192.168.1.11:5 ${WEB1} of leaf11`],
  },
];

describeWithTwin('prediction and twin see no damage when', () => {
  test('leaf12 announces with the next route target, and every leaf imports both', async () => {
    const fabric = dataCenter();
    const sound = predict(designOf(fabric).reachability, []).rows;
    const [own, next] = ['target:62273:16776000', 'target:62273:16776009'];
    const vrfs = fabric.vrfs.map((vrf) => (vrf.name === 'VRF_5' ? { ...vrf, importRouteTargets: [next] } : vrf));
    const midway = replacing('leaf12', [`VRF_5 vrf-target ${own}`, `VRF_5 vrf-target ${next}`]);
    const design = designOf({ ...fabric, vrfs }, [midway]);
    expect(predict(design.reachability, []).rows).toEqual(sound);
    const agreement = await Agreement.start(design);
    try {
      await agreement.expectAgreement();
    } finally {
      await agreement.end('a route target that changes');
    }
  });
});

describeWithTwin('prediction and twin see the same damage when', () => {
  const fabric = dataCenter();
  const sound = predict(designOf(fabric).reachability, []).rows;

  test.each(DESIGNS.map((design) => [design.title, design] as const))('%s', async (title, broken) => {
    const design = designOf(fabric, broken.edits);
    const { rows } = predict(design.reachability, []);
    expect(rows).toEqual(expect.arrayContaining([...broken.has]));
    expect(sound).toEqual(expect.arrayContaining([...broken.lacks]));
    expect(rows.filter((row) => broken.lacks.includes(row))).toEqual([]);
    const agreement = await Agreement.start(design);
    try {
      await agreement.expectAgreement();
      for (const name of broken.failures ?? []) {
        await agreement.expectAgreement([design.reachability.failure(name)]);
      }
    } finally {
      await agreement.end(title);
    }
  });
});
