import type { Configuration, Statement } from '../junos/tree/configuration';
import type { BgpStanza, Neighbor } from './bgp';
import { readBgp } from './bgp';
import type { Instance } from './instances';
import { readInstances } from './instances';
import type { ChainKey } from './key-chains';
import { readKeyChains } from './key-chains';
import type { Lldp } from './lldp';
import { readLldp } from './lldp';
import { Place } from './place';
import type { PolicyOptions } from './policies';
import { readPolicyOptions } from './policies';
import type { Port } from './ports';
import { readPorts } from './ports';
import type { UsedStatement } from './reader';
import { Reader, Uses } from './reader';
import type { TunnelSource } from './tunnel-source';
import { readTunnelSource } from './tunnel-source';

/** A statement with nothing below it, and what the model has made of it. */
export interface LastStatement {
  readonly place: Place;
  /** As `kind.field`: `bgp.holdTimeSec`. Undefined where the model has not understood it. */
  readonly field?: string;
}

/** What a configuration says about routing. Whoever asks decides what it means that something is not understood. */
export interface RoutingModel extends PolicyOptions {
  /** The main one first. */
  readonly instances: readonly Instance[];
  /** By instance, those that have `protocols bgp`. */
  readonly bgp: readonly BgpStanza[];
  readonly ports: readonly Port[];
  readonly keyChains: ReadonlyMap<string, readonly ChainKey[]>;
  readonly lldp: Lldp;
  /** Policies that choose what the forwarding table does with routes. */
  readonly forwardingExports: readonly string[];
  /** Of the default switch (`switch-options`). */
  readonly tunnelSource?: TunnelSource;
  /** Whether management ports are in an instance of their own (`system management-instance`). */
  readonly managementInstance: boolean;
  /** How many aggregates the chassis makes: `ae0` to `ae<count - 1>`. */
  readonly aggregatedDevices?: number;
  /** Everything that the configuration holds, in its order. */
  statements(): readonly LastStatement[];
}

/** What the model makes of statements that belong to nothing else. */
export type DeviceField = 'forwardingExports' | 'tunnelSource' | 'managementInstance' | 'aggregatedDevices';

/**
 * Reads a configuration in which groups are inherited and inactive statements left out.
 *
 * @param asn - the main instance's AS number where the configuration gives none
 */
export function readRoutingModel(effective: Configuration, asn?: number): RoutingModel {
  const uses = new Uses();
  const root = new Place(effective.root);
  const reader = new Reader<'device', DeviceField>(uses, 'device', root);
  const instances = readInstances(uses, root, asn);
  return {
    instances,
    bgp: instances.flatMap((instance) => readBgp(uses, instance)),
    ports: readPorts(uses, root),
    ...readPolicyOptions(uses, root),
    keyChains: readKeyChains(uses, root),
    lldp: readLldp(uses, root),
    forwardingExports: reader.values('forwardingExports', 'routing-options', 'forwarding-table', 'export'),
    tunnelSource: readTunnelSource(reader, 'switch-options'),
    managementInstance: reader.has('managementInstance', 'system', 'management-instance'),
    aggregatedDevices: reader.number('aggregatedDevices', 'chassis', 'aggregated-devices', 'ethernet', 'device-count'),
    statements: () => lastStatements(uses.byStatement(), root),
  };
}

/** Every neighbor of every instance that has an address of its own. */
export function neighborsOf({ bgp }: Pick<RoutingModel, 'bgp'>): readonly Neighbor[] {
  return bgp.flatMap(({ groups }) => groups.flatMap(({ neighbors }) => neighbors.filter(({ isRange }) => !isRange)));
}

/** Every prefix whose hosts may open sessions. */
export function rangesOf({ bgp }: Pick<RoutingModel, 'bgp'>): readonly Neighbor[] {
  return bgp.flatMap(({ groups }) => groups.flatMap(({ neighbors }) => neighbors.filter(({ isRange }) => isRange)));
}

function lastStatements(uses: ReadonlyMap<Statement, UsedStatement>, place: Place): readonly LastStatement[] {
  return place.children.flatMap((child) => {
    if (!child.isLast) return lastStatements(uses, child);
    const use = uses.get(child.statement);
    return [{ place: child, field: use && `${use.kind}.${use.field}` }];
  });
}
