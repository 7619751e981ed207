import { listed } from '../model/listing';
import type { DeviceInput, ServerInput, ServerLinkInput } from './input';
import { deviceName } from './network/failures';
import type { FailureKind } from './network/failures';
import type { Network, ReadDevice } from './network/network';
import { foreignOf, networkOf } from './network/network';
import { othersNeighbors } from './network/others';
import { readDevice } from './read/device';
import type { Counterexample } from './reachability';
import { Reachability } from './reachability';

/** A change of a fabric, whatever its waves. */
export interface FabricChange {
  /** Every device as it is, by any order; those that the change adds are missing. */
  readonly before: readonly DeviceInput[];
  /** Every device as it will be; those that the change takes away are missing. */
  readonly after: readonly DeviceInput[];
  /** Servers as they are from their own side, before and after. */
  readonly servers: { readonly before: readonly ServerInput[]; readonly after: readonly ServerInput[] };
}

/** Host names of the devices that change, wave by wave. Devices in no wave keep what they have. */
export type Waves = readonly (readonly string[])[];

/** What a change must leave at every moment. */
export interface MomentDemand {
  /** Names of the servers it is about; absent means all. */
  readonly servers?: readonly string[];
  /**
   * Paths that must be left.
   * @default 1
   */
  readonly paths?: number;
  /** What may fail between two waves without leaving less; absent: nothing fails. */
  readonly anySingle?: FailureKind;
  /**
   * Which waves count as out of service while they are in progress, by their devices: sessions may be reset by a commit.
   * @default 'any'
   */
  readonly wavesDown?: 'any' | 'leaf' | 'spine' | 'none';
}

/** A moment of a change at which a server has too few paths. */
export interface UnsafeMoment<Wanted extends MomentDemand = MomentDemand> extends Counterexample {
  readonly demand: Wanted;
  /** Number of waves that are done, from 0; those of wave `done + 1` are out of service when `isDuring`. */
  readonly done: number;
  readonly isDuring: boolean;
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/**
 * A fabric on its way from one state to another: after each wave some devices are new and the rest old, and during a wave
 * its devices are out of service.
 *
 * A server that gets other links counts with those of both states. BGP neighbors outside of VRFs whose address no device
 * has belong to others.
 */
export class FabricInMotion {
  readonly #before: ReadonlyMap<string, ReadDevice>;
  readonly #after: ReadonlyMap<string, ReadDevice>;
  readonly #servers: readonly ServerInput[];

  /** @throws FabricError when a statement decides about routes and is not understood */
  constructor({ before, after, servers }: FabricChange) {
    const known = new Map<DeviceInput['configuration'], ReadDevice>();
    const read = readAll(before, known);
    const next = readAll(after, known);
    const others = othersNeighbors([...read.values(), ...next.values()].map(({ device }) => device));
    this.#before = withForeign(read, others);
    this.#after = withForeign(next, others);
    this.#servers = serversInMotion(servers.before, servers.after);
  }

  /**
   * The moments at which a server has less than is demanded, in the order of time: during each wave, and between each two.
   *
   * Not asked for is what was short before the change, or is meant to be short when it is done.
   */
  unsafeMoments<Wanted extends MomentDemand>(waves: Waves, demands: readonly Wanted[]): UnsafeMoment<Wanted>[] {
    return [...this.wavewise(waves, demands)].flat();
  }

  /** The same wave by wave, for who wants to do something else meanwhile: in a large fabric a wave takes seconds. */
  *wavewise<Wanted extends MomentDemand>(
    waves: Waves,
    demands: readonly Wanted[],
  ): Generator<UnsafeMoment<Wanted>[], void> {
    const [first, last] = [this.#stateAfter(waves, 0), this.#stateAfter(waves, waves.length)];
    const lasting = demands.map((demand) => ({
      demand,
      asked: intersection(soundIn(first, demand), soundIn(last, demand)),
    }));
    for (const [done, wave] of waves.entries()) {
      const state = done === 0 ? first : this.#stateAfter(waves, done);
      yield lasting.flatMap(({ asked, demand }) =>
        [
          ...(done === 0 ? [] : between(state, demand).map((one) => ({ one, isDuring: false }))),
          ...during(state, wave, demand).map((one) => ({ one, isDuring: true })),
        ]
          .filter(({ one }) => asked.has(keyOf(one.vrf, one.prefix)))
          .map(({ one, isDuring }) => ({ ...one, demand, done, isDuring, assumptions: state.assumptions })),
      );
    }
  }

  /** New where the change has been, old elsewhere. */
  #stateAfter(waves: Waves, done: number): Reachability {
    const changed = new Set(waves.slice(0, done).flat());
    const names = new Set([...this.#before.keys(), ...this.#after.keys()]);
    const devices = [...names].flatMap((name) => (changed.has(name) ? this.#after : this.#before).get(name) ?? []);
    return new Reachability(networkOf(devices, this.#servers));
  }
}

/** `during wave 2 (leaf12)`, `between wave 1 (leaf10) and wave 2 (leaf12)`. */
export function momentWords({ done, isDuring }: Pick<UnsafeMoment, 'done' | 'isDuring'>, waves: Waves): string {
  const named = (index: number): string => `wave ${index + 1} (${listed(waves[index] ?? [])})`;
  return isDuring ? `during ${named(done)}` : `between ${named(done - 1)} and ${named(done)}`;
}

function keyOf(vrf: string, prefix: string): string {
  return `${vrf} ${prefix}`;
}

/** The prefixes that have what is demanded. */
function soundIn(state: Reachability, demand: MomentDemand): Set<string> {
  const sound = new Set(state.baseline.destinations.map(({ prefix, vrf }) => keyOf(vrf, prefix.toString())));
  for (const { prefix, vrf } of between(state, demand)) sound.delete(keyOf(vrf, prefix));
  return sound;
}

function intersection(some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...some].filter((one) => others.has(one)));
}

function between(state: Reachability, { anySingle, paths, servers }: MomentDemand): Counterexample[] {
  const cases = anySingle === undefined ? [[]] : state.singles(anySingle);
  return state.counterexamples({ cases, paths, servers });
}

function during(state: Reachability, wave: readonly string[], demand: MomentDemand): Counterexample[] {
  const { paths, servers, wavesDown = 'any' } = demand;
  const devices = inMotion(state.network, wave, wavesDown);
  return devices.length === 0 ? [] : state.counterexamples({ cases: [devices], paths, servers });
}

function inMotion(
  network: Network,
  wave: readonly string[],
  wavesDown: Required<MomentDemand>['wavesDown'],
): ChangingDevice[] {
  const devices = network.devices.flatMap(({ hostname, kind }, index) =>
    wave.includes(hostname)
      ? [{ kind, name: deviceName(network, index), devices: [index], isChange: true as const }]
      : [],
  );
  const counts = wavesDown === 'any' || devices.some(({ kind }) => kind === wavesDown);
  return counts ? devices : [];
}

type ChangingDevice = Counterexample['failures'][number];

function readAll(
  devices: readonly DeviceInput[],
  known: Map<DeviceInput['configuration'], ReadDevice>,
): Map<string, ReadDevice> {
  return new Map(
    devices.map((input) => {
      const read = known.get(input.configuration) ?? { device: readDevice(input), foreign: foreignOf(input) };
      known.set(input.configuration, read);
      return [input.hostname, read];
    }),
  );
}

function withForeign(
  devices: ReadonlyMap<string, ReadDevice>,
  others: ReadonlySet<string>,
): ReadonlyMap<string, ReadDevice> {
  return new Map(
    [...devices].map(([name, { device, foreign }]) => [name, { device, foreign: new Set([...foreign, ...others]) }]),
  );
}

/**
 * Servers of both states of a fabric, with the links of both: one that gets other links is taken to have the new ones before
 * its leaves do, and to keep the old ones until its leaves have dropped them. One that gets another AS number is there twice,
 * under one name. Servers of one state only are left out.
 */
function serversInMotion(before: readonly ServerInput[], after: readonly ServerInput[]): ServerInput[] {
  return after.flatMap((server) => {
    const former = before.filter(({ name }) => name === server.name);
    if (former.length === 0) return [];
    const alike = former.filter(({ asn }) => asn === server.asn).flatMap(({ links }) => links);
    const known = new Set(server.links.map(linkKey));
    const links = [...server.links, ...alike.filter((link) => !known.has(linkKey(link)))];
    return [{ ...server, links }, ...former.filter(({ asn }) => asn !== server.asn)];
  });
}

function linkKey({ hostname, interface: unit, leafAddress, serverAddress }: ServerLinkInput): string {
  return [hostname, unit, leafAddress.split('/', 1)[0], serverAddress].join(' ');
}
