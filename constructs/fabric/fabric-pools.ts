import type { IConstruct } from 'constructs';
import { LOCK_FILE } from '../../lib/allocation/lock-file';
import type { Pool } from '../../lib/allocation/pool';
import {
  asNumberPool,
  rdNumberPool,
  requireApart,
  routeTargetPool,
  subnetPool,
  vniPool,
} from '../../lib/allocation/pool';
import { poolName } from '../../lib/allocation/pool-name';
import { parsed } from '../private/located';
import type { PropKinds } from '../private/props';
import { listOf, NUMBER, TEXT } from '../private/props';

/**
 * Where values come from that the program does not give. What was taken from a pool is recorded in a file that is
 * committed with the program, so that nothing is ever renumbered because something else came or went.
 */
export interface FabricPools {
  /**
   * IPv4 prefixes that the subnets between leaves and servers are cut from, for example `['172.16.0.0/16']`.
   * @default - every attachment gives its subnet
   */
  readonly subnets?: string[];

  /**
   * Prefix length of the subnets that are cut from `subnets`, 24 to 31. Another length is for new subnets only.
   * @default 31
   */
  readonly subnetLength?: number;

  /**
   * IPv6 prefixes that the subnets between leaves and servers are cut from, for example `['2001:db8:104::/48']`.
   * @default - every attachment that carries IPv6 gives its subnet
   */
  readonly subnets6?: string[];

  /**
   * Prefix length of the subnets that are cut from `subnets6`, 64 to 127. Another length is for new subnets only.
   * @default 127
   */
  readonly subnet6Length?: number;

  /**
   * IPv4 prefixes that the subnets of links between devices of the fabric are cut from, for example `['172.16.0.0/20']`.
   * @default - every link of the underlay gives its subnet
   */
  readonly linkSubnets?: string[];

  /**
   * Prefix length of the subnets that are cut from `linkSubnets`, 24 to 31. Another length is for new links only.
   * @default 31
   */
  readonly linkSubnetLength?: number;

  /**
   * AS numbers of devices in the underlay, for example `4200000001-4200000999`.
   * @default - every device with links of the underlay gives its underlayAsn
   */
  readonly underlayAsns?: string;

  /**
   * Numbers for the second half of route distinguishers, for example `1-999` or `1-99, 200-299`.
   * @default - every VRF gives its rdNumber
   */
  readonly rdNumbers?: string;

  /**
   * VNIs, for example `10000-19999`.
   * @default - every VRF gives its vni
   */
  readonly vnis?: string;

  /**
   * Route targets, for example `target:62273:10000-19999`.
   * @default - every VRF gives its routeTarget
   */
  readonly routeTargets?: string;

  /**
   * Name under which allocations are recorded. Fabrics of one app that have the same name, and then the same pools, share
   * them: a VRF of the same name is the same VRF, and has one VNI, one route target and one RD number in all of them.
   *
   * @default - the name of the fabric
   */
  readonly name?: string;

  /**
   * The file that allocations are recorded in, relative to the directory of `cdktf.json`. Commit it.
   * @default 'fabric.lock.json'
   */
  readonly lockFile?: string;
}

/** What pools may be. */
export const POOL_PROPS: PropKinds<FabricPools> = {
  required: {},
  optional: {
    subnets: listOf(TEXT),
    subnetLength: NUMBER,
    subnets6: listOf(TEXT),
    subnet6Length: NUMBER,
    linkSubnets: listOf(TEXT),
    linkSubnetLength: NUMBER,
    underlayAsns: TEXT,
    rdNumbers: TEXT,
    vnis: TEXT,
    routeTargets: TEXT,
    name: TEXT,
    lockFile: TEXT,
  },
};

/** Pools, read and checked. */
export interface ParsedPools {
  readonly name: string;
  readonly lockFile: string;
  readonly pools: readonly Pool[];
}

/**
 * Reads the pools of a fabric.
 * @throws FabricError when one of them is not usable or two overlap
 */
export function parsePools(scope: IConstruct, given: FabricPools, fabricName: string): ParsedPools {
  const { subnets, subnets6, linkSubnets, underlayAsns, rdNumbers, vnis, routeTargets } = given;
  const pool = <T>(prop: string, value: T | undefined, read: (prop: string, value: T) => Pool): Pool[] =>
    value === undefined ? [] : [parsed(scope, `pools.${prop}`, () => read(`pools.${prop}`, value))];
  const pools = [
    ...pool('subnets', subnets, (prop, prefixes) =>
      subnetPool(prop, 'inet', ['subnet'], prefixes, given.subnetLength ?? 31),
    ),
    ...pool('subnets6', subnets6, (prop, prefixes) =>
      subnetPool(prop, 'inet6', ['subnet6'], prefixes, given.subnet6Length ?? 127),
    ),
    ...pool('linkSubnets', linkSubnets, (prop, prefixes) =>
      subnetPool(prop, 'inet', ['link'], prefixes, given.linkSubnetLength ?? 31),
    ),
    ...pool('underlayAsns', underlayAsns, asNumberPool),
    ...pool('rdNumbers', rdNumbers, rdNumberPool),
    ...pool('vnis', vnis, vniPool),
    ...pool('routeTargets', routeTargets, routeTargetPool),
  ];
  parsed(scope, 'pools', () => {
    requireApart(pools);
  });
  const name = parsed(scope, 'pools.name', () => poolName(given.name ?? fabricName));
  return { name, lockFile: given.lockFile ?? LOCK_FILE, pools };
}
