import { readCapture } from '../capture/read-capture';
import { FabricError } from '../model/fabric-error';
import { importedTwice, nothingToImport } from './errors';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { splitWords } from '../junos/tree/words';
import { compareText } from '../model/order';
import { routeTargetImportPolicyName, routeTargetsCommunityName, typeFiveExportPolicyName } from '../render/names';
import { readRawLine } from '../render/raw-line';
import { renderDevice } from '../render/render-device';
import { redact } from '../secrets/redact';
import { setLine } from '../junos/formats/set-writer';
import type { FoundVrf } from './found-vrfs';
import type { AskedDevice, FoundDevice } from './found-device';
import { findDevice } from './found-device';
import { givenValues, leftToOthers, ownedPlaces } from './given-values';
import type { DeviceReport, ListedLine } from './import-report';
import { adoptedOn, leftAloneOn, renderedLines, reportOn, redactedReport } from './import-report';
import type { ImportedFabric, ImportOptions } from './imported-fabric';
import { importedFabric } from './imported-fabric';
import { withoutSharedGroups } from './match-servers';
import { programOf } from './program';
import { INACTIVE } from './reasons';

/** A configuration as it was given. */
export interface ConfigurationText {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly text: string;
  /** What the device itself has said, where it was asked. */
  readonly device?: AskedDevice;
}

/** What the user says of an import; a fabric without a name is called as in the configurations, or `fabric`. */
export type ImportWishes = Omit<ImportOptions, 'fabric'> & Partial<Pick<ImportOptions, 'fabric'>>;

/** What an import makes of configurations. */
export interface ImportResult {
  /** TypeScript. */
  readonly program: string;
  /** The intent that the program says, with stand-ins for what no configuration says. */
  readonly intent: FabricIntent;
  /** What was guessed, for whoever knows. */
  readonly questions: readonly string[];
  /** Sorted by host name; without secrets. */
  readonly devices: readonly DeviceReport[];
}

/**
 * Makes a program of configurations, and proves it: what the program says of each device is rendered and compared with
 * the configuration it was made from, statement by statement.
 *
 * @throws FabricError `captureUnreadable`, `notAWholeConfiguration`, `importedTwice`, `nothingToImport`
 */
export function importFabric(given: readonly ConfigurationText[], wanted: ImportWishes): ImportResult {
  const found = given
    .map(({ device, file, text }) => findDevice(file, readCapture(file, text), device, wanted.model))
    .sort((a, b) => compareText(a.hostname, b.hostname));
  requireEachOnce(found);
  const options: ImportOptions = { ...wanted, fabric: wanted.fabric ?? fabricNameIn(found) ?? FABRIC_BY_DEFAULT };
  const leaves = found.filter(({ loopback }) => loopback !== undefined);
  const usable = withoutSharedGroups(leaves);
  if (usable.length === 0) throw nothingToImport();
  const notOwned = vrfsOfOthers(usable, options);
  const owned = new Set(
    usable.flatMap(({ vrfs }) => vrfs.map(({ name }) => name)).filter((name) => !notOwned.has(name)),
  );
  const imported = (devices: readonly FoundDevice[]): ImportedFabric =>
    withRawStatements(devices, importedFabric(devices, owned, options), notOwned);
  const asFound = imported(usable);
  const yielding = withoutSharedGroups(withoutWhatOthersDecide(usable, asFound.intent));
  const isAsFound = yielding.every((device, i) => device === usable[i]);
  const modelled = withAdoptions(yielding, isAsFound ? asFound : imported(yielding), notOwned);
  const deviceOf = ({ hostname }: FoundDevice): DeviceIntent | undefined =>
    modelled.intent.devices.find((device) => device.hostname === hostname);
  return {
    program: programOf(
      modelled,
      given.map(({ file }) => file.split(/[\\/]/).at(-1) ?? file),
    ),
    intent: modelled.intent,
    questions: modelled.questions,
    devices: found.map((device) => redactedReport(reportOn(device, deviceOf(device), modelled.intent, notOwned))),
  };
}

const FABRIC_BY_DEFAULT = 'fabric';

/** The fabric that made a part of the configurations, by a name that the library gives. */
function fabricNameIn(found: readonly FoundDevice[]): string | undefined {
  const suffix = routeTargetsCommunityName('');
  return found
    .flatMap(({ communities }) => communities)
    .find((name) => name.endsWith(suffix) && name.length > suffix.length)
    ?.slice(0, -suffix.length);
}

function requireEachOnce(found: readonly FoundDevice[]): void {
  found.forEach(({ file, hostname }, i) => {
    const first = found.slice(0, i).find((other) => other.hostname === hostname);
    if (first !== undefined) throw importedTwice(hostname, first.file, file);
  });
}

/**
 * The VRFs that stay with whoever configured them, each with the reason: what a VRF is differs between devices or cannot be
 * said, or the library would add something to it and the user does not want that.
 */
function vrfsOfOthers(found: readonly FoundDevice[], options: ImportOptions): ReadonlyMap<string, string> {
  const all = found.flatMap(({ hostname, vrfs }) => vrfs.map((vrf) => ({ hostname, vrf })));
  const names = [...new Set(all.map(({ vrf }) => vrf.name))];
  const unsayable = names.flatMap((name) => {
    const reason = inconsistency(all.filter(({ vrf }) => vrf.name === name));
    return reason === undefined ? [] : ([[name, reason]] as const);
  });
  const reasons = new Map<string, string>(unsayable);
  if (options.ownVrfs) return reasons;
  const candidates = new Set(names.filter((name) => !reasons.has(name)));
  const { intent } = importedFabric(found, candidates, options);
  for (const name of candidates) {
    const added = found.flatMap((device) => wouldAdd(device, intent, name));
    const [first] = added;
    if (first === undefined) continue;
    const more = added.length === 1 ? '' : ` and ${added.length - 1} more`;
    reasons.set(name, `the library would add \`${first}\`${more} to it (--own-vrfs takes it over)`);
  }
  return reasons;
}

interface VrfOnDevice {
  readonly hostname: string;
  readonly vrf: FoundVrf;
}

/** Why a VRF is none that the library says, or undefined. */
function inconsistency(same: readonly VrfOnDevice[]): string | undefined {
  const [first] = same;
  const unnumbered = same.find(({ vrf }) => vrf.rdNumber === undefined);
  if (unnumbered !== undefined) {
    return `its route distinguisher on ${unnumbered.hostname} is not the loopback and a number`;
  }
  const untargeted = same.find(({ vrf }) => vrf.routeTarget === undefined);
  if (untargeted !== undefined) return `it has no vrf-target on ${untargeted.hostname}`;
  const said = ({ vrf }: VrfOnDevice): string =>
    JSON.stringify([vrf.rdNumber, vrf.routeTarget, vrf.vni, vrf.importRouteTargets]);
  const other = same.find((one) => first !== undefined && said(one) !== said(first));
  return other === undefined
    ? undefined
    : `its route distinguisher, target or VNI on ${other.hostname} is not that on ${first?.hostname ?? ''}`;
}

/** What the library would add to a VRF on a device, as set lines. */
function wouldAdd(found: FoundDevice, intent: FabricIntent, vrf: string): string[] {
  const device = intent.devices.find(({ hostname }) => hostname === found.hostname);
  if (device?.vrfs.some(({ name }) => name === vrf) !== true) return [];
  const standing = new Set([...found.effective.statements()].map(({ words }) => words.join('\0')));
  const { group } = renderDevice(device, intent);
  return [...group.statements()].flatMap(({ words }) => {
    const isOfVrf =
      words[0] === 'routing-instances' && words[1] === vrf && words[4] !== 'group' && words[2] !== 'interface';
    const policies = [typeFiveExportPolicyName(vrf), routeTargetImportPolicyName(vrf)];
    const isOfPolicy = words[1] === 'policy-statement' && policies.includes(words[2] ?? '');
    return (isOfVrf || isOfPolicy) && !standing.has(words.join('\0')) ? [setLine(words)] : [];
  });
}

/**
 * The same with what no prop says, under something that the fabric owns as a whole, as set lines: a rollout refuses
 * statements of others there.
 */
function withRawStatements(
  found: readonly FoundDevice[],
  imported: ImportedFabric,
  notOwned: ReadonlyMap<string, string>,
): ImportedFabric {
  const { intent } = imported;
  const devices = intent.devices.map((device) => {
    const own = found.find(({ hostname }) => hostname === device.hostname);
    if (own === undefined) return device;
    const leftAlone = leftAloneOn(own, device, intent, notOwned);
    const places = ownedPlaces(device, intent);
    const given = givenValues(own, device, intent).filter(({ isSaid }) => !isSaid);
    return [...leftAlone, ...given.map(({ by, line }) => ({ line, reason: by }))]
      .filter((one) => isUnderOurs(one, places, device))
      .reduce((so, { line }) => withLine(so, line, intent), device);
  });
  return { ...imported, intent: { ...intent, devices } };
}

/** The devices, with ports and BGP groups left to others of which these say something else than the program would. */
function withoutWhatOthersDecide(found: readonly FoundDevice[], intent: FabricIntent): FoundDevice[] {
  return found.map((own) => {
    const device = intent.devices.find(({ hostname }) => hostname === own.hostname);
    const inTheWay = givenValues(own, device, intent).filter(({ isSaid }) => !isSaid);
    return inTheWay.length === 0 ? own : leftToOthers(own, inTheWay);
  });
}

/** The same with what the devices adopt: what stands there already and the program says now. */
function withAdoptions(
  found: readonly FoundDevice[],
  imported: ImportedFabric,
  notOwned: ReadonlyMap<string, string>,
): ImportedFabric {
  const { intent } = imported;
  const devices = intent.devices.map((device) => {
    const own = found.find(({ hostname }) => hostname === device.hostname);
    const paths = own === undefined ? [] : adoptedOn(own, device, intent, notOwned);
    const { constructPath } = device;
    const adopted = paths.map((path) => ({ constructPath, path, reason: ADOPTED }));
    return adopted.length === 0 ? device : { ...device, adopted };
  });
  return { ...imported, intent: { ...intent, devices } };
}

const ADOPTED = 'configured before it was imported';

/** What a policy of the library takes the place of, or is said in another way; and which groups apply, which a group cannot say. */
function isNeverALine(line: string, { peerings }: DeviceIntent): boolean {
  const attachment = line.split(' ').at(-2);
  if (attachment === 'apply-groups' || attachment === 'apply-groups-except') return true;
  const isOfOwnGroup = peerings.some(
    ({ group, groupOfOthers, vrf }) =>
      groupOfOthers === undefined && line.startsWith(`set routing-instances ${vrf} protocols bgp group ${group} `),
  );
  const attachesPolicy = isOfOwnGroup && (attachment === 'import' || attachment === 'export');
  return attachesPolicy || line.includes(' ip-prefix-routes export ');
}

/** Whether a statement stands under something that is the fabric's as a whole, and can be said as a line. */
function isUnderOurs(
  { line, reason }: ListedLine,
  places: readonly (readonly string[])[],
  device: DeviceIntent,
): boolean {
  if (isNeverALine(line, device) || reason === INACTIVE || redact(line) !== line) return false;
  const [, ...words] = splitWords(line).map(({ text }) => text);
  return places.some((place) => place.every((word, i) => word === words[i]));
}

/** The device with one more line, where the line adds and does not change. */
function withLine(device: DeviceIntent, line: string, intent: FabricIntent): DeviceIntent {
  const constructPath = `${device.constructPath}/imported`;
  const more: DeviceIntent = { ...device, statements: [...(device.statements ?? []), { constructPath, line }] };
  try {
    readRawLine(line, false);
    renderedLines(more, { ...intent, devices: [more] });
    return more;
  } catch (error) {
    if (FabricError.isFabricError(error)) return device;
    throw error;
  }
}
