/** Ports as plain data: toward servers, and aggregates of either kind. */
import type { ExpectationIntent, Family } from './common-intent';
import type { BfdIntent } from './session-intent';

/** What makes several ports one. */
export interface AggregateIntent {
  /** Physical ports, sorted. */
  readonly members: readonly string[];
  readonly lacp: 'active' | 'passive';
  /** Absent means the device's default (slow). */
  readonly lacpPeriodic?: 'fast' | 'slow';
  /** Links that must be up for the aggregate to be; absent means 1. */
  readonly minimumLinks?: number;
  /** BFD on each member (RFC 7130); absent when off. */
  readonly microBfd?: BfdIntent & { readonly localAddress: string; readonly neighbor: string };
}

/** A server-facing port, or one VLAN-tagged unit of it. */
export interface InterfaceIntent extends PortOptionsIntent {
  readonly constructPath: string;
  /** Physical name, for example `et-0/0/15` or `xe-0/0/3:1`. */
  readonly port: string;
  readonly unit: number;
  /** Present when the unit is tagged. */
  readonly vlanId?: number;
  readonly vrf: string;
  /** Absent only on a port of others, where the unit need not have one. */
  readonly description?: string;
  readonly addresses: readonly InterfaceAddressIntent[];
  readonly expect: ExpectationIntent;
  /** System name that LLDP must see on the port; absent where nobody looks. */
  readonly lldpNeighbor?: string;
  /** Whether the port itself and its other units stay with whoever configured them, and only this unit is the fabric's. */
  readonly portOfOthers?: true;
}

/** The options of a port. Each has a row in `lib/render/port-options.ts`. */
export interface PortOptionsIntent {
  /** Whether frames of `vlanId` are untagged on the wire (`native-vlan-id`). */
  readonly native?: true;
  /** Of the physical interface, layer-2 header included; absent means the device's default. */
  readonly mtu?: number;
  /** MTU of family inet, layer-3 header included; absent means the device's default. */
  readonly inetMtu?: number;
  /** MTU of family inet6, layer-3 header included; absent means the device's default. */
  readonly inet6Mtu?: number;
  /** `speed` of the port; absent means the device's default. */
  readonly speed?: PortSpeedIntent;
  /** Present when the port is an aggregated interface. */
  readonly aggregate?: AggregateIntent;
}

/** An address on an interface, for example family inet, 172.16.104.1/30. */
export interface InterfaceAddressIntent {
  readonly family: Family;
  /** Host address with prefix length. */
  readonly address: string;
}

/** Speed of a port in Junos' words. */
export type PortSpeedIntent = '1g' | '10g' | '25g' | '40g' | '50g' | '100g' | '200g' | '400g';
