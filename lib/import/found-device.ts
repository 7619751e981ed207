import type { InterfaceIntent, PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import type { UndecidedGroup } from '../junos/inheritance/inheritance';
import { inherit, undecidedGroups } from '../junos/inheritance/inheritance';
import { Hostname } from '../model/hostname';
import { InstanceName } from '../model/instance-name';
import { IpAddress } from '../model/ip-address';
import { JunosRelease } from '../model/junos-release';
import { knownQfxModel } from '../platform/qfx-models';
import type { UnitAddress } from '../routing-model/ports';
import { loopbackOf } from '../routing-model/loopback';
import type { RoutingModel } from '../routing-model/routing-model';
import { readRoutingModel } from '../routing-model/routing-model';
import { attempt } from './attempt';
import { foundInterfaces, onPortsOfOthers, withOwners } from './found-interfaces';
import type { RefusedNeighbor } from './found-sessions';
import { foundSessions } from './found-sessions';
import type { FoundVrf } from './found-vrfs';
import { foundVrfs } from './found-vrfs';
import { speaksOfInstance, speaksOfPort } from './undecided';

/** What is known of a device that was asked for its configuration. */
export interface AskedDevice {
  readonly model: string;
  /** As it prints it, build included. */
  readonly junos: string;
  readonly managementAddress: string;
  readonly managementPort: number;
}

/** A device as its configuration shows it. What is not there, or not usable, is undefined. */
export interface FoundDevice {
  readonly file: string;
  /** As it was read, groups and inactive statements included. */
  readonly configuration: Configuration;
  /** What the device acts on. */
  readonly effective: Configuration;
  readonly hostname: string;
  /** Names that its routing engines report in place of it. */
  readonly engineHostnames: readonly string[];
  readonly junos: string | undefined;
  /** The release as the device prints it, build and kind of Junos included. */
  readonly release: string | undefined;
  readonly loopback: string | undefined;
  readonly asn: number | undefined;
  readonly managementAddress: string | undefined;
  readonly managementPort: number | undefined;
  /** Only of a device that was asked, and that can be a leaf. */
  readonly model: string | undefined;
  /** Those with type-5 routes. */
  readonly vrfs: readonly FoundVrf[];
  readonly interfaces: readonly InterfaceIntent[];
  /** The same, each a unit of a port of others. */
  readonly onPortsOfOthers: readonly InterfaceIntent[];
  readonly peerings: readonly PeeringIntent[];
  /** The same, each as a neighbor in a group of others. */
  readonly inGroupsOfOthers: readonly PeeringIntent[];
  /** Neighbors of its VRFs that the program does not have. */
  readonly refused: readonly RefusedNeighbor[];
  /** Names of its communities. */
  readonly communities: readonly string[];
  /** Groups that may be in effect or not: what they speak of is left to others. */
  readonly undecided: readonly UndecidedGroup[];
}

/** Ports for management, in the order in which they are looked at. */
const MANAGEMENT_PORTS = ['fxp0', 'em0', 're0:mgmt-0', 'vme'];

/**
 * Looks a device up in its configuration.
 * @param file - what it was read from; its name stands in for a host name that is not there
 * @param asked - what the device itself has said
 * @param assumedModel - where the device has not said it
 * @throws FabricError `rangeTooLarge`, `expandsTooFar`
 */
export function findDevice(
  file: string,
  configuration: Configuration,
  asked?: AskedDevice,
  assumedModel?: string,
): FoundDevice {
  const conditions = { model: asked?.model ?? assumedModel };
  const undecided = undecidedGroups(configuration, conditions);
  const effective = inherit(configuration, file, conditions);
  const { engineHostnames, hostname } = namesOf(configuration, effective);
  const model = readRoutingModel(effective);
  const loopback = knownAddress(model);
  const vrfs = foundVrfs(model.instances, loopback).filter(
    ({ name }) => isSayableVrf(name) && !speaksOfInstance(undecided, name),
  );
  const found = model.instances.filter(({ name }) => vrfs.some((vrf) => vrf.name === name));
  const interfaces = found
    .flatMap((vrf) => foundInterfaces(model.ports, vrf))
    .filter(({ port }) => !speaksOfPort(undecided, port));
  const release = asked?.junos ?? effective.value('version');
  const sorted = vrfs.map((vrf) => foundSessions(model, effective, vrf.name, interfaces));
  const peerings = sorted.flatMap(({ sessions }) => sessions);
  return {
    file,
    configuration,
    effective,
    hostname: hostname ?? nameOfFile(file),
    engineHostnames,
    junos: attempt(() => JunosRelease.parse(release ?? '').toString()),
    loopback,
    asn: model.instances[0]?.asn,
    managementAddress: asked?.managementAddress ?? managementAddressOf(model),
    managementPort: asked?.managementPort,
    model: asked !== undefined && canBeLeaf(asked.model) ? asked.model : undefined,
    release,
    vrfs,
    interfaces: withOwners(interfaces, peerings, model.ports, effective),
    onPortsOfOthers: onPortsOfOthers(interfaces, model.ports),
    peerings,
    inGroupsOfOthers: sorted.flatMap(({ inGroupsOfOthers }) => inGroupsOfOthers),
    refused: sorted.flatMap(({ refused }) => refused),
    communities: [...model.communities.keys()],
    undecided,
  };
}

/** Whether a program can name a VRF. */
export function isSayableVrf(name: string): boolean {
  return attempt(() => InstanceName.parse(name)) !== undefined;
}

/** Whether a model can be a leaf; one outside the table may be. */
export function canBeLeaf(model: string): boolean {
  return knownQfxModel(model)?.routesVxlan !== false;
}

/** The groups that Junos applies on one routing engine each. */
const ENGINE_GROUPS = ['re0', 're1'];

/** Where each routing engine has a name of its own, the device is called by what they have in common. */
function namesOf(
  configuration: Configuration,
  effective: Configuration,
): Pick<FoundDevice, 'engineHostnames'> & { readonly hostname: string | undefined } {
  const nameIn = (text: string | undefined): string | undefined => attempt(() => Hostname.parse(text ?? '').toString());
  const engines = ENGINE_GROUPS.filter((group) => configuration.has('apply-groups', group)).flatMap(
    (group) => nameIn(configuration.value('groups', group, 'system', 'host-name')) ?? [],
  );
  const [first, second] = engines;
  if (first === undefined || second === undefined || first === second || configuration.has('system', 'host-name')) {
    return { hostname: nameIn(effective.value('system', 'host-name')), engineHostnames: [] };
  }
  return { hostname: nameIn(commonPart(first, second)) ?? first, engineHostnames: engines };
}

/** What two names begin with, without what introduces the difference: `leaf10` of `leaf10-re0` and `leaf10-re1`. */
function commonPart(one: string, other: string): string {
  let alike = 0;
  while (alike < one.length && one[alike] === other[alike]) alike += 1;
  return one.slice(0, alike).replace(/[-_.]?(?:re)?$/, '');
}

/** Where a file shows only a part of the configuration, the VRFs still say it. */
function knownAddress(model: RoutingModel): string | undefined {
  const candidates = [loopbackOf(model)?.address.toString(), ...model.instances.map(({ routerId }) => routerId)];
  const text = candidates.find((one) => one !== undefined);
  return text === undefined ? undefined : attempt(() => IpAddress.parseFamily('inet', text).toString());
}

function managementAddressOf(model: RoutingModel): string | undefined {
  const [found] = MANAGEMENT_PORTS.flatMap((port) => addressesOn(model, port));
  return found?.address.toString();
}

/** IPv4 addresses of unit 0. */
function addressesOn({ ports }: RoutingModel, port: string): UnitAddress[] {
  const units = ports.filter(({ name }) => name === port).flatMap(({ units: all }) => all);
  const addresses = units.filter(({ unit }) => unit === '0').flatMap(({ addresses: all }) => all);
  return addresses.filter(({ family }) => family === 'inet');
}

function nameOfFile(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  const name = base.replace(/\.[^.]*$/, '').replaceAll(/[^A-Za-z0-9.-]/g, '-');
  return attempt(() => Hostname.parse(name).toString()) ?? 'device';
}
