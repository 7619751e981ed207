import { Configuration } from '../../../junos/tree/configuration';
import type { Neighbor } from '../../../routing-model/bgp';
import type { Instance } from '../../../routing-model/instances';
import { loopbackOf, ownAddress } from '../../../routing-model/loopback';
import type { Membership } from '../../../routing-model/membership';
import { readMembership } from '../../../routing-model/membership';
import type { Port, Unit } from '../../../routing-model/ports';
import type { ChainKey } from '../../../routing-model/key-chains';
import type { Lldp } from '../../../routing-model/lldp';
import { neighborsOf, rangesOf, readRoutingModel } from '../../../routing-model/routing-model';
import { tunnelSources } from '../../../routing-model/tunnel-sources';
import type { RoutingModel } from '../../../routing-model/routing-model';
import type { Switches } from '../switches';
import { remembered } from '../remembered';
import { PolicyEvaluation } from './policy-evaluation';

/** What the state of a fabric needs to know of a device. */
export interface FabricMember {
  readonly hostname: string;
  /** Junos release. */
  readonly junos: string;
  readonly effective: Configuration;
  /** Whether it is powered and has booted. */
  readonly isRunning: boolean;
  readonly switches: Pick<Switches, 'preferred' | 'convergenceMs' | 'neverUp'>;
}

/** An effective configuration, read once. */
export interface DeviceView {
  readonly hostname: string;
  readonly ports: ReadonlyMap<string, Port>;
  /** By name: `et-0/0/15.0`. */
  readonly units: ReadonlyMap<string, Unit>;
  /** By name; the main one is `master`. */
  readonly instances: ReadonlyMap<string, Instance>;
  /** Which of them a logical interface is in. */
  readonly membership: Membership;
  readonly neighbors: readonly Neighbor[];
  /** Groups that take any neighbor of a prefix (`allow`), each with the prefix for an address. */
  readonly ranges: readonly Neighbor[];
  readonly keyChains: ReadonlyMap<string, readonly ChainKey[]>;
  /** How many aggregates the chassis makes. */
  readonly aggregates: number;
  readonly policies: PolicyEvaluation;
  /** Addresses of lo0, without length. */
  readonly loopbacks: readonly string[];
  /** Source of VXLAN tunnels. */
  readonly vtep?: string;
  readonly routerId?: string;
  /** Clusters that it reflects routes for. */
  readonly clusters: ReadonlySet<string>;
  /** Whether LLDP runs on a physical port. */
  readonly speaksLldp: (port: string) => boolean;
}

const views = new WeakMap<Configuration, DeviceView>();

/** What a device that is off has in effect. */
const nothing = remembered<FabricMember, Configuration>(() => new Configuration());

/** The view of a member; the same as long as its configuration is the same. */
export function deviceView(member: FabricMember): DeviceView {
  const effective = member.isRunning ? member.effective : nothing(member);
  let view = views.get(effective);
  if (view?.hostname !== member.hostname) {
    view = read(member, effective);
    views.set(effective, view);
  }
  return view;
}

function read({ hostname, junos }: FabricMember, effective: Configuration): DeviceView {
  const model = readRoutingModel(effective);
  const { instances, ports } = model;
  const tunnelSource = tunnelSourceOf(model, junos);
  const units = ports.flatMap((port) => port.units);
  const loopbacks = units
    .filter(({ port }) => port === 'lo0')
    .flatMap(({ addresses }) => addresses.map(({ address }) => address.toString()));
  const neighbors = neighborsOf(model);
  return {
    hostname,
    ports: new Map(ports.map((port) => [port.name, port])),
    units: new Map(units.map((unit) => [unit.name, unit])),
    instances: new Map(instances.map((instance) => [instance.name, instance])),
    membership: readMembership(model),
    neighbors,
    ranges: rangesOf(model),
    keyChains: model.keyChains,
    aggregates: junos.endsWith('-EVO') ? Number.POSITIVE_INFINITY : (model.aggregatedDevices ?? 0),
    policies: new PolicyEvaluation(model),
    loopbacks,
    vtep: ownAddress(units.find(({ name }) => name === tunnelSource)?.addresses ?? [], instances)?.address.toString(),
    routerId: instances[0]?.routerId ?? loopbackOf(model)?.address.toString() ?? loopbacks[0],
    clusters: new Set(neighbors.flatMap(({ cluster }) => (cluster === undefined ? [] : [cluster]))),
    speaksLldp: (port) => speaksLldp(model.lldp, port),
  };
}

/** The default switch's, a MAC-VRF's; Junos Evolved takes the loopback where nothing says another. */
function tunnelSourceOf(model: RoutingModel, junos: string): string | undefined {
  return tunnelSources(model)[0]?.interface ?? (junos.endsWith('-EVO') ? 'lo0.0' : undefined);
}

/** What is said of the port itself counts more than what is said of all. */
function speaksLldp({ disabled, disabledOn }: Lldp, port: string): boolean {
  const disabledThere = disabledOn.get(port) ?? disabledOn.get('all');
  return !disabled && disabledThere === false;
}
