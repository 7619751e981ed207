import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lab } from '../../lib/emulator/lab';
import type { LabDevice, LabTopology } from '../../lib/emulator/topology';
import type { ImportResult } from '../../lib/import/import-fabric';
import { importFabric } from '../../lib/import/import-fabric';
import type { FabricStack, IVrf } from '../../lib/index';
import { EbgpServerPeering, LeafDevice, ServerFacingInterface, Vrf5Instance } from '../../lib/index';
import type { DeviceIntent, LoginIntent, VrfIntent } from '../../lib/intent/fabric-intent';
import type { Configuration } from '../../lib/junos/tree/configuration';
import { readCurly } from '../../lib/junos/formats/curly-reader';
import { writeCurly } from '../../lib/junos/formats/curly-writer';
import { setLine } from '../../lib/junos/formats/set-writer';
import { inherit } from '../../lib/junos/inheritance/inheritance';
import type { LoadedManifest } from '../../lib/manifest/read-manifest';
import type { InterfaceRow } from '../../lib/platform/qfx-model';
import { qfxModel } from '../../lib/platform/qfx-models';
import { readRoutingModel } from '../../lib/routing-model/routing-model';
import { apply } from '../../lib/rollout/execute/apply';
import { withdrawAll } from '../../lib/rollout/execute/withdraw';
import { plan } from '../../lib/rollout/plan/plan';
import { worldOfCaptures } from '../../lib/world/world-of-captures';
import { guideLines, guideTopology } from '../emulator/support/guide';
import { loadedManifest } from '../rollout/support/loaded-manifest';
import { describeWithShared } from '../support/shared';
import { intentOf } from '../support/whole-stack';
import { committedIn, rolloutOptions } from '../world/lab-rollout';
import { sampleOf, UNFINISHED } from './published';
import { stackOf } from './run-program';

process.env.JUNOS_FABRIC_TEST_PASSWORD = 'netops';

const LOGIN: LoginIntent = { method: 'password', user: 'netops', fromEnv: 'JUNOS_FABRIC_TEST_PASSWORD' };

/** An import of devices that are asked. */
function importOf(devices: readonly LabDevice[]): ImportResult {
  const given = devices.map(({ configuration = '', hostname, junos, model }, i) => ({
    file: hostname,
    text: configuration,
    device: { model, junos, managementAddress: `192.0.2.${i + 1}`, managementPort: 830 },
  }));
  return importFabric(given, { fabric: 'imported', ownVrfs: false, login: LOGIN });
}

/** What a rollout keeps in the group for itself, and no device acts on. */
const MARK = 'set apply-macro junos-fabric ';

/** What each device acts on, whatever its groups are called. */
function effectiveIn(lab: Lab, hostnames: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    hostnames.map((hostname) => {
      const statements = [...inherit(lab.device(hostname).database.committed).statements()];
      const lines = statements.map(({ words }) => setLine(words));
      return [hostname, lines.filter((line) => !line.startsWith(MARK)).sort()];
    }),
  );
}

/** A lab and where its rollouts keep their state. */
class Running {
  readonly lab: Lab;
  readonly state = mkdtempSync(join(tmpdir(), 'import-'));

  constructor(topology: LabTopology) {
    this.lab = Lab.inProcess(topology, { time: 'standing' });
  }

  manifest(stack: FabricStack): LoadedManifest {
    return loadedManifest(intentOf(stack), this.state);
  }

  async refusals(manifest: LoadedManifest): Promise<string[]> {
    const { devices, schedule } = await plan(manifest, rolloutOptions(this.lab, this.state));
    return [...devices, ...(schedule === undefined ? [] : [schedule])].flatMap((one) =>
      one.refusals.map(({ message }) => message),
    );
  }

  async apply(manifest: LoadedManifest): Promise<void> {
    const { outcome, problems } = await apply(manifest, rolloutOptions(this.lab, this.state));
    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(outcome).toBe('confirmed');
  }

  async withdraw(manifest: LoadedManifest): Promise<void> {
    const options = { ...rolloutOptions(this.lab, this.state), restore: true };
    const { outcome, problems } = await withdrawAll(manifest, options);
    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(outcome).toBe('confirmed');
  }

  async stop(): Promise<void> {
    await this.lab.stop();
    rmSync(this.state, { recursive: true, force: true });
  }
}

/**
 * What the devices act on once the program is applied: what they did before, without what lies at an adopted place and the
 * program says otherwise, and with what the report has said it would add.
 */
function expectedAfter(
  before: Readonly<Record<string, readonly string[]>>,
  { devices }: ImportResult,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    devices.map(({ added, adopted, hostname, leftAlone }) => {
      const isAdopted = (line: string): boolean => adopted.some((place) => `${line} `.startsWith(`set ${place} `));
      const replaced = new Set(leftAlone.map(({ line }) => line).filter(isAdopted));
      return [hostname, [...(before[hostname] ?? []).filter((line) => !replaced.has(line)), ...added].sort()];
    }),
  );
}

test('the guide’s page, imported and applied, is in effect as before, and comes back line for line', async () => {
  const leaves = [10, 11, 12];
  const running = new Running(guideTopology());
  const { lab } = running;
  for (const number of leaves) lab.device(`leaf${number}`).edit(guideLines(number));
  const before = committedIn(lab);
  const names = leaves.map((number) => `leaf${number}`);
  const inEffect = effectiveIn(lab, names);
  const result = importOf(
    names.map((hostname) => {
      const { database, junos, model } = lab.device(hostname);
      return { hostname, role: 'leaf', model, junos, configuration: writeCurly(database.committed) };
    }),
  );
  const manifest = running.manifest(stackOf(result.program));
  expect(await running.refusals(manifest)).toEqual([]);
  await running.apply(manifest);
  expect(effectiveIn(lab, names)).toEqual(expectedAfter(inEffect, result));
  await running.withdraw(manifest);
  expect(committedIn(lab)).toEqual(before);
  await running.stop();
});

/** A server that comes to one VRF of one leaf, beside what was imported. */
interface Attached {
  readonly hostname: string;
  readonly vrf: string;
  readonly port: string;
  readonly asn: number;
  /** AS number of the leaf. */
  readonly leafAsn: number;
  readonly leafAddress: string;
  readonly serverAddress: string;
  readonly prefix: string;
}

/** Names of ports of which a leaf makes no use, the last ones first. */
function freePorts({ model, modelFacts }: DeviceIntent, effective: Configuration): string[] {
  const said = new Map<string, string[]>();
  for (const { words } of effective.subtree('interfaces').statements()) {
    const [, name = '', ...rest] = words;
    const whole = name.split(':')[0] ?? '';
    said.set(whole, [...(said.get(whole) ?? []), rest.join(' ')]);
  }
  const isFree = (name: string): boolean => (said.get(name) ?? []).every((text) => text === 'unit 0 family inet');
  return (modelFacts ?? qfxModel(model)).ports.flatMap(portsOf).filter(isFree).reverse();
}

function portsOf({ channels, fpc, pic, ports, type }: InterfaceRow): string[] {
  if (channels !== undefined || type === 'ae') return [];
  return Array.from({ length: ports[1] - ports[0] + 1 }, (_, i) => `${type}-${fpc[0]}/${pic}/${ports[0] + i}`);
}

/** One server for each VRF of each leaf that an import finds. */
function serversFor(leaves: readonly LabDevice[], { intent }: ImportResult): Attached[] {
  const places = intent.devices.flatMap((device) => {
    const text = leaves.find(({ hostname }) => hostname === device.hostname)?.configuration ?? '';
    const effective = inherit(readCurly(text));
    const { instances } = readRoutingModel(effective);
    const free = freePorts(device, effective);
    return intent.vrfs
      .filter(({ name }) => instances.some((one) => one.name === name && one.ipPrefixRoutes?.vni !== undefined))
      .map(({ name: vrf }, i) => ({
        hostname: device.hostname,
        leafAsn: device.asn ?? intent.overlayAsn,
        vrf,
        port: free[i] ?? 'no free port',
      }));
  });
  return places.map((place, i) => ({
    ...place,
    asn: 4220000100 + i,
    leafAddress: `172.31.250.${2 * i}`,
    serverAddress: `172.31.250.${2 * i + 1}`,
    prefix: `10.77.${i}.0/24`,
  }));
}

/** The imported program with those servers in it, as its user would add them. */
function withServers(result: ImportResult, servers: readonly Attached[]): FabricStack {
  const stack = stackOf(result.program);
  const vrfs = new Map<string, IVrf>();
  for (const { asn, hostname, leafAddress, port, prefix, serverAddress, vrf: name } of servers) {
    const leaf = stack.node.findChild(hostname);
    if (!(leaf instanceof LeafDevice)) throw new Error(`${hostname} is no leaf`);
    const vrf = vrfs.get(name) ?? (stack.node.tryFindChild(name) as IVrf | undefined) ?? newVrf(stack, result, name);
    vrfs.set(name, vrf);
    const on = new ServerFacingInterface(leaf, `new ${name}`, {
      leaf,
      vrf,
      interface: port,
      addresses: [`${leafAddress}/31`],
    });
    new EbgpServerPeering(on, 'session', { interface: on, neighbor: serverAddress, peerAsn: asn, prefixes: [prefix] });
  }
  return stack;
}

/** A VRF that nothing of the imported program is in. */
function newVrf(stack: FabricStack, { intent }: ImportResult, name: string): IVrf {
  const { rdNumber, routeTarget, vni } = intent.vrfs.find((one) => one.name === name) ?? {};
  return Vrf5Instance.fromVrf5InstanceAttributes(stack, name, { name, rdNumber, routeTarget, vni });
}

/** The first term of each policy that decides about type-5 routes of a VRF accepts what servers say. */
function letThrough(lab: Lab, hostname: string, vrfs: readonly VrfIntent[]): void {
  const device = lab.device(hostname);
  const { committed } = device.database;
  const exports = vrfs.map(({ name }) =>
    committed.value('routing-instances', name, 'protocols', 'evpn', 'ip-prefix-routes', 'export'),
  );
  const policies = [...new Set(exports)].flatMap((policy = '') => {
    const [first] = committed.entries('policy-options', 'policy-statement', policy, 'term');
    return first === undefined
      ? []
      : [{ path: `policy-options policy-statement ${policy} term`, first: first.keys[0] }];
  });
  const sets = policies.flatMap(({ path }) => [
    `set ${path} servers from protocol bgp`,
    `set ${path} servers then accept`,
  ]);
  const inserts = policies.map(({ first = '', path }) => `insert ${path} servers before term ${first}`);
  device.edit([...sets, ...inserts].join('\n'));
}

/** A published fabric, or one data center of two, and its leaves. */
const FABRICS: readonly (readonly [string, string, RegExp])[] = [
  ['collapsed', 'collapsed', /./],
  ['connected-security', 'connected-security', /./],
  ['two-data-centers, the first', 'two-data-centers', /^dc1_/],
  ['two-data-centers, the second', 'two-data-centers', /^dc2_/],
];

describeWithShared('published fabrics, imported and applied', ['configs', 'jvd'], (directory) => {
  test.each(sampleOf(FABRICS, FABRICS.length))(
    '%s: the first rollout changes nothing, servers come to every VRF, and all goes again line for line',
    async (_, folder, files) => {
      const texts = readdirSync(join(directory, folder))
        .filter((file) => files.test(file))
        .map((file) => ({ file, text: readFileSync(join(directory, folder, file), 'utf8').replace(...UNFINISHED) }));
      const { topology } = worldOfCaptures(texts);
      const leaves = sampleOf(
        topology.devices.filter(({ hostname }) => hostname.includes('leaf')),
        2,
      );
      const result = importOf(leaves);
      const attached = serversFor(leaves, result);
      const servers = attached.map(({ asn, hostname, leafAsn, port, prefix, serverAddress }, i) => ({
        name: `new${i}`,
        asn,
        prefixes: [prefix],
        links: [{ device: hostname, port, addresses: [`${serverAddress}/31`], peerAsn: leafAsn }],
      }));
      const running = new Running({ ...topology, servers: [...topology.servers, ...servers] });
      const { lab } = running;
      const names = leaves.map(({ hostname }) => hostname);
      for (const hostname of names) letThrough(lab, hostname, result.intent.vrfs);
      const before = committedIn(lab);
      const inEffect = effectiveIn(lab, names);

      const imported = running.manifest(stackOf(result.program));
      await running.apply(imported);
      expect(effectiveIn(lab, names)).toEqual(expectedAfter(inEffect, result));

      const grown = running.manifest(withServers(result, attached));
      await running.apply(grown);
      await running.withdraw(grown);
      expect(committedIn(lab)).toEqual(before);
      await running.stop();
    },
  );
});
