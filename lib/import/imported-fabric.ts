import type {
  DeviceIntent,
  DeviceVrfIntent,
  FabricIntent,
  InterfaceIntent,
  LoginIntent,
  PeeringIntent,
  VrfIntent,
} from '../intent/fabric-intent';
import { compareNumbered } from '../intent/order';
import { compareText } from '../model/order';
import { policyStem } from '../render/names';
import { factsOutsideTable, likeOf } from './custom-model';
import type { FoundDevice } from './found-device';
import type { MatchedServer } from './match-servers';
import { matchServers, questionsOf } from './match-servers';

/** What the configurations do not say. */
export interface ImportOptions {
  /** Name of the fabric, and of its configuration group. */
  readonly fabric: string;
  /** The AS number of the overlay, where the configurations do not say it. */
  readonly overlayAsn?: number;
  /** Model as Junos reports it; absent: the program does not compile until somebody says it. */
  readonly model?: string;
  /** How the devices were logged in to; absent: an agent's key, for somebody. */
  readonly login?: LoginIntent;
  /** The file of host keys that the devices were read with, as its user called it; absent: `known_hosts`. */
  readonly knownHostsFile?: string;
  /** Whether VRFs become the fabric's own even where that adds statements to them. */
  readonly ownVrfs: boolean;
}

/** A fabric made of configurations. */
export interface ImportedFabric {
  readonly intent: FabricIntent;
  readonly isAsnKnown: boolean;
  /** What was guessed, for whoever knows. */
  readonly questions: readonly string[];
  /** By host name, what had to be put in for the intent because no configuration says it. */
  readonly placeholders: ReadonlyMap<string, readonly Placeholder[]>;
  readonly knownHostsFile: string;
}

/** A value that only the user knows. */
export type Placeholder = 'model' | 'junos' | 'managementAddress';

const KNOWN_HOSTS_BY_DEFAULT = 'known_hosts';
const SOMEBODY: LoginIntent = { method: 'agent', user: 'netops' };
/** The first of those that RFC 6996 reserves for private use. */
const ASN_OF_PLACEHOLDER = 4200000000;
const MODEL_OF_PLACEHOLDER = 'qfx10002-60c';
const RELEASE_OF_PLACEHOLDER = '24.4R1';
const ADDRESS_OF_PLACEHOLDER = '192.0.2.1';

/**
 * The intent that the devices have in common.
 *
 * @param found - devices with a loopback, sorted by host name
 * @param ownVrfs - names of the VRFs that become the fabric's own
 */
export function importedFabric(
  found: readonly FoundDevice[],
  ownVrfs: ReadonlySet<string>,
  options: ImportOptions,
): ImportedFabric {
  const servers = matchServers(found);
  const vrfs = vrfsOf(found, ownVrfs, options.fabric);
  const overlayAsn = found.find(({ asn }) => asn !== undefined)?.asn ?? options.overlayAsn;
  const devices = found.map((device) => ({
    ...deviceOf(device, vrfs, servers, options),
    ...(device.asn !== undefined && device.asn !== overlayAsn && { asn: device.asn }),
  }));
  const intent: FabricIntent = {
    name: options.fabric,
    constructPath: options.fabric,
    overlayAsn: overlayAsn ?? ASN_OF_PLACEHOLDER,
    devices,
    vrfs,
    servers: servers.map(({ intent: server }) => ({ ...server, constructPath: `${options.fabric}/${server.name}` })),
    consents: [],
  };
  const placeholders = new Map(found.map((device) => [device.hostname, placeholdersOf(device, options)]));
  const questions = [...questionsOf(found, servers), ...modelQuestions(devices)];
  const { knownHostsFile = KNOWN_HOSTS_BY_DEFAULT } = options;
  return { intent, isAsnKnown: overlayAsn !== undefined, questions, placeholders, knownHostsFile };
}

function modelQuestions(devices: readonly DeviceIntent[]): string[] {
  return devices.flatMap(({ hostname, model, modelFacts }) =>
    modelFacts === undefined
      ? []
      : [
          `What are the ports of ${model} (${hostname})? The library does not know them all, and the program takes it to be like ${likeOf(modelFacts)}, with what the configuration uses.`,
        ],
  );
}

function vrfsOf(found: readonly FoundDevice[], ownVrfs: ReadonlySet<string>, fabric: string): VrfIntent[] {
  const byName = new Map<string, VrfIntent>();
  for (const { importRouteTargets, name, rdNumber, routeTarget, vni } of found.flatMap(({ vrfs }) => vrfs)) {
    if (byName.has(name)) continue;
    const numbers = {
      ...(vni !== undefined && { vni }),
      ...(routeTarget !== undefined && { routeTarget }),
      ...(importRouteTargets.length > 0 && ownVrfs.has(name) && { importRouteTargets }),
      ...(rdNumber !== undefined && { rdNumber }),
    };
    byName.set(name, { name, constructPath: `${fabric}/${name}`, owned: ownVrfs.has(name), ...numbers });
  }
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

function deviceOf(
  found: FoundDevice,
  vrfs: readonly VrfIntent[],
  servers: readonly MatchedServer[],
  { fabric, login = SOMEBODY, model }: ImportOptions,
): DeviceIntent {
  const { hostname } = found;
  const path = `${fabric}/${hostname}`;
  const interfaces = found.interfaces.map((one) => {
    const owner = servers.find((server) => server.attachmentOf(hostname, one) !== undefined);
    const by = owner?.intent.name ?? `${one.port}.${one.unit}`;
    const description = one.portOfOthers === true ? one.description : (one.description ?? `${by} (${fabric})`);
    return {
      ...one,
      ...(description !== undefined && { description }),
      constructPath: `${path}/${one.port.replaceAll('/', '--')}.${one.unit}`,
    };
  });
  const peerings = found.peerings.map((session): PeeringIntent => {
    const owner = servers.find((server) => server.owns(hostname, session));
    const constructPath = `${path}/${policyStem(session)}`;
    if (owner === undefined) return { ...session, constructPath };
    const { name } = owner.intent;
    return { ...session, constructPath: `${path}/${name}`, server: name, description: name };
  });
  const used = new Set([...interfaces, ...peerings].map(({ vrf }) => vrf));
  return {
    hostname,
    ...(found.engineHostnames.length > 0 && { engineHostnames: found.engineHostnames }),
    constructPath: path,
    role: 'leaf',
    ...modelOf(found, model, interfaces),
    junos: found.junos ?? RELEASE_OF_PLACEHOLDER,
    loopback: found.loopback ?? '',
    managementAddress: found.managementAddress ?? ADDRESS_OF_PLACEHOLDER,
    managementPort: found.managementPort ?? 830,
    login,
    removalPolicy: 'WITHDRAW',
    prerequisites: { autonomousSystem: 'PRESENT', vtepSourceInterface: 'PRESENT', forwardingTableExport: 'PRESENT' },
    vrfs: deviceVrfs(found, vrfs, used),
    interfaces: interfaces.sort((a, b) => compareNumbered(a.port, b.port) || a.unit - b.unit),
    peerings: peerings.sort(
      (a, b) =>
        compareText(a.vrf, b.vrf) ||
        compareText(a.group, b.group) ||
        compareText(a.family, b.family) ||
        compareNumbered(a.neighbor, b.neighbor),
    ),
  };
}

function modelOf(
  found: FoundDevice,
  wanted: string | undefined,
  interfaces: readonly InterfaceIntent[],
): Pick<DeviceIntent, 'model' | 'modelFacts'> {
  const model = found.model ?? wanted;
  if (model === undefined) return { model: MODEL_OF_PLACEHOLDER };
  const modelFacts = factsOutsideTable(model, found.release, interfaces);
  return { model, ...(modelFacts !== undefined && { modelFacts }) };
}

/** A VRF of its own stands on every device that has it, one of others only where something of ours is in it. */
function deviceVrfs(found: FoundDevice, vrfs: readonly VrfIntent[], used: ReadonlySet<string>): DeviceVrfIntent[] {
  const here = new Set(found.vrfs.map(({ name }) => name));
  return vrfs
    .filter(({ name, owned }) => here.has(name) && (owned || used.has(name)))
    .map(({ name, rdNumber }) => ({
      name,
      ...(rdNumber !== undefined && { routeDistinguisher: `${found.loopback ?? ''}:${rdNumber}` }),
    }));
}

function placeholdersOf(found: FoundDevice, { model }: ImportOptions): Placeholder[] {
  return [
    ...((found.model ?? model) === undefined ? (['model'] as const) : []),
    ...(found.junos === undefined ? (['junos'] as const) : []),
    ...(found.managementAddress === undefined ? (['managementAddress'] as const) : []),
  ];
}
