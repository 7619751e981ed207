/** A twin out of what synth left behind, and the topology that says what is racked and cabled beside it. */
import { drawnPrefixes } from '../intent/drawn-prefixes';
import type { FabricIntent, PeeringIntent } from '../intent/fabric-intent';
import { linkPairs } from '../intent/link-pairs';
import { Configuration } from '../junos/tree/configuration';
import { inherit } from '../junos/inheritance/inheritance';
import type { LoadedManifest } from '../manifest/read-manifest';
import { inGroup } from '../render/group';
import { secretPlaceholder } from '../secrets/secret-placeholder';
import { renderServer } from '../render/server/render-server';
import { serverSideOf } from '../render/server/server-side';
import { sourcePrefixes } from '../render/server/texts';
import { baseline, fabricLinks } from '../emulator/junos/baseline';
import type { LabServer, LabTopology } from '../emulator/topology';
import { deviceAsnOf } from '../emulator/topology';
import { twinPassword } from './frr/neighbors';
import type { TwinCable, TwinDevice, TwinSource } from './plan';
import { toward } from './plan';
import type { TwinServer, TwinServerLink } from './server';
import { plainServerFiles } from './server-frr';

/** The configurations of a fabric: what `readManifest` gives. */
export type FabricConfigurations = Pick<LoadedManifest, 'group' | 'base'> & {
  readonly manifest: { readonly fabric: FabricIntent };
};

/**
 * The source of a twin.
 *
 * Each device runs what it would run after a deploy: what the topology says it starts with, and the groups of the fabric
 * on top, inherited as Junos does it. Without a topology there is only what the fabric configures. Cables come from the
 * topology, and where it has none between two devices, from the fabric's own links.
 *
 * @throws labConfigurationRefused, and what `LoadedManifest.group` throws
 */
export function twinSource(fabric: FabricConfigurations | undefined, topology?: LabTopology): TwinSource {
  const intent = fabric?.manifest.fabric;
  const hostnames = new Set([
    ...(topology?.devices ?? []).map(({ hostname }) => hostname),
    ...(intent?.devices ?? []).map(({ hostname }) => hostname),
  ]);
  const devices = [...hostnames].map((hostname) => twinDevice(hostname, fabric, topology));
  return { devices, cables: cables(intent, topology), servers: servers(intent, topology) };
}

function twinDevice(
  hostname: string,
  fabric: FabricConfigurations | undefined,
  topology: LabTopology | undefined,
): TwinDevice {
  const racked = topology?.devices.find((device) => device.hostname === hostname);
  const intended = fabric?.manifest.fabric.devices.find((device) => device.hostname === hostname);
  const configuration =
    racked === undefined || topology === undefined ? new Configuration() : baseline(racked, topology);
  if (intended !== undefined && fabric !== undefined) addGroups(configuration, fabric, hostname);
  const role = intended?.role ?? racked?.role ?? 'leaf';
  return { hostname, role, configuration: inherit(configuration, hostname) };
}

/** As a deploy leaves them: the base group first, the fabric's own last. */
function addGroups(configuration: Configuration, fabric: FabricConfigurations, hostname: string): void {
  const { name } = fabric.manifest.fabric;
  const groups = [
    { name: `${name}-base`, contents: fabric.base(hostname) },
    { name, contents: fabric.group(hostname) },
  ].filter(({ contents }) => !contents.isEmpty);
  for (const { name: group, contents } of groups) {
    for (const { words, inactive } of inGroup(group, contents).statements()) {
      configuration.set(...words);
      if (inactive) configuration.deactivate(...words);
    }
    configuration.set('apply-groups', group);
  }
}

function cables(intent: FabricIntent | undefined, topology: LabTopology | undefined): TwinCable[] {
  const given: TwinCable[] = [...(topology?.cables ?? [])];
  const started =
    topology === undefined
      ? []
      : fabricLinks(topology).map(({ leaf, leafPort, spine, spinePort }) => ({
          a: { device: leaf, port: leafPort },
          b: { device: spine, port: spinePort },
        }));
  const known = [...given, ...started];
  const joined = new Set(known.flatMap(({ a, b }) => [`${a.device} ${b.device}`, `${b.device} ${a.device}`]));
  const own = intentCables(intent).filter(({ a, b }) => !joined.has(`${a.device} ${b.device}`));
  return [...known, ...own];
}

function intentCables(intent: FabricIntent | undefined): TwinCable[] {
  if (intent === undefined) return [];
  return linkPairs(intent).map(({ a, b }) => ({
    a: { device: a.hostname, port: a.link.port },
    b: { device: b.hostname, port: b.link.port },
  }));
}

function servers(intent: FabricIntent | undefined, topology: LabTopology | undefined): TwinServer[] {
  const intended = intent?.servers ?? [];
  const drawn = drawnPrefixes(intended);
  const racked = topology?.servers ?? [];
  const names = new Set([...intended.map(({ name }) => name), ...racked.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const described = racked.find((server) => server.name === name);
    const isOurs = intent !== undefined && intended.some((server) => server.name === name);
    if (isOurs) {
      const drawnHere = drawn[intended.findIndex((server) => server.name === name)] ?? [];
      const own = drawnHere.map(({ prefix }) => prefix.toString());
      return [intendedServer(intent, name, described?.prefixes ?? own, described)];
    }
    return described === undefined || topology === undefined ? [] : [rackedServer(described, topology)];
  });
}

function rackedServer(server: LabServer, topology: LabTopology): TwinServer {
  return {
    name: server.name,
    prefixes: server.prefixes,
    links: named(server.links),
    files: plainServerFiles(server, (hostname) => deviceAsnOf(topology, hostname)),
  };
}

/** It runs its own generated file; where the topology describes it, its cables and addresses are those of the topology. */
function intendedServer(
  intent: FabricIntent,
  name: string,
  prefixes: readonly string[],
  described: LabServer | undefined,
): TwinServer {
  const server = intent.servers.find((one) => one.name === name);
  const attachments = (server?.attachments ?? []).map(({ hostname, port, unit, addresses }) => {
    const at = intent.devices
      .find((device) => device.hostname === hostname)
      ?.interfaces.find((one) => one.port === port && one.unit === unit);
    return {
      device: hostname,
      port,
      vlanId: at?.native === true ? undefined : at?.vlanId,
      addresses: addresses.map((one) => one.server),
    };
  });
  return {
    name,
    prefixes,
    sources: sourcePrefixes(serverSideOf(intent, name)).map(String),
    links: named(described?.links ?? attachments),
    files: serverFiles(intent, name),
  };
}

const DAEMON_FILES: ReadonlySet<string> = new Set(['zebra.conf', 'bgpd.conf', 'bfdd.conf']);

/** The generated files of its daemons, with the keys of the twin in place of secrets, and impatient sessions. */
function serverFiles(intent: FabricIntent, name: string): Record<string, string> {
  const files = renderServer(intent, name, 'FRR_DAEMONS', { forTwin: true });
  const peerings = intent.devices.flatMap((device) => device.peerings).filter(({ server }) => server === name);
  const keys = new Map(
    peerings.flatMap((peering) => {
      const word = keyWord(intent, peering);
      return word === undefined ? [] : [[peering.localAddress, twinPassword(word)] as const];
    }),
  );
  const more = (text: string): string =>
    text.replace(/^ neighbor (\S+) remote-as \d+$/gm, (line, neighbor: string) => {
      const key = keys.get(neighbor);
      const secret = key === undefined ? [] : [` neighbor ${neighbor} password ${key}`];
      return [line, ` neighbor ${neighbor} timers connect 1`, ...secret].join('\n');
    });
  const ofDaemons = Object.entries(files).filter(([file]) => DAEMON_FILES.has(file));
  return Object.fromEntries(ofDaemons.map(([file, text]) => [file, more(text)]));
}

/** The word that the device has for the key of a session: of a chain its first key. */
function keyWord({ keyChains = [] }: FabricIntent, { authentication }: PeeringIntent): string | undefined {
  if (authentication === undefined) return undefined;
  if (authentication.method === 'md5') return secretPlaceholder(authentication.secret);
  const { keyChain } = authentication;
  const [first] = keyChains.find(({ name }) => name === keyChain)?.keys ?? [];
  return first === undefined ? keyChain : secretPlaceholder(first.secret);
}

function named(
  links: readonly (Omit<TwinServerLink, 'name' | 'mtu'> & { readonly bundledPorts?: readonly string[] })[],
): TwinServerLink[] {
  const counts = new Map<string, number>();
  return links.map(({ device, port, vlanId, addresses }) => {
    const count = counts.get(device) ?? 0;
    counts.set(device, count + 1);
    return { name: toward(device, count), device, port, vlanId, addresses };
  });
}
