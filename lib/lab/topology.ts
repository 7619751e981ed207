/** What a lab consists of: the JSON file that `junos-fabric lab up` reads. */
import { z } from 'zod';
import { invalidLabTopology } from '../errors';
import { JunosRelease } from '../model/junos-release';
import { readAddress, readAddressWithLength, readNetwork } from './junos/addresses';

/** A leaf or spine of the lab. */
export interface LabDevice {
  readonly hostname: string;
  readonly role: 'leaf' | 'spine';
  /** Model as Junos reports it in lower case, for example `qfx10002-60c`. */
  readonly model: string;
  /** Junos release, for example `19.1R2`. */
  readonly junos: string;
  /** IPv4 address of lo0.0, without prefix length. */
  readonly loopback: string;
  /** TCP port on 127.0.0.1; default a free one. */
  readonly port?: number;
  /** Set lines that the device has beside the fabric half of the design. */
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
  /** AS number that the server expects of the device; default the overlay's. */
  readonly peerAsn?: number;
}

/** A server that speaks BGP. */
export interface LabServer {
  readonly name: string;
  readonly asn: number;
  /** What it announces on every link, in the family of the session. */
  readonly prefixes: readonly string[];
  readonly links: readonly LabLink[];
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
  /** The one AS number of the overlay. */
  readonly overlayAsn: number;
  /** Cluster of the route reflectors, an IPv4 address; default the lowest loopback of the spines. */
  readonly clusterId?: string;
  readonly devices: readonly LabDevice[];
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
});

const TOPOLOGY = z.strictObject({
  overlayAsn: asn,
  clusterId: ipv4.optional(),
  devices: z
    .array(
      z.strictObject({
        hostname: text(HOSTNAME, 'a host name'),
        role: z.enum(['leaf', 'spine']),
        model: text(/^[a-z0-9-]+$/, 'a model in lower case such as qfx10002-60c'),
        junos: z.string().refine(isRelease, 'must be a Junos release such as 19.1R2'),
        loopback: ipv4,
        port: z.int().min(1).max(65535).optional(),
        baseline: z.string().optional(),
        uncabled: z.array(port).optional(),
      }),
    )
    .min(1),
  servers: z.array(
    z.strictObject({
      name: z.string().min(1),
      asn,
      prefixes: z.array(
        z.string().refine((value) => readNetwork(value) !== undefined, 'must be a prefix without host bits'),
      ),
      links: z.array(LINK),
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
    throw invalidLabTopology([`not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${String(key)}`),
    '',
  );
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** What no single object shows: names used twice, cables to nowhere. */
function crossFaults(topology: LabTopology): string[] {
  const hostnames = new Set(topology.devices.map((device) => device.hostname));
  const links = topology.servers.flatMap((server) => server.links);
  return [
    ...repeated(topology.devices.map((device) => device.hostname)).map((name) => `device ${name} is there twice`),
    ...repeated(topology.devices.map((device) => device.loopback)).map((one) => `loopback ${one} is there twice`),
    ...repeated(topology.devices.flatMap(({ port: tcp }) => (tcp === undefined ? [] : [String(tcp)]))).map(
      (tcp) => `TCP port ${tcp} is there twice`,
    ),
    ...repeated(topology.servers.map((server) => server.name)).map((name) => `server ${name} is there twice`),
    ...links.flatMap(({ device }) => (hostnames.has(device) ? [] : [`a link leads to ${device}, which is no device`])),
    ...repeated(links.map((link) => `${link.device} ${link.port} VLAN ${link.vlanId ?? 'untagged'}`)).map(
      (where) => `two links end at ${where}`,
    ),
  ];
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}
