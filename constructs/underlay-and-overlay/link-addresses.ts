import type { IConstruct } from 'constructs';
import { addressWithoutSubnet } from '../private/errors';
import { sameAddressOnLink } from './errors';
import { Subnet } from '../../lib/model/subnet';
import { parsed } from '../private/located';

/** The address of one end, as the user wrote it. */
export interface GivenAddress {
  /** As the user knows it, for example `peerAddress`. */
  readonly prop: string;
  readonly given?: string;
}

/** Both ends of a link, each with prefix length. */
export interface LinkAddresses {
  readonly first: string;
  readonly second: string;
}

/** Where the subnet of a link comes from. */
export interface LinkSubnetSource {
  readonly given?: Subnet;
  /** The subnet from the pool, when the fabric is rendered. */
  readonly pooled: () => string;
}

/**
 * Who has which address on a link: the first end the first host of the subnet and the second the next, in a /31 the even
 * and the odd address, unless the user says otherwise. Of a given subnet it is known at once.
 *
 * @throws FabricError when an address is no host of the subnet, both ends have the same, or there is no subnet
 */
export function linkAddresses(
  scope: IConstruct,
  first: GivenAddress,
  second: GivenAddress,
  { given, pooled }: LinkSubnetSource,
): () => LinkAddresses {
  if (given === undefined) {
    const stray = [first, second].find((end) => end.given !== undefined);
    if (stray !== undefined) throw addressWithoutSubnet(stray.prop, 'subnet').at(scope.node.path);
    return () => addressesIn(Subnet.parse(pooled()));
  }
  const end = ({ prop, given: text }: GivenAddress): string | undefined =>
    text === undefined ? undefined : parsed(scope, prop, () => given.host(text)).toString();
  const { first: firstHost, second: secondHost } = addressesIn(given);
  const known = fitted(end(first), end(second), firstHost, secondHost);
  if (known.first === known.second) throw sameAddressOnLink(known.first, scope.node.path);
  return () => known;
}

/** An end that says nothing takes what the other one leaves. */
function fitted(
  first: string | undefined,
  second: string | undefined,
  firstHost: string,
  secondHost: string,
): LinkAddresses {
  if (first !== undefined) return { first, second: second ?? (first === secondHost ? firstHost : secondHost) };
  return { first: second === firstHost ? secondHost : firstHost, second: second ?? secondHost };
}

function addressesIn(subnet: Subnet): LinkAddresses {
  return { first: subnet.leafAddress().toString(), second: subnet.serverAddress().toString() };
}
