/** What a lab consists of: the JSON file that `junos-fabric lab up` reads. */
import { z } from 'zod';
import { invalidLabTopology } from './errors';
import { reasonOf } from '../model/fabric-error';
import { JunosRelease } from '../model/junos-release';
import { readAddress, readAddressWithLength, readRoutingPrefix } from '../model/address-with-length';
import { nearestWord } from '../model/nearest-word';
import { knownQfxModel, QFX_MODELS } from '../platform/qfx-models';

/** A leaf or spine of the lab. */
export interface LabDevice {
  readonly hostname: string;
  readonly role: 'leaf' | 'spine';
  /** Model as Junos reports it in lower case, for example `qfx10002-60c`. */
  readonly model: string;
  /** Whether the model is one that the library does not know, on purpose; a device with a `configuration` may be anything. */
  readonly customModel?: boolean;
  /** Junos release, for example `19.1R2`. */
  readonly junos: string;
  /** IPv4 address of lo0.0, without prefix length. Only a device with a `configuration` of its own needs none. */
  readonly loopback?: string;
  /** AS number of the overlay of its fabric, where the lab has several; default that of the topology. */
  readonly overlayAsn?: number;
  /** Its own AS number, where it is not that of the overlay. */
  readonly asn?: number;
  /** Default 1. With two, a synchronized commit is made on both, and each has its own verdict in the reply. */
  readonly routingEngines?: 1 | 2;
  /** TCP port on 127.0.0.1; default a free one. */
  readonly port?: number;
  /**
   * What it has configured before anybody touches it. `fabric` (default): the fabric half of the design, with a cable
   * between every leaf and every spine. `empty`: its name, its logins and NETCONF; it has the cables of `cables`.
   */
  readonly starts?: 'fabric' | 'empty';
  /**
   * All that it has committed when it starts, as curly text, in place of what `starts` says. Statements that the schema table
   * does not know are kept.
   */
  readonly configuration?: string;
  /** Set lines that the device has beside what it starts with. */
  readonly baseline?: string;
  /** Ports whose cable is pulled; default none. */
  readonly uncabled?: readonly string[];
}

/** A cable from a server to a port of a device. */
export interface LabLink {
  /** Hostname of the device. */
  readonly device: string;
  /** Physical port, for example `et-0/0/15`. */
  readonly port: string;
  /** VLAN of a tagged link; default untagged. */
  readonly vlanId?: number;
  /** The server's own addresses on this link, with prefix length. */
  readonly addresses: readonly string[];
  /** AS number that the server expects of the device; default the device's own. */
  readonly peerAsn?: number;
  /** Further ports of the same device: the server bundles them with `port` by LACP, which it speaks actively. */
  readonly bundledPorts?: readonly string[];
  /** Whether the server takes only packets with a TTL of 255 (GTSM, RFC 5082); default no. */
  readonly ttlSecurity?: boolean;
  /** How the server wants the session authenticated; default not at all. */
  readonly authentication?: LabAuthentication;
  /** What it announces on this link; default what it announces on every one. */
  readonly prefixes?: readonly string[];
}

/** A session that a server has with a device over several hops: it comes up where the device has a route to the address. */
export interface LabDistantSession {
  /** Hostname of the device. */
  readonly device: string;
  /** The server's own address, without length. */
  readonly address: string;
  /** AS number that the server expects of the device; default the device's own. */
  readonly peerAsn?: number;
  /** How the server wants the session authenticated; default not at all. */
  readonly authentication?: LabAuthentication;
}

/** How a server authenticates its sessions. */
export interface LabAuthentication {
  /** `md5` is the TCP option (RFC 2385), `tcpAo` the one of RFC 5925. */
  readonly method: 'md5' | 'hmac-sha-1-96' | 'aes-128-cmac-96' | 'tcpAo';
  /** Any of them will do. */
  readonly keys: readonly LabKey[];
}

/** A key of a server. The ids are those of TCP-AO, as the server has them. */
interface LabKey {
  readonly secret: string;
  readonly sendId?: number;
  readonly recvId?: number;
}

/** One end of a cable between two devices. */
export interface LabCableEnd {
  /** Hostname of the device. */
  readonly device: string;
  /** Physical port. */
  readonly port: string;
}

/** A cable between two devices. */
export interface LabCable {
  readonly a: LabCableEnd;
  readonly b: LabCableEnd;
}

/** A server that speaks BGP. */
export interface LabServer {
  readonly name: string;
  readonly asn: number;
  /** What it announces on every link, in the family of the session. */
  readonly prefixes: readonly string[];
  readonly links: readonly LabLink[];
  /** Sessions over several hops; default none. */
  readonly sessions?: readonly LabDistantSession[];
}

/** A login, the same on every device of the lab. */
export interface LabUser {
  readonly name: string;
  /** Default: no login by password. */
  readonly password?: string;
  /** Lines of `authorized_keys`; default none. */
  readonly publicKeys?: readonly string[];
}

/** A whole lab. */
export interface LabTopology {
  /** The AS number of the overlay, but for devices that have another one: those of one number are a fabric. */
  readonly overlayAsn: number;
  /** Cluster of the route reflectors, an IPv4 address; default the lowest loopback of the spines. */
  readonly clusterId?: string;
  readonly devices: readonly LabDevice[];
  /** Cables between devices, beside those that devices that start with the fabric have; default none. */
  readonly cables?: readonly LabCable[];
  readonly servers: readonly LabServer[];
  /** Default: `netops` with the password `netops`. */
  readonly users?: readonly LabUser[];
}

/** Who may log in where a topology names nobody. */
export const DEFAULT_LAB_USERS: readonly LabUser[] = [{ name: 'netops', password: 'netops' }];

const PHYSICAL_PORT = /^(et|xe|ge)-\d{1,2}\/\d{1,2}\/\d{1,3}(:[0-7])?$/;
const HOSTNAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,253}[A-Za-z0-9])?$/;

const asn = z.int().min(1).max(4294967295);
const text = (pattern: RegExp, what: string) => z.string().regex(pattern, `must be ${what}`);
const port = text(PHYSICAL_PORT, 'a physical port such as et-0/0/15');
const ipv4 = z.string().refine((value) => readAddress(value)?.family === 'inet', 'must be an IPv4 address');

const KEY_ID = z.int().min(0).max(255).optional();

const AUTHENTICATION = z.strictObject({
  method: z.enum(['md5', 'hmac-sha-1-96', 'aes-128-cmac-96', 'tcpAo']),
  keys: z.array(z.strictObject({ secret: z.string().min(1), sendId: KEY_ID, recvId: KEY_ID })).min(1),
});

const PREFIXES = z.array(
  z.string().refine((value) => readRoutingPrefix(value) !== undefined, 'must be a prefix without host bits'),
);

const LINK = z.strictObject({
  device: z.string(),
  port,
  vlanId: z.int().min(1).max(4094).optional(),
  addresses: z
    .array(
      z
        .string()
        .refine((value) => readAddressWithLength(value) !== undefined, 'must be an address such as 172.16.104.2/30'),
    )
    .min(1),
  peerAsn: asn.optional(),
  bundledPorts: z.array(port).optional(),
  ttlSecurity: z.boolean().optional(),
  authentication: AUTHENTICATION.optional(),
  prefixes: PREFIXES.optional(),
});

const DISTANT_SESSION = z.strictObject({
  device: z.string(),
  address: z.string().refine((value) => readAddress(value) !== undefined, 'must be an address'),
  peerAsn: asn.optional(),
  authentication: AUTHENTICATION.optional(),
});

const CABLE_END = z.strictObject({ device: z.string(), port });

const TOPOLOGY = z.strictObject({
  overlayAsn: asn,
  clusterId: ipv4.optional(),
  devices: z
    .array(
      z.strictObject({
        hostname: text(HOSTNAME, 'a host name'),
        role: z.enum(['leaf', 'spine']),
        model: text(/^[a-z0-9-]+$/, 'a model in lower case such as qfx10002-60c'),
        customModel: z.boolean().optional(),
        overlayAsn: asn.optional(),
        asn: asn.optional(),
        junos: z.string().refine(isRelease, 'must be a Junos release such as 19.1R2'),
        loopback: ipv4.optional(),
        routingEngines: z.union([z.literal(1), z.literal(2)]).optional(),
        port: z.int().min(1).max(65535).optional(),
        starts: z.enum(['fabric', 'empty']).optional(),
        configuration: z.string().optional(),
        baseline: z.string().optional(),
        uncabled: z.array(port).optional(),
      }),
    )
    .min(1),
  cables: z.array(z.strictObject({ a: CABLE_END, b: CABLE_END })).optional(),
  servers: z.array(
    z.strictObject({
      name: z.string().min(1),
      asn,
      prefixes: PREFIXES,
      links: z.array(LINK),
      sessions: z.array(DISTANT_SESSION).optional(),
    }),
  ),
  users: z
    .array(
      z.strictObject({
        name: text(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'a login name'),
        password: z.string().min(1).optional(),
        publicKeys: z.array(text(/^(ssh|ecdsa)-\S+ \S+/, 'a line of authorized_keys')).optional(),
      }),
    )
    .min(1)
    .optional(),
});

function isRelease(value: string): boolean {
  try {
    JunosRelease.parse(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a topology that came from a file.
 *
 * @throws invalidLabTopology with every fault and where it is
 */
export function parseTopology(value: unknown): LabTopology {
  const parsed = TOPOLOGY.safeParse(value);
  if (!parsed.success) throw invalidLabTopology(parsed.error.issues.map((issue) => describe(issue)));
  const faults = crossFaults(parsed.data);
  if (faults.length > 0) throw invalidLabTopology(faults);
  return parsed.data;
}

/**
 * Reads the text of a topology file.
 *
 * @throws invalidLabTopology
 */
export function readTopology(json: string): LabTopology {
  return parseTopology(parseJson(json));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalidLabTopology([`not JSON: ${reasonOf(error)}`]);
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${String(key)}`),
    '',
  );
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** AS number of the overlay that a device is in. */
export function overlayAsnOf({ overlayAsn }: LabTopology, device: LabDevice | undefined): number {
  return device?.overlayAsn ?? overlayAsn;
}

/** AS number of a device itself. */
export function deviceAsnOf(topology: LabTopology, hostname: string): number {
  const devices = byHostname.get(topology) ?? new Map(topology.devices.map((one) => [one.hostname, one]));
  byHostname.set(topology, devices);
  const device = devices.get(hostname);
  return device?.asn ?? overlayAsnOf(topology, device);
}

/** Every session asks for one of them. */
const byHostname = new WeakMap<LabTopology, ReadonlyMap<string, LabDevice>>();

function unknownModel({ configuration, customModel, hostname, model }: LabDevice): string[] {
  if (configuration !== undefined || customModel === true || knownQfxModel(model) !== undefined) return [];
  const nearest = nearestWord(
    model,
    QFX_MODELS.map(({ name }) => name),
  );
  const meant = nearest === undefined ? '' : `, perhaps ${nearest}`;
  return [
    `device ${hostname} has the model ${model}, which nobody knows${meant}; if it is one of your own, say "customModel": true`,
  ];
}

/** What no single object shows: names used twice, cables to nowhere. */
function crossFaults(topology: LabTopology): string[] {
  const hostnames = new Set(topology.devices.map((device) => device.hostname));
  const links = topology.servers.flatMap((server) => server.links);
  const sessions = topology.servers.flatMap((server) => server.sessions ?? []);
  const ends = (topology.cables ?? []).flatMap(({ a, b }) => [a, b]);
  const ports = links.flatMap((link) => [link.port, ...(link.bundledPorts ?? [])].map((port) => ({ ...link, port })));
  const toServers = new Set(ports.map(({ device, port }) => `${device} ${port}`));
  const places = ends.map(({ device, port }) => `${device} ${port}`);
  return [
    ...repeated(topology.devices.map((device) => device.hostname)).map((name) => `device ${name} is there twice`),
    ...topology.devices.flatMap(unknownModel),
    ...topology.devices
      .filter(({ configuration, loopback }) => configuration === undefined && loopback === undefined)
      .map(({ hostname }) => `device ${hostname} has no loopback`),
    ...repeated(topology.devices.flatMap(({ loopback }) => loopback ?? [])).map(
      (one) => `loopback ${one} is there twice`,
    ),
    ...repeated(topology.devices.flatMap(({ port: tcp }) => (tcp === undefined ? [] : [String(tcp)]))).map(
      (tcp) => `TCP port ${tcp} is there twice`,
    ),
    ...repeated(topology.servers.map((server) => server.name)).map((name) => `server ${name} is there twice`),
    ...sessions.flatMap(({ device }) =>
      hostnames.has(device) ? [] : [`a session leads to ${device}, which is no device`],
    ),
    ...links.flatMap(({ device }) => (hostnames.has(device) ? [] : [`a link leads to ${device}, which is no device`])),
    ...repeated(ports.map((link) => `${link.device} ${link.port} VLAN ${link.vlanId ?? 'untagged'}`)).map(
      (where) => `two links end at ${where}`,
    ),
    ...ends.flatMap(({ device }) => (hostnames.has(device) ? [] : [`a cable leads to ${device}, which is no device`])),
    ...repeated(places).map((where) => `two cables end at ${where}`),
    ...places.filter((where) => toServers.has(where)).map((where) => `a cable and a link end at ${where}`),
  ];
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}
