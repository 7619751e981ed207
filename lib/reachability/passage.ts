import type { DeviceIntent, FabricIntent, PeeringIntent } from '../intent/fabric-intent';
import type { Configuration } from '../junos/tree/configuration';
import { FabricError } from '../model/fabric-error';
import { drawnPrefixes } from '../intent/drawn-prefixes';
import { IpPrefix } from '../model/ip-prefix';
import { parseAddressAndLength } from '../model/prefix-length';
import { RouteTarget } from '../model/route-target';
import { logicalInterfaceName } from '../render/names';
import type { Neighbor } from '../routing-model/bgp';
import type { Instance } from '../routing-model/instances';
import type { RoutingModel } from '../routing-model/routing-model';
import { neighborsOf, rangesOf, readRoutingModel } from '../routing-model/routing-model';
import type { DefaultAction } from './policy/policy-reader';
import type { Decider, Passage } from './policy/policies';
import { Policies } from './policy/policies';
import type { Route } from './policy/route';
import { routeOf } from './policy/route';

/** Where a route goes through policies, in the order of its way. */
export type Gate =
  | 'sessionImport'
  | 'typeFiveExport'
  | 'vrfExport'
  | 'overlayExport'
  | 'overlayImport'
  | 'vrfImport'
  | 'vrfTarget'
  | 'typeFiveImport';

/** A prefix of the fabric that does not get through a gate of a device, or of which that is not known. */
export interface StoppedPrefix {
  readonly prefix: string;
  readonly vrf: string;
  /** Whose it is: a server, or the interface whose subnet it is. */
  readonly owner: string;
  readonly constructPath: string;
  readonly gate: Gate;
  /** Of the overlay's gates: the neighbors it is about. */
  readonly neighbors: readonly string[];
  /** Whether it gets through toward or from other neighbors. */
  readonly isPartial: boolean;
  /** The statement that names the policies, with them; as it stands in a set line. */
  readonly statement: string;
  readonly stop: Stop;
}

/** Why it does not get through. */
type Stop =
  /** Without a decider: no term accepts it, and what none accepts is rejected. */
  | { readonly kind: 'rejected'; readonly by?: Decider }
  /** It comes out without a route target that anybody imports. */
  | { readonly kind: 'withoutTarget' }
  | { readonly kind: 'undecided'; readonly statement: string };

/**
 * What the policies on a device do to the prefixes of the fabric: those of its own servers on their way out (from the session
 * to the overlay), those of servers on other devices on their way in. Link subnets count where nothing else of a server is
 * announced over the link, as then they are what others reach it by. A server that may announce anything has no prefix that
 * would have to get through.
 *
 * Of other devices nothing is known here: their routes are taken to come with the route target of the VRF, and to have
 * been marked by nobody. A gate that the device does not have stops nothing.
 *
 * @param effective - in which groups are inherited
 */
export function stoppedPrefixes(device: DeviceIntent, fabric: FabricIntent, effective: Configuration): StoppedPrefix[] {
  const way = new Way(device, fabric, readRoutingModel(effective, fabric.overlayAsn));
  return [...way.out(), ...way.in()];
}

/** Prefixes that one thing stops. */
export interface StoppedPrefixes extends Omit<StoppedPrefix, 'prefix' | 'owner' | 'constructPath'> {
  /** Each with its owner. */
  readonly prefixes: readonly Pick<StoppedPrefix, 'prefix' | 'owner' | 'constructPath'>[];
}

/** The same, those together that are stopped at one gate by one term. */
export function stoppedTogether(...sources: Parameters<typeof stoppedPrefixes>): StoppedPrefixes[] {
  const key = ({ gate, neighbors, statement, stop, vrf }: StoppedPrefix): string =>
    JSON.stringify([gate, neighbors, statement, stop, vrf]);
  return groupedBy(stoppedPrefixes(...sources), key).map((same) => {
    const [{ gate, isPartial, neighbors, statement, stop, vrf }] = same;
    const prefixes = same.map(({ constructPath, owner, prefix }) => ({ constructPath, owner, prefix }));
    return { gate, isPartial, neighbors, statement, stop, vrf, prefixes };
  });
}

/** A prefix and whose it is. */
interface Subject {
  readonly vrf: string;
  readonly prefix: IpPrefix;
  readonly owner: string;
  readonly constructPath: string;
}

const ENCAPSULATION = 'encapsulation:vxlan(0x8)';

class Way {
  readonly #policies: Policies;
  readonly #overlay: readonly Neighbor[];

  constructor(
    private readonly device: DeviceIntent,
    private readonly fabric: FabricIntent,
    private readonly model: RoutingModel,
  ) {
    this.#overlay = overlayOf(model, fabric);
    this.#policies = new Policies(device.hostname, model, policiesUsed(model), 'undecided');
  }

  /** What servers and links of the device have, on its way into the fabric. */
  *out(): Generator<StoppedPrefix> {
    for (const peering of this.device.peerings) {
      const neighbor = this.#neighborOf(peering);
      for (const subject of announcedOver(peering)) {
        const told = routeOf(subject.prefix, 'bgp', { asPath: [peering.peerAsn], neighbor: neighbor?.address });
        const imports = neighbor?.imports ?? [];
        const statement = `routing-instances ${peering.vrf} protocols bgp group ${peering.group} import`;
        const passage = this.#pass(imports, told, 'accept');
        if (passage.outcome === 'passed') yield* this.#announce(subject, passage.route);
        else yield { ...this.#stopped(subject, 'sessionImport', named(statement, imports)), stop: stopOf(passage) };
      }
    }
    for (const { name, subject } of [...loopbacks(this.device), ...loneSubnets(this.device)]) {
      yield* this.#announce(subject, routeOf(subject.prefix, 'direct', { interface: name }));
    }
  }

  /** What other devices of the fabric announce, on its way through the device and into its VRFs. */
  *in(): Generator<StoppedPrefix> {
    const others = this.fabric.devices.filter(({ hostname }) => hostname !== this.device.hostname);
    for (const { name: vrf } of this.fabric.vrfs) {
      const holds = this.device.vrfs.some(({ name }) => name === vrf);
      if ((!holds && this.device.role !== 'spine') || !this.#mayStop(vrf)) continue;
      const subjects = new Map(
        others.flatMap((device) => subjectsOf(device, vrf)).map((one) => [one.prefix.toString(), one]),
      );
      for (const subject of subjects.values()) yield* this.#receive(subject, holds);
    }
  }

  /** Whether anything on the way in says something: in a large fabric there are thousands of prefixes. */
  #mayStop(vrf: string): boolean {
    const instance = this.#instance(vrf);
    const policies = [...(instance?.vrfImports ?? []), ...(instance?.ipPrefixRoutes?.imports ?? [])];
    const { targets } = this.#targetsOf(vrf);
    return (
      policies.length > 0 ||
      this.#overlay.some(({ exports, imports }) => imports.length + exports.length > 0) ||
      (instance !== undefined && !shares(instance.importTargets, targets))
    );
  }

  /** From a route of the VRF to what overlay neighbors are told. */
  *#announce(subject: Subject, route: Route): Generator<StoppedPrefix> {
    const instance = this.#instance(subject.vrf);
    const routes = instance?.ipPrefixRoutes;
    if (instance === undefined || routes === undefined) return;
    const at = `routing-instances ${subject.vrf}`;
    const exported = this.#pass(routes.exports, route, 'reject');
    if (exported.outcome !== 'passed') {
      const statement = `${at} protocols evpn ip-prefix-routes export`;
      const stop: Stop = routes.exports.length === 0 ? { kind: 'undecided', statement } : stopOf(exported);
      yield { ...this.#stopped(subject, 'typeFiveExport', named(statement, routes.exports)), stop };
      return;
    }
    const sent = this.#pass(
      instance.vrfExports,
      exported.route,
      instance.vrfExports.length === 0 ? 'accept' : 'reject',
    );
    const vrfExport = this.#stopped(subject, 'vrfExport', named(`${at} vrf-export`, instance.vrfExports));
    if (sent.outcome !== 'passed') {
      yield { ...vrfExport, stop: stopOf(sent) };
      return;
    }
    const targets = instance.vrfExports.length === 0 ? instance.exportTargets : targetsIn(sent.route);
    if (targets.length === 0 && instance.vrfExports.length > 0) yield { ...vrfExport, stop: { kind: 'withoutTarget' } };
    else yield* this.#tell(subject, typeFive(sent.route, 'evpn', targets), true);
  }

  /** From the overlay into the VRF, or on to other neighbors. */
  *#receive(subject: Subject, holds: boolean): Generator<StoppedPrefix> {
    const { targets, isKnown } = this.#targetsOf(subject.vrf);
    const route = typeFive(routeOf(subject.prefix, 'bgp'), 'bgp', targets);
    const { passed, stopped } = this.#throughOverlay(subject, 'overlayImport', route, isKnown);
    yield* stopped;
    if (passed === undefined) return;
    if (this.device.role === 'spine') yield* this.#tell(subject, passed, isKnown);
    if (holds) yield* this.#takeIn(subject, passed, isKnown);
  }

  #tell(subject: Subject, route: Route, isKnown: boolean): readonly StoppedPrefix[] {
    return this.#throughOverlay(subject, 'overlayExport', route, isKnown).stopped;
  }

  /** The route as one of the neighbors leaves it, and where it stops. */
  #throughOverlay(
    subject: Subject,
    gate: 'overlayExport' | 'overlayImport',
    route: Route,
    isKnown: boolean,
  ): { readonly passed?: Route; readonly stopped: readonly StoppedPrefix[] } {
    const word = gate === 'overlayExport' ? 'export' : 'import';
    let passed: Route | undefined = this.#overlay.length === 0 ? route : undefined;
    const stops = this.#overlay.flatMap((neighbor) => {
      const isAsked = word === 'import' || route.protocol === 'bgp' || neighbor.exportsVrfRoutes;
      const policies = word === 'import' ? neighbor.imports : neighbor.exports;
      const passage = this.#pass(isAsked ? policies : [], route, 'accept');
      if (passage.outcome === 'passed') {
        passed ??= passage.route;
        return [];
      }
      const statement = named(`protocols bgp group ${neighbor.group} ${word}`, policies);
      return [{ neighbor: neighbor.address, statement, stop: stopOf(passage, isKnown, statement) }];
    });
    const isPartial = stops.length < this.#overlay.length;
    return {
      passed,
      stopped: groupedBy(stops, ({ statement, stop }) => `${statement} ${JSON.stringify(stop)}`).map((same) => {
        const [{ statement, stop }] = same;
        const neighbors = same.map(({ neighbor }) => neighbor);
        return { ...this.#stopped(subject, gate, statement), neighbors, isPartial, stop };
      }),
    };
  }

  *#takeIn(subject: Subject, route: Route, isKnown: boolean): Generator<StoppedPrefix> {
    const instance = this.#instance(subject.vrf);
    const routes = instance?.ipPrefixRoutes;
    if (instance === undefined || routes === undefined) return;
    const at = `routing-instances ${subject.vrf}`;
    if (instance.vrfImports.length > 0) {
      const statement = named(`${at} vrf-import`, instance.vrfImports);
      const passage = this.#pass(instance.vrfImports, route, 'reject');
      if (passage.outcome !== 'passed') {
        yield { ...this.#stopped(subject, 'vrfImport', statement), stop: stopOf(passage, isKnown, statement) };
        return;
      }
    } else if (isKnown && instance.importTargets.length > 0 && !shares(instance.importTargets, targetsIn(route))) {
      const statement = `${at} vrf-target ${instance.importTargets.join(' ')}`;
      yield { ...this.#stopped(subject, 'vrfTarget', statement), stop: { kind: 'rejected' } };
      return;
    }
    const imported = this.#pass(routes.imports, { ...route, protocol: 'evpn', family: undefined }, 'accept');
    if (imported.outcome === 'passed') return;
    const statement = named(`${at} protocols evpn ip-prefix-routes import`, routes.imports);
    yield { ...this.#stopped(subject, 'typeFiveImport', statement), stop: stopOf(imported) };
  }

  /** What routes of a VRF come with: what the fabric says, else what this device announces its own with. */
  #targetsOf(vrf: string): { readonly targets: readonly string[]; readonly isKnown: boolean } {
    const said = this.fabric.vrfs.find(({ name }) => name === vrf)?.routeTarget;
    if (said !== undefined) return { targets: [said], isKnown: true };
    const instance = this.#instance(vrf);
    const targets = instance?.vrfExports.length === 0 ? instance.exportTargets : [];
    return { targets, isKnown: targets.length > 0 };
  }

  #pass(chain: readonly string[], route: Route, otherwise: DefaultAction): Passage {
    return chain.length === 0 && otherwise === 'accept'
      ? { outcome: 'passed', route }
      : this.#policies.pass(chain, route, otherwise);
  }

  #instance(vrf: string): Instance | undefined {
    return this.model.instances.find(({ isMain, name }) => !isMain && name === vrf);
  }

  #neighborOf({ group, isRange, neighbor, vrf }: PeeringIntent): Neighbor | undefined {
    const known = isRange === true ? rangesOf(this.model) : neighborsOf(this.model);
    return known.find((one) => one.instance.name === vrf && one.group === group && one.address === neighbor);
  }

  #stopped(subject: Subject, gate: Gate, statement: string): Omit<StoppedPrefix, 'stop'> {
    return { ...subject, prefix: subject.prefix.toString(), gate, neighbors: [], isPartial: false, statement };
  }
}

/** Of the overlay's sessions those with devices of the fabric; where it has none of them, all. */
function overlayOf(model: RoutingModel, { devices }: FabricIntent): readonly Neighbor[] {
  const all = neighborsOf(model).filter(
    ({ families, instance, shutdown }) => instance.isMain && families.includes('evpn') && !shutdown,
  );
  const loopbacks = new Set(devices.map(({ loopback }) => loopback));
  const own = all.filter(({ address }) => loopbacks.has(address));
  return own.length > 0 ? own : all;
}

function policiesUsed({ instances, bgp }: RoutingModel): Set<string> {
  const neighbors = bgp.flatMap(({ groups }) => groups.flatMap((group) => group.neighbors));
  return new Set([
    ...neighbors.flatMap(({ imports, exports }) => [...imports, ...exports]),
    ...instances.flatMap(({ vrfImports, vrfExports }) => [...vrfImports, ...vrfExports]),
    ...instances.flatMap(({ ipPrefixRoutes: routes }) => [...(routes?.imports ?? []), ...(routes?.exports ?? [])]),
  ]);
}

function subjectsOf(device: DeviceIntent, vrf: string): Subject[] {
  const within = {
    interfaces: device.interfaces.filter((one) => one.vrf === vrf),
    peerings: device.peerings.filter((one) => one.vrf === vrf),
  };
  const own = [...loopbacks(device).filter(({ subject }) => subject.vrf === vrf), ...loneSubnets(within)];
  return [...within.peerings.flatMap(announcedOver), ...own.map(({ subject }) => subject)];
}

/** Of a range one of its longest prefixes stands for what the server has of it. */
function announcedOver({ acceptedPrefixes, constructPath, description, group, server, vrf }: PeeringIntent): Subject[] {
  const owner = server ?? description ?? group;
  const [drawn] = drawnPrefixes([{ name: owner, prefixes: acceptedPrefixes }]);
  return (drawn ?? []).map(({ prefix }) => ({ vrf, prefix, owner, constructPath }));
}

/** A route that nobody has to announce. */
interface DirectRoute {
  /** Logical interface. */
  readonly name: string;
  readonly subject: Subject;
}

function loopbacks({ constructPath, hostname, vrfs }: DeviceIntent): DirectRoute[] {
  return vrfs.flatMap(({ loopback, name: vrf }) =>
    (loopback?.addresses ?? []).map((text) => {
      const name = logicalInterfaceName('lo0', loopback?.unit ?? 0);
      return { name, subject: { vrf, prefix: IpPrefix.parse(text), owner: `${name} of ${hostname}`, constructPath } };
    }),
  );
}

/** Subnets of links over which nobody announces anything of their family. */
function loneSubnets({ interfaces, peerings }: Pick<DeviceIntent, 'interfaces' | 'peerings'>): DirectRoute[] {
  return interfaces.flatMap(({ addresses, constructPath, port, unit, vrf }) =>
    addresses.flatMap(({ address: text }) => {
      const given = parseAddressAndLength(text);
      const own = given.address.toString();
      const isUsed = peerings.some(
        ({ acceptedPrefixes, localAddress, vrf: of }) =>
          of === vrf && localAddress === own && acceptedPrefixes?.length !== 0,
      );
      const name = logicalInterfaceName(port, unit);
      return isUsed ? [] : [{ name, subject: { vrf, prefix: IpPrefix.containing(given), owner: name, constructPath } }];
    }),
  );
}

/** A route of a VRF as it is between devices. */
function typeFive(route: Route, protocol: 'bgp' | 'evpn', targets: readonly string[]): Route {
  return { ...route, protocol, family: 'evpn', communities: [...route.communities, ...targets, ENCAPSULATION] };
}

function targetsIn({ communities }: Route): readonly string[] {
  return communities.filter((one) => one.startsWith('target:'));
}

/** Whether one of some route targets is one of others, however they are spelt. */
function shares(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.some((other) => one === other || isSameTarget(one, other)));
}

/** A device takes forms that are none here; such are only the same where they are spelt so. */
function isSameTarget(one: string, other: string): boolean {
  try {
    return RouteTarget.parse(one).equals(RouteTarget.parse(other));
  } catch (error) {
    if (!FabricError.isFabricError(error)) throw error;
    return false;
  }
}

/** @param isKnown - whether it is known what the route comes with; else nobody knows why it was rejected */
function stopOf(passage: Exclude<Passage, { outcome: 'passed' }>, isKnown = true, statement = ''): Stop {
  if (passage.outcome === 'undecided') return { kind: 'undecided', statement: passage.statement };
  return isKnown ? { kind: 'rejected', by: passage.by } : { kind: 'undecided', statement };
}

function named(statement: string, policies: readonly string[]): string {
  return [statement, ...policies].join(' ');
}

/** In the order of the first of each. */
function groupedBy<Item>(items: readonly Item[], key: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known === undefined) groups.set(key(item), [item]);
    else known.push(item);
  }
  return [...groups.values()];
}
