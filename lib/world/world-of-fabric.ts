import type { LabCable, LabDevice, LabTopology } from '../emulator/topology';
import type {
  DeviceIntent,
  DeviceVrfIntent,
  FabricIntent,
  PrerequisitesIntent,
  VrfIntent,
} from '../intent/fabric-intent';
import type { LinkEnd } from '../intent/link-pairs';
import { linkPairs } from '../intent/link-pairs';
import { writeSet } from '../junos/formats/set-writer';
import { Configuration } from '../junos/tree/configuration';
import { renderPrerequisites } from '../render/prerequisites';
import { renderOwnedVrf } from '../render/vrf';
import type { ReadSecret } from './servers-of-fabric';
import { serversOfFabric } from './servers-of-fabric';
import type { World } from './world';

/** What stands for the spines of a fabric that has leaves only, in shared address space (RFC 6598) like the lab's links. */
const SPINES: readonly LabDevice[] = [1, 2].map((number) => ({
  hostname: `lab-spine${number}`,
  role: 'spine',
  model: 'qfx10002-60c',
  junos: '21.4R3',
  loopback: `100.127.255.${number}`,
}));

/** Below it a lab cannot listen everywhere. */
const FIRST_UNPRIVILEGED_PORT = 1024;

/**
 * The world that a fabric expects: its devices as they are before anybody deploys, with what others are to have configured,
 * its links and its servers.
 *
 * @param read - reads the keys of sessions, which the servers have to have too
 * @throws what `read` throws
 */
export async function worldOfFabric(fabric: FabricIntent, read: ReadSecret): Promise<World> {
  const own = fabric.devices.map((device) => labDevice(device, fabric));
  const needsSpines = own.some(startsWithFabric) && !own.some((one) => startsWithFabric(one) && one.role === 'spine');
  const spines = needsSpines ? SPINES : [];
  const { notes, servers } = await serversOfFabric(fabric, read);
  const topology: LabTopology = {
    overlayAsn: fabric.overlayAsn,
    devices: [...spines, ...own],
    cables: cables(fabric),
    servers,
  };
  return {
    topology,
    notes: [...spines.map(spineText), ...fabric.devices.flatMap((one) => missing(one, fabric)), ...notes],
  };
}

function spineText({ hostname }: LabDevice): string {
  return `${hostname} stands for the spines, which others configure`;
}

function startsWithFabric({ starts }: LabDevice): boolean {
  return starts === 'fabric';
}

function labDevice(device: DeviceIntent, fabric: FabricIntent): LabDevice {
  const { asn, hostname, junos, loopback, managementAddress, managementPort, model, modelFacts, role, underlay } =
    device;
  const ofOthers = `${writeSet(prerequisites(device, fabric))}${writeSet(vrfsOfOthers(device, fabric))}`;
  return {
    hostname,
    role,
    model,
    ...(modelFacts !== undefined && { customModel: true }),
    junos,
    loopback,
    ...(asn !== undefined && { asn }),
    // A manifest that is meant for a lab on this machine finds it.
    ...(managementAddress === '127.0.0.1' && managementPort >= FIRST_UNPRIVILEGED_PORT && { port: managementPort }),
    starts: underlay === undefined ? 'fabric' : 'empty',
    ...(ofOthers !== '' && { baseline: ofOthers }),
  };
}

/** The device-wide statements that others are to have configured. */
function prerequisites(device: DeviceIntent, fabric: FabricIntent): Configuration {
  const { aggregatedDeviceCount, breakouts, gracefulRestart } = device.prerequisites;
  // A device that starts with the fabric half of the design has the others.
  const wanted =
    device.underlay === undefined ? { aggregatedDeviceCount, breakouts, gracefulRestart } : device.prerequisites;
  const present = Object.entries(wanted).filter(([, who]) => who !== undefined && who !== 'CONFIGURE');
  const flipped = Object.fromEntries(present.map(([name]) => [name, 'CONFIGURE'])) as unknown as PrerequisitesIntent;
  return renderPrerequisites({ ...device, prerequisites: flipped }, fabric);
}

/** The VRFs of others that the fabric puts interfaces into, as far as it knows them. */
function vrfsOfOthers(device: DeviceIntent, fabric: FabricIntent): Configuration {
  const configuration = new Configuration();
  for (const vrf of fabric.vrfs.filter(({ owned }) => !owned)) {
    const onDevice = device.vrfs.find(({ name }) => name === vrf.name);
    if (onDevice === undefined) continue;
    if (isKnown(vrf, onDevice)) {
      renderOwnedVrf(configuration, { ...device, peerings: [] }, vrf, onDevice);
    } else {
      configuration.set('routing-instances', vrf.name, 'instance-type', 'vrf');
    }
  }
  return configuration;
}

function isKnown({ routeTarget, vni }: VrfIntent, { routeDistinguisher }: DeviceVrfIntent): boolean {
  return vni !== undefined && routeTarget !== undefined && routeDistinguisher !== undefined;
}

/** What others are to have on a device, and nobody says what it is. */
function missing(device: DeviceIntent, fabric: FabricIntent): string[] {
  const { adopted = [], hostname, peerings, vrfs } = device;
  const chains = new Set((fabric.keyChains ?? []).filter(({ owned }) => !owned).map(({ name }) => name));
  const used = peerings.flatMap(({ authentication }) =>
    authentication !== undefined && 'keyChain' in authentication ? [authentication.keyChain] : [],
  );
  const policies = peerings.flatMap(({ exportPolicies = [], importPolicies = [] }) => [
    ...importPolicies,
    ...exportPolicies,
  ]);
  const ofOthers = vrfs.filter((onDevice) =>
    fabric.vrfs.some((vrf) => vrf.name === onDevice.name && !vrf.owned && !isKnown(vrf, onDevice)),
  );
  return [
    ...ofOthers.map(
      ({ name }) =>
        `${hostname} has ${name} without what makes it a VRF with type-5 routes: others configure it, and the fabric does not say how`,
    ),
    ...unique(used.filter((name) => chains.has(name))).map(
      (name) => `${hostname} lacks the key chain ${name} of others`,
    ),
    ...unique(policies).map((name) => `${hostname} lacks the policy ${name} of others`),
    ...adopted.map(({ path }) => `${hostname} lacks "${path}", which is to be taken over`),
  ];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function cables(fabric: FabricIntent): LabCable[] {
  return linkPairs(fabric).flatMap(({ a, b }) => {
    const others = portsOf(b);
    return portsOf(a).flatMap((port, place) => {
      const other = others[place];
      return other === undefined ? [] : [{ a: { device: a.hostname, port }, b: { device: b.hostname, port: other } }];
    });
  });
}

/** Physical ones. */
function portsOf({ link }: LinkEnd): readonly string[] {
  return link.aggregate?.members ?? [link.port];
}
