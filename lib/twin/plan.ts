/** What a twin consists of: nodes with their files, and the cables between them. */
import { invalidTwinPlan } from './errors';
import type { Configuration } from '../junos/tree/configuration';
import type { DeviceModel, UnitModel } from './device-model';
import { bfddConf, bgpdConf } from './frr/bgpd';
import { checksum, kernelName } from './frr/names';
import { staticdConf, zebraConf } from './frr/zebra';
import type { TwinServer } from './server';
import { serverNode } from './server';
import type { ExcusedStatement } from './translate/translate-device';
import { translateDevice } from './translate/translate-device';
import { MAIN_INSTANCE } from '../model/junos-defaults';
import { VXLAN_OVERHEAD } from '../model/vxlan';

/** What a node stands for. */
type TwinRole = 'leaf' | 'spine' | 'server';

/** A device whose configuration the twin runs. */
export interface TwinDevice {
  readonly hostname: string;
  readonly role: 'leaf' | 'spine';
  /** Everything the device acts on: groups inherited, inactive statements left out. */
  readonly configuration: Configuration;
}

/** One end of a cable between devices. */
export interface TwinCableEnd {
  readonly device: string;
  /** Physical port, or an aggregated interface. */
  readonly port: string;
}

/** A cable between two devices. */
export interface TwinCable {
  readonly a: TwinCableEnd;
  readonly b: TwinCableEnd;
}

/** What a twin is made of. */
export interface TwinSource {
  readonly devices: readonly TwinDevice[];
  readonly cables: readonly TwinCable[];
  readonly servers: readonly TwinServer[];
}

/** An interface of a node. */
export interface TwinInterface {
  /** In the kernel. */
  readonly name: string;
  /** As the device or the topology calls it: `et-0/0/15.0`, `leaf10`. */
  readonly title: string;
  /** Undefined: the main instance. */
  readonly vrf?: string;
  /** With prefix length. */
  readonly addresses: readonly string[];
  readonly mtu: number;
  readonly disabled: boolean;
  /** Present where it is a VLAN of another interface, which only containers have: in the twin each VLAN has its cable. */
  readonly tagged?: { readonly base: string; readonly vlanId: number };
}

/** A VRF of a node. */
export interface TwinVrf {
  readonly name: string;
  /** With prefix length, on its loopback. */
  readonly addresses: readonly string[];
  /** Present where tunnels end. */
  readonly vni?: number;
}

/** One machine of the twin. */
export interface TwinNode {
  readonly name: string;
  readonly role: TwinRole;
  /** Of the loopback, with prefix length. */
  readonly addresses: readonly string[];
  readonly interfaces: readonly TwinInterface[];
  readonly vrfs: readonly TwinVrf[];
  /** Where tunnels end. */
  readonly vtep?: string;
  /** Largest IP packet in a tunnel. */
  readonly tunnelMtu: number;
  /** By name: `bgpd.conf` … Each daemon with a file is started. */
  readonly files: Readonly<Record<string, string>>;
}

/** One end of a cable: which interface of which node. */
export interface TwinEnd {
  readonly node: string;
  readonly interface: string;
}

/** A cable, or one VLAN of it. */
export interface TwinLink {
  readonly a: TwinEnd;
  readonly b: TwinEnd;
}

/** A whole twin. */
export interface TwinPlan {
  readonly nodes: readonly TwinNode[];
  readonly links: readonly TwinLink[];
  /** Statements that are left out, by hostname. */
  readonly excused: Readonly<Record<string, readonly ExcusedStatement[]>>;
  /** What each device does, by hostname. */
  readonly devices: ReadonlyMap<string, DeviceModel>;
}

const LOOPBACK = /^lo0$/;

/**
 * Translates every device and joins them by their cables.
 *
 * @throws twinCannotRun, invalidTwinPlan
 */
export function planTwin(source: TwinSource): TwinPlan {
  requireDistinctNames(source);
  const readings = source.devices.map(({ hostname, role, configuration }) => ({
    role,
    ...translateDevice(hostname, configuration),
  }));
  const devices = new Map(readings.map(({ device }) => [device.hostname, device]));
  const joints = [
    ...source.cables.flatMap((cable) => deviceJoints(cable, devices)),
    ...source.servers.flatMap((server) => serverJoints(server, devices)),
  ];
  const used = new Set(joints.flatMap(({ a, b }) => [a, b]).map(({ node, interface: name }) => `${node} ${name}`));
  const nodes = [
    ...readings.map(({ device, role }) => deviceNode(device, role, used)),
    ...source.servers.map((server) => serverNode(server)),
  ];
  nodes.forEach(requirePlainWords);
  return {
    nodes,
    links: joints,
    excused: Object.fromEntries(readings.map(({ device, excused }) => [device.hostname, excused])),
    devices,
  };
}

function requireDistinctNames({ devices, servers }: TwinSource): void {
  const names = [...devices.map(({ hostname }) => hostname), ...servers.map(({ name }) => name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw invalidTwinPlan(`two nodes are called ${twice}`);
}

/** What stands in the shell scripts that start a node, and in the names of its files. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const PLAIN_ADDRESS = /^[0-9A-Fa-f.:]+(\/\d{1,3})?$/;

/** Manifest and topology may come from anywhere, and the scripts run as root. @throws invalidTwinPlan */
function requirePlainWords({ name, addresses, interfaces, vrfs }: TwinNode): void {
  const names = [name, ...vrfs.map((vrf) => vrf.name), ...interfaces.map((one) => one.name)];
  const strange = names.find((one) => !PLAIN_NAME.test(one));
  if (strange !== undefined) {
    throw invalidTwinPlan(
      `${JSON.stringify(strange)} cannot be the name of a node, VRF or interface in the twin; it takes letters, digits, ".", "_" and "-"`,
    );
  }
  const all = [...addresses, ...[...vrfs, ...interfaces].flatMap((one) => one.addresses)];
  const wrong = all.find((one) => !PLAIN_ADDRESS.test(one));
  if (wrong !== undefined) throw invalidTwinPlan(`${name} has ${JSON.stringify(wrong)}, which is no address`);
}

function deviceNode(device: DeviceModel, role: TwinRole, cabled: ReadonlySet<string>): TwinNode {
  const wired = device.units.filter((unit) => cabled.has(`${device.hostname} ${interfaceName(unit)}`));
  const loopbacks = device.units.filter(({ port }) => LOOPBACK.test(port));
  const addressesIn = (instance: string): string[] =>
    loopbacks.filter((unit) => unit.instance === instance).flatMap(({ addresses }) => addresses);
  const underlay = wired.filter(({ instance }) => instance === MAIN_INSTANCE).map(({ mtu }) => mtu);
  const bfdd = bfddConf(device);
  const staticd = staticdConf(device);
  return {
    name: device.hostname,
    role,
    addresses: addressesIn(MAIN_INSTANCE),
    interfaces: wired.map((unit) => ({
      name: interfaceName(unit),
      title: `${unit.port}.${unit.unit}`,
      vrf: unit.instance === MAIN_INSTANCE ? undefined : unit.instance,
      addresses: unit.addresses,
      mtu: unit.mtu,
      disabled: unit.disabled,
    })),
    vrfs: device.instances
      .filter(({ name }) => name !== MAIN_INSTANCE)
      .map(({ name, evpn }) => ({
        name,
        addresses: addressesIn(name),
        vni: device.vtep === undefined ? undefined : evpn?.vni,
      })),
    vtep: device.vtep,
    tunnelMtu: Math.min(9000, ...underlay) - VXLAN_OVERHEAD,
    files: {
      'zebra.conf': zebraConf(device),
      'bgpd.conf': bgpdConf(device),
      ...(bfdd === undefined ? {} : { 'bfdd.conf': bfdd }),
      ...(staticd === undefined ? {} : { 'staticd.conf': staticd }),
    },
  };
}

function interfaceName({ port, unit, vlanId }: UnitModel): string {
  return kernelName(port, unit, vlanId !== undefined);
}

/** The units of a port, by VLAN; those of its aggregate where it is a member of one. */
function unitsOf(device: DeviceModel, port: string): readonly UnitModel[] {
  const logical = device.aggregates.get(port) ?? port;
  return device.units.filter((unit) => unit.port === logical);
}

/** A cable joins what has the same VLAN at both ends; several cables of one aggregate are one. */
function deviceJoints({ a, b }: TwinCable, devices: ReadonlyMap<string, DeviceModel>): TwinLink[] {
  const [one, other] = [deviceOf(devices, a.device), deviceOf(devices, b.device)];
  if (!isFirstMember(one, a.port)) return [];
  const others = unitsOf(other, b.port);
  return unitsOf(one, a.port).flatMap((unit) => {
    const partner = others.find(({ vlanId }) => vlanId === unit.vlanId);
    if (partner === undefined) return [];
    return [
      {
        a: { node: a.device, interface: interfaceName(unit) },
        b: { node: b.device, interface: interfaceName(partner) },
      },
    ];
  });
}

function serverJoints(server: TwinServer, devices: ReadonlyMap<string, DeviceModel>): TwinLink[] {
  return server.links.flatMap(({ device, port, vlanId, name }) => {
    const unit = unitsOf(deviceOf(devices, device), port).find((one) => one.vlanId === vlanId);
    if (unit === undefined) return [];
    return [{ a: { node: device, interface: interfaceName(unit) }, b: { node: server.name, interface: name } }];
  });
}

function isFirstMember(device: DeviceModel, port: string): boolean {
  const bundle = device.aggregates.get(port);
  const members = [...device.aggregates].filter(([, one]) => one === bundle).map(([member]) => member);
  return bundle === undefined || members[0] === port;
}

function deviceOf(devices: ReadonlyMap<string, DeviceModel>, hostname: string): DeviceModel {
  const device = devices.get(hostname);
  if (device === undefined) throw invalidTwinPlan(`a cable leads to ${hostname}, which is no device of the twin`);
  return device;
}

/** Short name of a node's interface toward another node; Linux takes 15 characters. */
export function toward(node: string, number: number): string {
  const name = number === 0 ? node : `${node}.${number}`;
  return /^[A-Za-z0-9_.-]{1,15}$/.test(name) ? name : `to${checksum(name)}`;
}
