import type { IConstruct } from 'constructs';
import { addressWithoutSubnet, valueOrPoolMissing } from '../private/errors';
import { sameAddressOnBothEnds, subnetOfWrongFamily, twoSubnetsOfOneFamily } from './errors';
import type {
  AttachmentAddressIntent,
  Family,
  InterfaceAddressIntent,
  PeeringIntent,
} from '../../lib/intent/fabric-intent';
import type { InterfaceAddress } from '../../lib/model/interface-address';
import { Subnet } from '../../lib/model/subnet';
import { parsed } from '../private/located';

/** The addresses of one attachment as the user gave them. */
export interface ServerLinkProps {
  readonly subnet?: string;
  readonly leafAddress?: string;
  readonly serverAddress?: string;
  readonly subnet6?: string;
  readonly leafAddress6?: string;
  readonly serverAddress6?: string;
}

/** Who has which address in a subnet between a leaf and a server. Texts are made once, since they are asked for often. */
interface ServerLinkAddresses {
  readonly leaf: InterfaceAddress;
  readonly onLeaf: InterfaceAddressIntent;
  readonly session: Pick<PeeringIntent, 'neighbor' | 'localAddress'>;
  readonly intent: AttachmentAddressIntent;
}

/** One subnet between a leaf and a server. */
export interface ServerLink {
  readonly family: Family;
  /** The subnet, where the user gave it. */
  readonly given?: Subnet;
  /** Key of the subnet in the allocations. */
  readonly key: string;
  /**
   * Who has which address. Where the subnet comes from a pool, this is known when the fabric is rendered.
   * @throws FabricError when the pool has nothing
   */
  readonly addresses: () => ServerLinkAddresses;
}

/** Where subnets come from that the user does not give. */
export interface SubnetSource {
  /** Families that the server needs. */
  readonly families: readonly Family[];
  readonly has: (family: Family) => boolean;
  readonly keyOf: (family: Family) => string;
  /** The subnet of a key. */
  readonly subnet: (key: string) => string;
}

/**
 * The one or two links of an attachment, IPv4 first: those that the user gave, or, when the attachment gives none, one
 * from a pool for each family that the server needs.
 *
 * @param attachment - as the user wrote it, for example `attachments[0]`
 * @throws FabricError when a subnet or an address is not usable, both subnets are of one family, or there is none
 */
export function serverLinks(
  scope: IConstruct,
  attachment: string,
  props: ServerLinkProps,
  source: SubnetSource,
): ServerLink[] {
  const given = [
    ...givenLink(scope, attachment, props, '', source),
    ...givenLink(scope, attachment, props, '6', source),
  ];
  const [first, second] = given;
  if (second !== undefined && first?.family === 'inet6') throw twoSubnetsOfOneFamily(attachment, scope.node.path);
  if (given.length > 0) return given;
  const pooled = source.families.filter((family) => source.has(family)).map((family) => pooledLink(family, source));
  if (pooled.length > 0) return pooled;
  throw valueOrPoolMissing(`${attachment}.subnet`, 'subnets', "['172.16.0.0/16']", scope.node.path);
}

function givenLink(
  scope: IConstruct,
  attachment: string,
  props: ServerLinkProps,
  suffix: '' | '6',
  source: SubnetSource,
): ServerLink[] {
  const prop = `${attachment}.subnet${suffix}`;
  const text = props[`subnet${suffix}`];
  if (text === undefined) {
    const stray = (['leafAddress', 'serverAddress'] as const).find((end) => props[`${end}${suffix}`] !== undefined);
    if (stray === undefined) return [];
    throw addressWithoutSubnet(`${attachment}.${stray}${suffix}`, `subnet${suffix}`).at(scope.node.path);
  }
  const subnet = parsed(scope, prop, () => Subnet.parse(text));
  if (suffix === '6' && subnet.family === 'inet') throw subnetOfWrongFamily(prop, text).at(scope.node.path);
  const end = (name: 'leafAddress' | 'serverAddress'): InterfaceAddress | undefined => {
    const address = props[`${name}${suffix}`];
    return address === undefined
      ? undefined
      : parsed(scope, `${attachment}.${name}${suffix}`, () => subnet.host(address));
  };
  const [leaf, server] = [end('leafAddress'), end('serverAddress')];
  const addresses = parsed(scope, attachment, () => addressesIn(subnet, leaf, server));
  return [givenSubnetLink(subnet, source.keyOf(subnet.family), addresses)];
}

/** Apart from where the subnet is read: a fabric keeps a hundred thousand of these, and nothing of what was said beside it. */
function givenSubnetLink(given: Subnet, key: string, addresses: ServerLinkAddresses): ServerLink {
  return { family: given.family, given, key, addresses: () => addresses };
}

/** The same subnet has the same addresses; reading them again for each rendering would take time. */
function pooledLink(family: Family, source: SubnetSource): ServerLink {
  const key = source.keyOf(family);
  let known: { readonly text: string; readonly addresses: ServerLinkAddresses } | undefined;
  const addresses = (): ServerLinkAddresses => {
    const text = source.subnet(key);
    if (known?.text !== text) known = { text, addresses: addressesIn(Subnet.parse(text)) };
    return known.addresses;
  };
  return { family, key, addresses };
}

function addressesIn(
  subnet: Subnet,
  leaf: InterfaceAddress = subnet.leafAddress(),
  server: InterfaceAddress = subnet.serverAddress(),
): ServerLinkAddresses {
  if (leaf.equals(server)) throw sameAddressOnBothEnds(leaf.toString());
  const { family } = subnet;
  const [leafText, serverText] = [leaf.toString(), server.toString()];
  return {
    leaf,
    onLeaf: { family, address: leafText },
    session: { neighbor: server.address.toString(), localAddress: leaf.address.toString() },
    intent: { family, leaf: leafText, server: serverText },
  };
}
