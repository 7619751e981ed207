import { createHash } from 'node:crypto';
import { serverCannot, serverInterfaceClash, serverInterfaceMissing, serverMembersMissing } from '../errors';
import type { AggregateIntent } from '../../intent/fabric-intent';
import { compareNumbered } from '../../intent/order';
import type { ServerSideLink, ServerSide } from './server-side';

/** An interface of the server with everything that is on it. */
export interface ServerInterface {
  /** As the server calls it: `ens1f0`, `bond0`, `ae0`. */
  readonly name: string;
  /** What it is made of; absent where it is one port. */
  readonly bond?: { readonly members: readonly string[]; readonly aggregate: AggregateIntent };
  /** Largest IP packet of any link on it; absent means the server's default. */
  readonly mtu?: number;
  /** Addresses with prefix length that are on it without a tag. */
  readonly addresses: readonly string[];
  /** VLAN of the frames without a tag, where the leaf gives them one. */
  readonly nativeVlanId?: number;
  /** Sorted by tag. */
  readonly vlans: readonly ServerVlan[];
}

/** A VLAN of an interface of the server. */
interface ServerVlan {
  readonly id: number;
  readonly mtu?: number;
  readonly addresses: readonly string[];
}

/**
 * The interfaces of a server, by name as people count. Which of its interfaces goes where only the user knows: a name
 * that followed from leaf and port would be no interface of the server.
 *
 * @param format - for messages
 * @throws FabricError `serverInterfaceMissing`, `serverMembersMissing`, `serverInterfaceClash`
 */
export function interfacesOf(side: ServerSide, format: string): ServerInterface[] {
  const byName = new Map<string, ServerSideLink[]>();
  for (const link of side.links) {
    const name = nameOf(side, link, format);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [link]);
    else known.push(link);
  }
  const interfaces = [...byName].map(([name, links]) => interfaceOf(side, name, links));
  requireDistinctMembers(side, interfaces);
  return interfaces.sort((a, b) => compareNumbered(a.name, b.name));
}

const LONGEST_LINUX_NAME = 15;

/**
 * The same for a server that runs Linux, whose interfaces have names of up to 15 characters, and whose bonds have no BFD on
 * their members.
 *
 * @throws FabricError as `interfacesOf`, and `serverCannot`
 */
export function linuxInterfacesOf(side: ServerSide, program: string): ServerInterface[] {
  const watched = side.links.find(({ onLeaf }) => onLeaf.aggregate?.microBfd !== undefined);
  if (watched !== undefined) {
    const what = 'do BFD on the members of an aggregate (RFC 7130)';
    throw serverCannot(side.name, program, what, 'use LACP with a fast period', watched.onLeaf.constructPath);
  }
  const interfaces = interfacesOf(side, program);
  const names = interfaces.flatMap(({ name, bond }) => [name, ...(bond?.members ?? [])]);
  const strange = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) || name.length > LONGEST_LINUX_NAME);
  if (strange === undefined) return interfaces;
  const instead = 'Linux takes up to 15 letters, digits, dots, dashes and underscores';
  throw serverCannot(side.name, program, `have an interface called "${strange}"`, instead, side.constructPath);
}

/** Name of a VLAN interface on Linux: `ens1f0.299`, or `v299-3fa2c1` where that is too long for the kernel. */
export function vlanName(parent: string, id: number): string {
  const name = `${parent}.${id}`;
  if (name.length <= LONGEST_LINUX_NAME) return name;
  return `v${id}-${createHash('sha256').update(parent).digest('hex').slice(0, 6)}`;
}

function nameOf({ name }: ServerSide, { attachment, onLeaf }: ServerSideLink, format: string): string {
  const { hostname, port, serverInterface } = attachment;
  if (serverInterface === undefined) throw serverInterfaceMissing(name, format, hostname, port, onLeaf.constructPath);
  return serverInterface;
}

function interfaceOf(side: ServerSide, name: string, links: readonly ServerSideLink[]): ServerInterface {
  const [first, ...others] = links;
  if (first === undefined) return { name, addresses: [], vlans: [] };
  const elsewhere = others.find((link) => placeOf(link) !== placeOf(first));
  if (elsewhere !== undefined) {
    throw serverInterfaceClash(side.name, name, placeOf(first), placeOf(elsewhere), side.constructPath);
  }
  const untagged = links.filter(({ vlanId }) => vlanId === undefined);
  const nativeVlanId = untagged[0]?.onLeaf.vlanId;
  return {
    name,
    ...bondOf(side, name, first, links),
    ...largest(links),
    addresses: untagged.flatMap(({ addresses }) => addresses),
    ...(nativeVlanId !== undefined && { nativeVlanId }),
    vlans: links
      .flatMap(({ vlanId, mtu, addresses }) => (vlanId === undefined ? [] : [{ id: vlanId, mtu, addresses }]))
      .sort((a, b) => a.id - b.id),
  };
}

function bondOf(
  side: ServerSide,
  name: string,
  { attachment, onLeaf }: ServerSideLink,
  links: readonly ServerSideLink[],
): Pick<ServerInterface, 'bond'> {
  const { hostname, port } = attachment;
  const { aggregate } = onLeaf;
  if (aggregate === undefined) return {};
  const serverMembers = links.find((link) => link.attachment.serverMembers !== undefined)?.attachment.serverMembers;
  if (serverMembers === undefined) throw serverMembersMissing(side.name, name, hostname, port, onLeaf.constructPath);
  return { bond: { members: serverMembers, aggregate } };
}

/** Undefined as soon as one link has the default, which is what the interface must then carry. */
function largest(links: readonly ServerSideLink[]): Pick<ServerInterface, 'mtu'> {
  const mtus = links.flatMap(({ mtu }) => (mtu === undefined ? [] : [mtu]));
  return mtus.length === links.length ? { mtu: Math.max(...mtus) } : {};
}

function requireDistinctMembers(side: ServerSide, interfaces: readonly ServerInterface[]): void {
  const users = new Map<string, string>();
  for (const { name, bond } of interfaces) {
    for (const own of [name, ...(bond?.members ?? [])]) {
      const other = users.get(own);
      if (other !== undefined) throw serverInterfaceClash(side.name, own, other, name, side.constructPath);
      users.set(own, name);
    }
  }
}

function placeOf({ attachment }: ServerSideLink): string {
  return `${attachment.hostname} ${attachment.port}`;
}
