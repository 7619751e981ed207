import { FabricError } from '../model/fabric-error';
import type { Family } from '../intent/fabric-intent';
import { parseAdministrator } from '../model/administrator';
import { Asn } from '../model/asn';
import type { IpPrefix } from '../model/ip-prefix';
import { RouteDistinguisher } from '../model/route-distinguisher';
import { RouteTarget } from '../model/route-target';
import { Subnet } from '../model/subnet';
import { Vni } from '../model/vni';
import type { Extent } from './extent';
import { single } from './extent';

/** What a word of an allocation key names. An `end` is a device and a port of it: `leaf10:et-0/0/48`. */
export type Role = 'vrf' | 'server' | 'device' | 'port' | 'end';

/** First word of an allocation key: the kind of value it stands for. */
export type KindName = 'rd' | 'vni' | 'route-target' | 'subnet' | 'subnet6' | 'link' | 'link6' | 'underlay-as';

/** A kind of value that can come from a pool. */
export interface AllocationKind {
  readonly name: KindName;
  /** What the words after the first one name. */
  readonly roles: readonly Role[];
  /** What a value must be, in words for messages. */
  readonly allowed: string;
  /** Whether two pool names may use one value: an RD number may stand behind the loopbacks of any number of fabrics. */
  readonly isPerName: boolean;
  /** What the value takes up; undefined when the text is none, or not spelt as it is written. */
  readonly extentOf: (text: string) => Extent | undefined;
}

/** Loopback that stands in for a real one where only the number of an RD is looked at. */
const ANY_LOOPBACK = '192.0.2.1';

const SERVER_PORT: readonly Role[] = ['server', 'device', 'port'];
const CABLE: readonly Role[] = ['end', 'end'];
const RD_NUMBER = 'a whole number from 1 to 65535';
const VNI = 'a whole number from 1 to 16777214';
const AS_NUMBER = 'an AS number from 1 to 4294967295';
const ROUTE_TARGET = 'a route target such as target:62273:10000';
const IPV4_SUBNET = 'an IPv4 subnet from /24 to /31 such as 172.16.104.0/31';
const IPV6_SUBNET = 'an IPv6 subnet from /64 to /127 such as 2001:db8:104::/127';

/** Every kind, by the word that its keys begin with. */
export const KINDS: Readonly<Record<KindName, AllocationKind>> = {
  rd: kind('rd', ['vrf'], RD_NUMBER, rdNumberExtent, true),
  vni: kind('vni', ['vrf'], VNI, vniExtent),
  'route-target': kind('route-target', ['vrf'], ROUTE_TARGET, routeTargetExtent),
  subnet: kind('subnet', SERVER_PORT, IPV4_SUBNET, subnetExtent('inet')),
  subnet6: kind('subnet6', SERVER_PORT, IPV6_SUBNET, subnetExtent('inet6')),
  link: kind('link', CABLE, IPV4_SUBNET, subnetExtent('inet')),
  link6: kind('link6', CABLE, IPV6_SUBNET, subnetExtent('inet6')),
  'underlay-as': kind('underlay-as', ['device'], AS_NUMBER, asNumberExtent),
};

/** The kind of this name. */
export function kindNamed(name: string): AllocationKind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name as KindName] : undefined;
}

/** What an RD number takes up. */
function rdNumberExtent(text: string): Extent {
  return single('rd', BigInt(RouteDistinguisher.of(ANY_LOOPBACK, plainNumber(text)).assignedNumber));
}

/** What a VNI takes up. */
function vniExtent(text: string): Extent {
  return single('vni', BigInt(Vni.of(plainNumber(text)).value));
}

/** What an AS number takes up. */
function asNumberExtent(text: string): Extent {
  return single('asn', BigInt(Asn.parse(plainNumber(text)).value));
}

/** What a route target takes up, however its AS number is spelt. */
function routeTargetExtent(text: string): Extent {
  const { assignedNumber } = RouteTarget.parse(text);
  const administrator = parseAdministrator(text.split(':')[1] ?? '');
  return single(`route-target ${administrator?.kind}:${administrator?.value}`, BigInt(assignedNumber));
}

/** What a prefix takes up: its addresses. */
export function prefixExtent({ family, network, lastValue }: IpPrefix): Extent {
  return { space: family, first: network.value, last: lastValue };
}

function subnetExtent(family: Family): (text: string) => Extent | undefined {
  return (text) => {
    const { prefix } = Subnet.parse(text);
    return prefix.family === family && prefix.toString() === text ? prefixExtent(prefix) : undefined;
  };
}

function kind(
  name: KindName,
  roles: readonly Role[],
  allowed: string,
  read: (text: string) => Extent | undefined,
  isPerName = false,
): AllocationKind {
  return { name, roles, allowed, isPerName, extentOf: (text) => orUndefined(() => read(text)) };
}

function orUndefined<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (FabricError.isFabricError(error)) return undefined;
    throw error;
  }
}

/** A number in its only spelling. */
function plainNumber(text: string): number {
  return /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : NaN;
}
