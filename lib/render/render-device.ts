import type { DeviceIntent, DeviceVrfIntent, FabricIntent, PeeringIntent } from '../intent/fabric-intent';
import { Configuration } from '../junos/tree/configuration';
import { deviceAsn } from '../intent/device-asn';
import { compareNumbered } from '../intent/order';
import { compareText } from '../model/order';
import { requireAdoptable } from './adoption';
import { renderBgpGroups } from './bgp';
import { renderInterfaces } from './interfaces';
import { requireSound, vrfOf } from './invariants';
import { policyStem } from './names';
import { renderKeyChains } from './key-chains';
import {
  renderFabricCommunities,
  renderFromServerPolicy,
  renderToServersPolicy,
  renderTypeFiveExportPolicy,
} from './policies';
import { renderOverlay } from './overlay';
import { renderPrerequisites } from './prerequisites';
import { addRawStatements } from './raw-statements';
import { renderRouteTargetImports } from './route-targets';
import { renderSessionPolicies } from './session-policies';
import { renderUnderlay } from './underlay';
import { announcesRoutes, renderOwnedVrf, renderVrfInterfaces } from './vrf';
import { statementsNewerThanRelease } from './errors';
import { joinWords } from '../junos/tree/words';
import { JunosRelease } from '../model/junos-release';
import { statementsNewerThan } from '../platform/newer-statements';
import type { RenderedDevice } from './rendered-device';

/**
 * Turns the intent for one device into configuration. The result depends on the arguments only, and not on the order of
 * any list in them.
 *
 * @param device one of `fabric.devices`.
 * @throws FabricError when the intent contradicts itself in a way that no device could run, also where the validation of
 * the constructs was skipped.
 */
export function renderDevice(device: DeviceIntent, fabric: FabricIntent): RenderedDevice {
  requireSound(device, fabric);
  const rendered = renderAgain(device, fabric);
  requireKnownStatements(device, [rendered.group, rendered.base]);
  requireAdoptable(device, fabric, rendered);
  return rendered;
}

/** The same for an intent that was rendered before, and is therefore sound. */
export function renderAgain(device: DeviceIntent, fabric: FabricIntent): RenderedDevice {
  const group = new Configuration();
  renderUnderlay(group, fabric, device);
  renderInterfaces(group, device.interfaces);
  const peerings = [...device.peerings].sort(byVrfAndGroup);
  const announcing = device.vrfs.filter(({ name }) => announcesRoutes(device, name));
  const own = peerings.filter(({ groupOfOthers }) => groupOfOthers === undefined);
  renderPolicies(group, fabric, announcing, own, deviceAsn(fabric, device));
  renderKeyChains(group, device, fabric);
  renderOverlay(group, fabric.name, device);
  for (const vrf of device.vrfs) renderVrf(group, device, fabric, vrf, peerings);
  const base = renderPrerequisites(device, fabric);
  addRawStatements({ group, base }, device, fabric);
  return { group, base };
}

function renderVrf(
  group: Configuration,
  device: DeviceIntent,
  fabric: FabricIntent,
  onDevice: DeviceVrfIntent,
  peerings: readonly PeeringIntent[],
): void {
  const vrf = vrfOf(fabric, onDevice.name);
  if (vrf?.owned === true) {
    renderOwnedVrf(group, device, vrf, onDevice);
    renderRouteTargetImports(group, fabric.name, vrf);
  }
  renderVrfInterfaces(group, onDevice.name, device.interfaces);
  renderBgpGroups(
    group,
    fabric.name,
    onDevice.name,
    peerings.filter((peering) => peering.vrf === onDevice.name),
  );
}

function renderPolicies(
  group: Configuration,
  fabric: FabricIntent,
  vrfs: readonly DeviceVrfIntent[],
  peerings: readonly PeeringIntent[],
  leafAsn: number,
): void {
  for (const { name } of vrfs.filter((vrf) => vrfOf(fabric, vrf.name)?.owned === true)) {
    renderTypeFiveExportPolicy(group, name, backupPreferences(peerings, name));
  }
  if (peerings.length > 0) renderFabricCommunities(group, fabric.name);
  const toldEverything = peerings.filter(({ advertised }) => advertised === undefined);
  for (const vrf of new Set(toldEverything.map((peering) => peering.vrf))) {
    renderToServersPolicy(group, vrf, fabric.name);
  }
  for (const peering of firstOfEachStem(peerings)) {
    renderFromServerPolicy(group, fabric.name, peering);
    renderSessionPolicies(group, fabric, leafAsn, peering);
  }
}

function backupPreferences(peerings: readonly PeeringIntent[], vrf: string): number[] {
  return peerings.flatMap(({ backup, vrf: own }) =>
    own === vrf && backup !== undefined ? [backup.localPreference] : [],
  );
}

/** Sessions with one stem share their policies. */
function firstOfEachStem(peerings: readonly PeeringIntent[]): PeeringIntent[] {
  const firsts = new Map<string, PeeringIntent>();
  for (const peering of peerings) {
    const stem = `${peering.vrf} ${policyStem(peering)}`;
    if (!firsts.has(stem)) firsts.set(stem, peering);
  }
  return [...firsts.values()];
}

/** Junos sorts names of its own accord, but keeps BGP groups as they come. */
function byVrfAndGroup(a: PeeringIntent, b: PeeringIntent): number {
  return compareText(a.vrf, b.vrf) || compareNumbered(a.group, b.group) || compareNumbered(a.neighbor, b.neighbor);
}

/**
 * Requires that the release of a device has every statement it is to get. A device refuses another one when it is loaded,
 * as a syntax error. Where the releases that were looked at leave it open, the device decides.
 *
 * @throws FabricError `statementsNewerThanRelease`
 */
export function requireKnownStatements(device: DeviceIntent, configurations: readonly Configuration[]): void {
  const release = JunosRelease.parse(device.junos);
  const missing = configurations
    .flatMap((configuration) => statementsNewerThan(configuration, release))
    .filter(({ isCertain }) => isCertain)
    .map(({ words, since }) => ({ line: `set ${joinWords(words)}`, since }));
  if (missing.length > 0)
    throw statementsNewerThanRelease(device.hostname, device.junos, missing, device.constructPath);
}
