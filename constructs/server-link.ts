import type { IConstruct } from 'constructs';
import { addressWithoutSubnet, sameAddressOnBothEnds, subnetOfWrongFamily, twoSubnetsOfOneFamily } from '../lib/errors';
import type { AttachmentAddressIntent } from '../lib/intent/fabric-intent';
import type { InterfaceAddress } from '../lib/model/interface-address';
import { Subnet } from '../lib/model/subnet';
import { parsed } from './located';

/** The addresses of one attachment as the user gave them. */
export interface ServerLinkProps {
  readonly subnet: string;
  readonly leafAddress?: string;
  readonly serverAddress?: string;
  readonly subnet6?: string;
  readonly leafAddress6?: string;
  readonly serverAddress6?: string;
}

/** One subnet between a leaf and a server, and who has which address in it. */
export class ServerLink {
  readonly subnet: Subnet;
  readonly leaf: InterfaceAddress;
  readonly server: InterfaceAddress;

  readonly intent: AttachmentAddressIntent;

  constructor(subnet: Subnet, leaf: InterfaceAddress, server: InterfaceAddress) {
    this.subnet = subnet;
    this.leaf = leaf;
    this.server = server;
    this.intent = { family: subnet.family, leaf: leaf.toString(), server: server.toString() };
  }
}

/**
 * The one or two links of an attachment, IPv4 first.
 *
 * @param attachment - as the user wrote it, for example `attachments[0]`
 * @throws FabricError when a subnet or an address is not usable, or both subnets are of one family
 */
export function serverLinks(scope: IConstruct, attachment: string, props: ServerLinkProps): ServerLink[] {
  const first = linkOf(scope, attachment, props.subnet, props, '');
  if (props.subnet6 === undefined) {
    const stray = props.leafAddress6 === undefined ? 'serverAddress6' : 'leafAddress6';
    if (props[stray] !== undefined) throw addressWithoutSubnet(`${attachment}.${stray}`, 'subnet6').at(scope.node.path);
    return [first];
  }
  const second = linkOf(scope, attachment, props.subnet6, props, '6');
  if (second.subnet.family === 'inet') {
    throw subnetOfWrongFamily(`${attachment}.subnet6`, props.subnet6).at(scope.node.path);
  }
  if (first.subnet.family === 'inet6') throw twoSubnetsOfOneFamily(attachment, scope.node.path);
  return [first, second];
}

function linkOf(
  scope: IConstruct,
  attachment: string,
  subnetText: string,
  props: ServerLinkProps,
  suffix: '' | '6',
): ServerLink {
  const subnet = parsed(scope, `${attachment}.subnet${suffix}`, () => Subnet.parse(subnetText));
  const end = (prop: 'leafAddress' | 'serverAddress', byDefault: () => InterfaceAddress): InterfaceAddress => {
    const given = props[`${prop}${suffix}`];
    return given === undefined
      ? byDefault()
      : parsed(scope, `${attachment}.${prop}${suffix}`, () => subnet.host(given));
  };
  const leaf = end('leafAddress', () => subnet.leafAddress());
  const server = end('serverAddress', () => subnet.serverAddress());
  return parsed(scope, attachment, () => distinct(new ServerLink(subnet, leaf, server)));
}

function distinct(link: ServerLink): ServerLink {
  if (link.leaf.equals(link.server)) throw sameAddressOnBothEnds(link.leaf.toString());
  return link;
}
