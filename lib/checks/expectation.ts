import type { ExpectationIntent, Family } from '../intent/fabric-intent';
import { MAIN_INSTANCE } from '../model/junos-defaults';

/** What every expectation has. */
interface Expected {
  /** The device that is asked. */
  readonly hostname: string;
  /** The construct the expectation comes from. */
  readonly constructPath: string;
  /** `UP` is demanded; `PROVISIONED` is looked at and reported. */
  readonly expect: ExpectationIntent;
  /** Other devices of the fabric that must have their part of the change for it to hold; absent means none. */
  readonly others?: readonly string[];
}

/** The port and its unit are up, administratively and in operation. */
export interface InterfaceUp extends Expected {
  readonly kind: 'interfaceUp';
  /** Physical name, for example `et-0/0/15`. */
  readonly port: string;
  /** For example `et-0/0/15.0`. */
  readonly logicalInterface: string;
}

/** The address stands on the unit. */
export interface AddressPresent extends Expected {
  readonly kind: 'addressPresent';
  readonly port: string;
  readonly logicalInterface: string;
  readonly family: Family;
  /** With prefix length. */
  readonly address: string;
}

/** The session to a server is Established with the AS number of the intent. */
export interface SessionEstablished extends Expected {
  readonly kind: 'sessionEstablished';
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
  readonly peerAsn: number;
}

/** A session between two devices of the fabric is Established with the AS number of the intent. */
export interface FabricSessionEstablished extends Expected {
  readonly kind: 'fabricSessionEstablished';
  readonly layer: 'underlay' | 'overlay';
  readonly group: string;
  /** Host name of the device at the other end, which may belong to others. */
  readonly peer: string;
  readonly neighbor: string;
  readonly peerAsn: number;
}

/** At least as many prefixes are received and accepted on a session as the server announces. */
export interface PrefixesAccepted extends Expected {
  readonly kind: 'prefixesAccepted';
  readonly vrf: string;
  readonly group: string;
  readonly neighbor: string;
  readonly family: Family;
  readonly prefixes: readonly string[];
}

/** The server's prefix is active by BGP in the VRF's table of this home, so that the home announces it to the fabric. */
export interface PrefixActiveByBgp extends Expected {
  readonly kind: 'prefixActiveByBgp';
  readonly vrf: string;
  readonly group: string;
  readonly family: Family;
  readonly prefix: string;
}

/** This home has made a type-5 route of the prefix, with its own route distinguisher. */
export interface TypeFiveRouteCreated extends Expected {
  readonly kind: 'typeFiveRouteCreated';
  readonly vrf: string;
  readonly group: string;
  readonly family: Family;
  readonly prefix: string;
  /** Absent for a VRF of others whose route distinguisher the intent does not know. */
  readonly routeDistinguisher?: string;
}

/** This device sees the prefix from every other home: a home is a route distinguisher with its next hop. */
export interface PrefixSeenFromHomes extends Expected {
  readonly kind: 'prefixSeenFromHomes';
  readonly vrf: string;
  readonly family: Family;
  readonly prefix: string;
  /** The other homes, sorted by hostname. */
  readonly homes: readonly AnnouncingLeaf[];
}

/** This home is drained: it has the server's prefix and leaves it to the other homes, so that no traffic comes to it. */
export interface PrefixLeftToOtherHomes extends Expected {
  readonly kind: 'prefixLeftToOtherHomes';
  readonly vrf: string;
  readonly group: string;
  readonly family: Family;
  readonly prefix: string;
}

/**
 * Of the homes that this device sees the prefix from, it prefers none that is a backup: their type-5 routes have a lower
 * local preference than those of every other home.
 */
export interface BackupsNotPreferred extends Expected {
  readonly kind: 'backupsNotPreferred';
  readonly vrf: string;
  readonly family: Family;
  readonly prefix: string;
  /** The homes that carry traffic. */
  readonly homes: readonly AnnouncingLeaf[];
  readonly backups: readonly AnnouncingLeaf[];
}

/** One leaf that announces a server's prefix to the fabric. */
export interface AnnouncingLeaf {
  readonly hostname: string;
  /** Loopback: the next hop of the home's type-5 routes. */
  readonly nextHop: string;
  readonly routeDistinguisher?: string;
}

/** An interface that was up before the change is up after it. */
export interface InterfaceStillUp extends Expected {
  readonly kind: 'interfaceStillUp';
  /** Physical or logical. */
  readonly interface: string;
}

/** A BGP session, of any group and instance, that was Established before the change is so after it. */
export interface SessionStillUp extends Expected {
  readonly kind: 'sessionStillUp';
  /** `master` for the main instance. */
  readonly instance: string;
  readonly neighbor: string;
}

/** A BFD session that was up before the change is so after it. */
export interface BfdSessionStillUp extends Expected {
  readonly kind: 'bfdSessionStillUp';
  readonly neighbor: string;
  /** Absent for a session over several hops. */
  readonly interface?: string;
}

/** A routing table hides no more routes than before the change. */
export interface HiddenRoutesNotMore extends Expected {
  readonly kind: 'hiddenRoutesNotMore';
  /** For example `VRF_5.inet.0`. */
  readonly table: string;
  /** Hidden routes before the change. */
  readonly count: number;
}

/** The chassis has no alarm that it had not before the change. */
export interface NoNewAlarms extends Expected {
  readonly kind: 'noNewAlarms';
  /** Those before the change, each with its class. */
  readonly known: readonly string[];
}

/** No process has left a core since before the change. */
export interface NoNewCores extends Expected {
  readonly kind: 'noNewCores';
  /** Those before the change, each with its date. */
  readonly known: readonly string[];
}

/** Something that must be true of a device. */
export type Check =
  | InterfaceUp
  | AddressPresent
  | SessionEstablished
  | FabricSessionEstablished
  | PrefixesAccepted
  | PrefixActiveByBgp
  | TypeFiveRouteCreated
  | PrefixSeenFromHomes
  | PrefixLeftToOtherHomes
  | BackupsNotPreferred
  | InterfaceStillUp
  | SessionStillUp
  | BfdSessionStillUp
  | HiddenRoutesNotMore
  | NoNewAlarms
  | NoNewCores;

/** What the expectation says, as one line. */
export function describeExpectation(expectation: Check): string {
  switch (expectation.kind) {
    case 'interfaceUp':
      return `interface ${expectation.logicalInterface} up`;
    case 'addressPresent':
      return `address ${expectation.address} on ${expectation.logicalInterface}`;
    case 'sessionEstablished':
      return `BGP session to ${expectation.neighbor} in ${expectation.vrf} Established with AS ${expectation.peerAsn}`;
    case 'fabricSessionEstablished':
      return `${expectation.layer} session to ${expectation.peer} (${expectation.neighbor}) Established with AS ${expectation.peerAsn}`;
    case 'prefixesAccepted':
      return `at least ${expectation.prefixes.length} ${expectation.family} ${plural(expectation.prefixes.length, 'prefix', 'prefixes')} accepted from ${expectation.neighbor} in ${expectation.vrf}`;
    case 'prefixActiveByBgp':
      return `${expectation.prefix} active by BGP in ${routingTable(expectation.vrf, expectation.family)}`;
    case 'typeFiveRouteCreated':
      return `type-5 route for ${expectation.prefix} created in ${expectation.vrf}${withRouteDistinguisher(expectation)}`;
    case 'prefixSeenFromHomes':
      return `${expectation.prefix} in ${expectation.vrf} seen from ${expectation.homes.length} other ${plural(expectation.homes.length, 'home', 'homes')} (${expectation.homes.map((home) => home.hostname).join(', ')})`;
    case 'prefixLeftToOtherHomes':
      return `${expectation.prefix} in ${expectation.vrf} left to other homes`;
    case 'backupsNotPreferred':
      return `${expectation.prefix} in ${expectation.vrf} preferred from ${hostnames(expectation.homes)}, not from ${plural(expectation.backups.length, 'the backup', 'the backups')} ${hostnames(expectation.backups)}`;
    case 'interfaceStillUp':
      return `interface ${expectation.interface} up, as before the change`;
    case 'sessionStillUp':
      return `BGP session to ${expectation.neighbor}${inInstance(expectation.instance)} Established, as before the change`;
    case 'bfdSessionStillUp':
      return `BFD session to ${expectation.neighbor} Up, as before the change`;
    case 'hiddenRoutesNotMore':
      return `at most ${expectation.count} hidden ${plural(expectation.count, 'route', 'routes')} in ${expectation.table}, as before the change`;
    case 'noNewAlarms':
      return 'no alarm that was not there before the change';
    case 'noNewCores':
      return 'no core that was not there before the change';
  }
}

/** Name of the unicast table of a VRF. */
export function routingTable(vrf: string, family: Family): string {
  return `${vrf}.${family}.0`;
}

/** What a session's instance adds to its name: nothing in the main instance. */
function inInstance(instance: string): string {
  return instance === MAIN_INSTANCE ? '' : ` in ${instance}`;
}

function withRouteDistinguisher(expectation: TypeFiveRouteCreated): string {
  return expectation.routeDistinguisher === undefined
    ? ''
    : ` with route distinguisher ${expectation.routeDistinguisher}`;
}

function hostnames(homes: readonly AnnouncingLeaf[]): string {
  return homes.map((home) => home.hostname).join(', ');
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
