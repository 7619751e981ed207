import { readCapture } from '../capture/read-capture';
import { FabricError } from '../model/fabric-error';
import { importedTwice, importOfSeveralFabrics, nothingToImport } from './errors';
import type { DeviceIntent, FabricIntent } from '../intent/fabric-intent';
import { compareText } from '../model/order';
import { routeTargetImportPolicyName, routeTargetsCommunityName, typeFiveExportPolicyName } from '../render/names';
import { readRawLine } from '../render/raw-line';
import { renderDevice } from '../render/render-device';
import { redact } from '../secrets/redact';
import type { AskedDevice, FoundDevice } from './found-device';
import { findDevice } from './found-device';
import type { DeviceReport, ListedLine } from './import-report';
import { renderedLines, reportOn, redactedReport } from './import-report';
import type { ImportedFabric, ImportOptions } from './imported-fabric';
import { importedFabric } from './imported-fabric';
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
  /** Sorted by host name; without secrets. */
  readonly devices: readonly DeviceReport[];
}

/**
 * Makes a program of configurations, and proves it: what the program says of each device is rendered and compared with
 * the configuration it was made from, statement by statement.
 *
 * @throws FabricError `captureUnreadable`, `notAWholeConfiguration`, `importedTwice`, `importOfSeveralFabrics`, `nothingToImport`
 */
export function importFabric(given: readonly ConfigurationText[], wanted: ImportWishes): ImportResult {
  const found = given
    .map(({ device, file, text }) => findDevice(file, readCapture(file, text), device, wanted.model))
    .sort((a, b) => compareText(a.hostname, b.hostname));
  requireOneFabric(found);
  const options: ImportOptions = { ...wanted, fabric: wanted.fabric ?? fabricNameIn(found) ?? FABRIC_BY_DEFAULT };
  const usable = found.filter(({ loopback }) => loopback !== undefined);
  if (usable.length === 0) throw nothingToImport();
  const modelled = withAdoptions(
    usable,
    withRawStatements(usable, importedFabric(usable, vrfsToOwn(usable, options), options)),
  );
  const deviceOf = ({ hostname }: FoundDevice): DeviceIntent | undefined =>
    modelled.intent.devices.find((device) => device.hostname === hostname);
  return {
    program: programOf(
      modelled,
      given.map(({ file }) => file.split(/[\\/]/).at(-1) ?? file),
    ),
    intent: modelled.intent,
    devices: found.map((device) => redactedReport(reportOn(device, deviceOf(device), modelled.intent))),
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

function requireOneFabric(found: readonly FoundDevice[]): void {
  found.forEach(({ file, hostname }, i) => {
    const first = found.slice(0, i).find((other) => other.hostname === hostname);
    if (first !== undefined) throw importedTwice(hostname, first.file, file);
  });
  const asns = new Set(found.flatMap(({ asn }) => (asn === undefined ? [] : [String(asn)])));
  if (asns.size > 1) throw importOfSeveralFabrics([...asns].sort(compareText));
}

/**
 * The VRFs that become the fabric's own: those that say the same on every device, and to which the library would add
 * nothing, or all of them where the user wants that.
 */
function vrfsToOwn(found: readonly FoundDevice[], options: ImportOptions): Set<string> {
  const candidates = consistentVrfs(found);
  if (options.ownVrfs) return candidates;
  const { intent } = importedFabric(found, candidates, options);
  return new Set([...candidates].filter((name) => !found.some((device) => wouldAdd(device, intent, name))));
}

function consistentVrfs(found: readonly FoundDevice[]): Set<string> {
  const all = found.flatMap(({ vrfs }) => vrfs);
  const isConsistent = (name: string): boolean => {
    const same = all.filter((vrf) => vrf.name === name);
    const numbers = new Set(
      same.map(({ importRouteTargets, rdNumber, routeTarget, vni }) =>
        JSON.stringify([rdNumber, routeTarget, vni, importRouteTargets]),
      ),
    );
    return numbers.size === 1 && same.every((one) => one.rdNumber !== undefined && one.routeTarget !== undefined);
  };
  return new Set(all.map(({ name }) => name).filter(isConsistent));
}

function wouldAdd(found: FoundDevice, intent: FabricIntent, vrf: string): boolean {
  const device = intent.devices.find(({ hostname }) => hostname === found.hostname);
  if (device?.vrfs.some(({ name }) => name === vrf) !== true) return false;
  const standing = new Set([...found.effective.statements()].map(({ words }) => words.join('\0')));
  const { group } = renderDevice(device, intent);
  return [...group.statements()].some(({ words }) => {
    const isOfVrf =
      words[0] === 'routing-instances' && words[1] === vrf && words[4] !== 'group' && words[2] !== 'interface';
    const policies = [typeFiveExportPolicyName(vrf), routeTargetImportPolicyName(vrf)];
    const isOfPolicy = words[1] === 'policy-statement' && policies.includes(words[2] ?? '');
    return (isOfVrf || isOfPolicy) && !standing.has(words.join('\0'));
  });
}

/**
 * The same with what no prop says, under something that the fabric owns as a whole, as set lines: a rollout refuses
 * statements of others there.
 */
function withRawStatements(found: readonly FoundDevice[], imported: ImportedFabric): ImportedFabric {
  const { intent } = imported;
  const devices = intent.devices.map((device) => {
    const own = found.find(({ hostname }) => hostname === device.hostname);
    if (own === undefined) return device;
    const report = reportOn(own, device, intent);
    return report.leftAlone
      .filter((one) => isUnderOurs(one, device, intent))
      .reduce((so, { line }) => withLine(so, line, intent), device);
  });
  return { ...imported, intent: { ...intent, devices } };
}

/** The same with what the devices adopt: what stands there already and the program says now. */
function withAdoptions(found: readonly FoundDevice[], imported: ImportedFabric): ImportedFabric {
  const { intent } = imported;
  const devices = intent.devices.map((device) => {
    const own = found.find(({ hostname }) => hostname === device.hostname);
    const paths = own === undefined ? [] : reportOn(own, device, intent).adopted;
    const { constructPath } = device;
    const adopted = paths.map((path) => ({ constructPath, path, reason: ADOPTED }));
    return adopted.length === 0 ? device : { ...device, adopted };
  });
  return { ...imported, intent: { ...intent, devices } };
}

const ADOPTED = 'configured before it was imported';

/** What a policy of the library takes the place of, or is said in another way. */
function isNeverALine(line: string): boolean {
  const attachment = line.split(' ').at(-2);
  const attachesPolicy = line.includes(' bgp group ') && (attachment === 'import' || attachment === 'export');
  return attachesPolicy || / ip-prefix-routes export | description /.test(line);
}

function isUnderOurs({ line, reason }: ListedLine, device: DeviceIntent, { vrfs }: FabricIntent): boolean {
  const [, top, name, , , kind, group] = line.split(' ');
  if (isNeverALine(line) || reason === INACTIVE || redact(line) !== line) return false;
  if (top === 'interfaces') return device.interfaces.some(({ port }) => port === name);
  if (top !== 'routing-instances') return false;
  const isOwned = vrfs.some((vrf) => vrf.name === name && vrf.owned);
  return isOwned || (kind === 'group' && device.peerings.some((one) => one.vrf === name && one.group === group));
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
