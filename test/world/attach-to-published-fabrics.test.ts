import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { FabricStack, LeafDevice, Login, MultihomedServer, QfxModel, Vrf5Instance } from '../../lib/index';
import type { IVrf, LeafDeviceProps } from '../../lib/index';
import { Lab } from '../../lib/emulator/lab';
import type { LoadedManifest } from '../../lib/manifest/read-manifest';
import { apply } from '../../lib/rollout/execute/apply';
import type { ApplyOptions } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { plan } from '../../lib/rollout/plan/plan';
import { worldOfCaptures } from '../../lib/world/world-of-captures';
import { loadedManifest } from '../rollout/support/loaded-manifest';
import { describeWithShared } from '../support/shared';
import { intentOf } from '../support/whole-stack';
import { committedIn, rolloutOptions } from './lab-rollout';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

/** A leaf of a published fabric, as its owner knows it. */
interface Leaf extends Pick<LeafDeviceProps, 'asn' | 'loopback'> {
  readonly hostName: string;
}

interface Fabric {
  readonly fabric: string;
  /** Its files; one data center of two is a whole fabric. */
  readonly files: RegExp;
  readonly model: string;
  readonly leaves: readonly [Leaf, Leaf];
  /** A VRF that both leaves have. */
  readonly vrf: string;
  /** The first of the IRB interfaces that the VRF has on both leaves, by which it serves bridged servers. */
  readonly gateways?: string;
  /** The policy of that VRF that makes no type-5 route of what a server says, and its term that stops it; none where none does. */
  readonly stops?: { readonly policy: string; readonly term: string };
}

const BLUE = {
  vrf: 'blue',
  gateways: 'irb.1400 of blue',
  stops: { policy: 'BGP-AOS-Policy-blue', term: 'BGP-AOS-Policy-blue-100' },
};

const FABRICS: readonly Fabric[] = [
  {
    fabric: 'collapsed',
    files: /./,
    model: 'qfx5120-48y',
    leaves: [
      { hostName: 'dc3-rack-001-leaf1', asn: 64800, loopback: '192.168.253.0' },
      { hostName: 'dc3-rack-001-leaf2', asn: 64801, loopback: '192.168.253.1' },
    ],
    vrf: 'red',
  },
  {
    fabric: 'connected-security',
    files: /./,
    model: 'qfx5120-48ym-8c',
    leaves: [
      { hostName: 'dc1-esi-001-leaf1', asn: 64516, loopback: '192.168.255.8' },
      { hostName: 'dc1-esi-001-leaf2', asn: 64517, loopback: '192.168.255.9' },
    ],
    ...BLUE,
  },
  {
    fabric: 'two-data-centers',
    files: /^dc1_/,
    model: 'qfx5120-48y',
    leaves: [
      { hostName: 'dc1-esi-001-leaf1', asn: 64516, loopback: '192.168.255.4' },
      { hostName: 'dc1-esi-001-leaf2', asn: 64517, loopback: '192.168.255.5' },
    ],
    ...BLUE,
  },
];

/** The first has both families in one BGP group. */
const SERVERS = [
  {
    name: 'server1',
    asn: 4220000001,
    port: 'xe-0/0/40',
    prefixes: ['10.77.5.0/24', '2001:db8:77:5::/64'],
    subnets: ['172.31.250.0/31', '172.31.250.2/31'],
    subnets6: ['2001:db8:250::/127', '2001:db8:250::2/127'],
    addresses: [
      ['172.31.250.1/31', '2001:db8:250::1/127'],
      ['172.31.250.3/31', '2001:db8:250::3/127'],
    ],
  },
  {
    name: 'server2',
    asn: 4220000002,
    port: 'xe-0/0/41',
    prefixes: ['10.77.6.0/24'],
    subnets: ['172.31.250.4/31', '172.31.250.6/31'],
    subnets6: [undefined, undefined],
    addresses: [['172.31.250.5/31'], ['172.31.250.7/31']],
  },
] as const;

type MakeVrf = (stack: FabricStack) => IVrf;

describeWithShared('a server is attached to a fabric as it was published', ['configs', 'jvd'], (directory) => {
  describe.each(FABRICS)('$fabric', ({ fabric, files, gateways, leaves, model, stops, vrf }) => {
    let lab: Lab;
    let state: string;

    beforeAll(() => {
      const texts = readdirSync(join(directory, fabric))
        .filter((file) => files.test(file))
        .map((file) => ({ file, text: readFileSync(join(directory, fabric, file), 'utf8') }));
      const { topology } = worldOfCaptures(texts);
      const servers = SERVERS.map(({ addresses, asn, name, port, prefixes }) => ({
        name,
        asn,
        prefixes,
        links: leaves.map(({ asn: peerAsn, hostName }, i) => ({
          device: hostName,
          port,
          addresses: addresses[i] ?? [],
          peerAsn,
        })),
      }));
      lab = Lab.inProcess({ ...topology, servers: [...topology.servers, ...servers] }, { time: 'standing' });
      state = mkdtempSync(join(tmpdir(), 'attach-'));
    });

    afterAll(async () => {
      await lab.stop();
      rmSync(state, { recursive: true, force: true });
    });

    const options = (): ApplyOptions => rolloutOptions(lab, state);
    const committed = (): Record<string, string> => committedIn(lab);

    /** A server in each of the VRFs. */
    function manifest(vrfs: readonly MakeVrf[]): LoadedManifest {
      const stack = new FabricStack(Testing.app(), 'attach', {
        overlayAsn: 4210000001,
        login: Login.password({ user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' }),
        knownHostsFile: join(__dirname, '..', 'support', 'known_hosts'),
      });
      const devices = leaves.map(({ asn, hostName, loopback }, i) => {
        const { junos } = lab.device(hostName);
        return new LeafDevice(stack, hostName, {
          model: QfxModel.custom({ name: model, like: QfxModel.QFX5120_48Y }),
          junos,
          loopback,
          asn,
          managementAddress: `10.0.0.${i + 1}`,
        });
      });
      SERVERS.slice(0, vrfs.length).forEach(({ asn, name, port, prefixes, subnets, subnets6 }, n) => {
        new MultihomedServer(stack, name, {
          vrf: vrfs[n]?.(stack) ?? theirs(stack),
          asn,
          prefixes: [...prefixes],
          dualStackGroup: prefixes.length > 1,
          attachments: devices.map((leaf, i) => ({
            leaf,
            interface: port,
            subnet: subnets[i],
            ...(subnets6[i] !== undefined && { subnet6: subnets6[i] }),
          })),
        });
      });
      return loadedManifest(intentOf(stack), state);
    }

    const theirs: MakeVrf = (stack) => Vrf5Instance.fromVrf5InstanceAttributes(stack, 'theirs', { name: vrf });
    const ours: MakeVrf = (stack) =>
      new Vrf5Instance(stack, 'ours', { vni: 16770001, rdNumber: 65001, routeTarget: 'target:65001:16770001' });

    async function refusals(attached: LoadedManifest): Promise<string[]> {
      const { devices, schedule } = await plan(attached, options());
      return [...devices, ...(schedule === undefined ? [] : [schedule])].flatMap((one) =>
        one.refusals.map(({ message }) => message),
      );
    }

    async function attach(attached: LoadedManifest): Promise<void> {
      const { outcome, problems } = await apply(attached, options());
      expect(problems.map(({ message }) => message)).toEqual([]);
      expect(outcome).toBe('confirmed');
    }

    /** The policy lets through what servers say. */
    function mend(): void {
      if (stops === undefined) return;
      const path = `policy-options policy-statement ${stops.policy} term`;
      for (const { hostName } of leaves) {
        lab.device(hostName).edit(`set ${path} servers from protocol bgp\nset ${path} servers then accept`);
        lab.device(hostName).edit(`insert ${path} servers before term ${stops.term}`);
      }
    }

    if (stops !== undefined) {
      test('is refused where a policy of the VRF would stop its prefix, with the term that does', async () => {
        const { policy, term } = stops;
        const before = committed();
        expect(await refusals(manifest([theirs]))).toEqual(
          leaves.map(
            () => expect.stringMatching(new RegExp(`${SERVERS[0].prefixes[0]}[^]*${policy}[^]*${term}`)) as string,
          ),
        );
        expect((await apply(manifest([theirs]), options())).outcome).toBe('refused');
        expect(committed()).toEqual(before);
      });
    }

    if (gateways !== undefined) {
      test('says beforehand where a line of its own would reset a VRF that servers are bridged into', async () => {
        const line = `set routing-instances ${vrf} routing-options graceful-restart restart-duration 300`;
        const { manifest: said, ...rest } = manifest([theirs]);
        const devices = said.fabric.devices.map((device) => ({
          ...device,
          statements: [{ constructPath: device.constructPath, line }],
        }));
        const { schedule } = await plan(loadedManifest({ ...said.fabric, devices }, rest.directory), options());
        const messages = (schedule?.warnings ?? []).map(({ message }) => message);
        expect(messages.filter((message) => message.includes('irb'))).toEqual(
          leaves.map(
            ({ hostName }) => expect.stringMatching(new RegExp(`${hostName} .*session reset.*${gateways}`)) as string,
          ),
        );
      });
    }

    test('to a VRF that is there, later to one that comes with it, and leaves every device as it was when it goes', async () => {
      mend();
      const before = committed();
      expect(await refusals(manifest([theirs]))).toEqual([]);
      await attach(manifest([theirs]));
      await attach(manifest([theirs, ours]));
      const touched = Object.entries(committed()).filter(([hostname, text]) => text !== before[hostname]);
      expect(touched.map(([hostname]) => hostname)).toEqual(leaves.map(({ hostName }) => hostName));
      const { outcome, problems } = await withdrawAll(manifest([theirs, ours]), options());
      expect(problems.map(({ message }) => message)).toEqual([]);
      expect(outcome).toBe('confirmed');
      expect(committed()).toEqual(before);
    });
  });
});
