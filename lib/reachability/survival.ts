import type { Network } from './network/network';
import type { Failure } from './network/failures';
import { HealthyState } from './state/baseline';
import type { Destination, Receiver } from './state/baseline';
import { FailureState } from './state/fabric-state';
import { ReceiverClasses } from './state/receiver-classes';
import type { Trap } from './state/told';
import { trapsOf } from './state/told';

/** What happened to one prefix in the worst of all cases that were tried. */
interface WorstCase {
  /** Paths that the device with the fewest had left. */
  readonly paths: number;
  /** What had failed; empty: it is so without any failure. */
  readonly failures: readonly Failure[];
  /** Index of that device; undefined where no attachment was left at all. */
  readonly from?: number;
}

/** One prefix of a server. */
export interface DestinationSurvival {
  readonly destination: Destination;
  /** Paths of the device with the fewest while nothing has failed. Devices with an attachment of it do not count. */
  readonly healthy: number;
  readonly worst: WorstCase;
  /** First case in which a cut-off attachment went on attracting the server's traffic. */
  readonly trap?: { readonly failures: readonly Failure[]; readonly trap: Trap };
}

/** What a fabric does in many cases. */
export interface Survival {
  readonly baseline: HealthyState;
  /** How many cases were tried. */
  readonly cases: number;
  readonly destinations: readonly DestinationSurvival[];
}

interface Finding {
  readonly paths: number;
  readonly failures: readonly Failure[];
  readonly from?: number;
}

/** More attachments than any server has: as many findings of one shape are kept, since those from its attachments do not count. */
const FINDINGS_KEPT = 16;

/**
 * Tries cases, each a list of what fails together, and says what is the worst for every prefix of every server.
 *
 * A device that has lost all its overlay sessions is not asked: it reaches nothing, whatever the destination does. What a
 * case does not touch is not computed again, and devices and prefixes that are alike are computed once.
 */
export function survive(
  network: Network,
  cases: Iterable<readonly Failure[]>,
  baseline = new HealthyState(network),
): Survival {
  const sweep = new Sweep(baseline);
  let count = 0;
  for (const failures of cases) {
    sweep.try(failures);
    count += 1;
  }
  return { baseline, cases: count, destinations: sweep.results() };
}

class Sweep {
  readonly #baseline: HealthyState;
  readonly #classes: ReceiverClasses;
  readonly #healthy: readonly Finding[];
  readonly #worst: (Finding | undefined)[] = [];
  readonly #traps = new Map<Destination, NonNullable<DestinationSurvival['trap']>>();
  readonly #byDevice = new Map<number, Destination[]>();
  readonly #byHome = new Map<number, Destination[]>();
  readonly #shapes = new Map<string, Destination[]>();
  readonly #shapeOf = new Map<Destination, string>();
  readonly #shapeFindings = new Map<string, Finding[]>();

  constructor(baseline: HealthyState) {
    this.#baseline = baseline;
    const healthy = new FailureState(baseline);
    this.#classes = new ReceiverClasses(baseline);
    this.#healthy = baseline.destinations.map((destination) => this.#worstIn(healthy, destination));
    for (const destination of baseline.destinations) this.#index(destination, healthy.shape(destination));
  }

  try(failures: readonly Failure[]): void {
    const state = new FailureState(this.#baseline, failures);
    const { destinations } = this.#baseline;
    const everything = state.reflectorsTouched || state.underlay.changed.size > 0;
    const affected = everything ? new Set(destinations) : this.#affected(state);
    for (const destination of affected) this.#record(destination, this.#worstIn(state, destination));
    if (!everything) this.#askTouched(state, affected);
    this.#recordTraps(state);
  }

  results(): DestinationSurvival[] {
    return this.#baseline.destinations.map((destination) => {
      const healthy = this.#healthy[destination.index] ?? NOTHING_LEFT;
      const own = this.#worst[destination.index] ?? healthy;
      const homes = new Set(destination.sites.map(({ device }) => device));
      const shared = this.#shapeFindings
        .get(this.#shapeOf.get(destination) ?? '')
        ?.find(({ from }) => from === undefined || !homes.has(from));
      const worst = [healthy, own, ...(shared === undefined ? [] : [shared])].reduce((a, b) =>
        b.paths < a.paths ? b : a,
      );
      return { destination, healthy: healthy.paths, worst, trap: this.#traps.get(destination) };
    });
  }

  #index(destination: Destination, shape: string): void {
    for (const device of new Set(destination.sites.map((site) => site.device)))
      push(this.#byDevice, device, destination);
    for (const { homes } of destination.sites)
      for (const { home } of homes) push(this.#byHome, home.index, destination);
    push(this.#shapes, shape, destination);
    this.#shapeOf.set(destination, shape);
  }

  #affected({ touched, failedHomes }: FailureState): Set<Destination> {
    const affected = new Set<Destination>();
    for (const device of touched) for (const one of this.#byDevice.get(device) ?? []) affected.add(one);
    for (const home of failedHomes) for (const one of this.#byHome.get(home) ?? []) affected.add(one);
    return affected;
  }

  /** The device with the fewest paths. */
  #worstIn(state: FailureState, destination: Destination): Finding {
    let worst: Finding | undefined;
    let left = false;
    for (const site of destination.sites) {
      if (state.aliveHomes(site).length > 0 && !state.isCutOff(site.device)) left = true;
    }
    for (const receiver of this.#classes.asked(state, destination)) {
      const { equal, isLocal } = state.paths(destination, receiver);
      if (!isLocal && (worst === undefined || equal < worst.paths)) {
        worst = { paths: equal, failures: state.failures, from: receiver.device };
      }
    }
    if (!left) return { paths: 0, failures: state.failures };
    return worst ?? { paths: state.announcers(destination).length, failures: state.failures };
  }

  /** What devices that the case touched have of destinations that it did not touch, one of each shape. */
  #askTouched(state: FailureState, affected: ReadonlySet<Destination>): void {
    const receivers = this.#classes.touched(state);
    if (receivers.length === 0) return;
    for (const [shape, destinations] of this.#shapes) {
      for (const receiver of receivers) {
        const destination = destinations.find(
          (one) => one.vrf === receiver.vrf.name && !affected.has(one) && !isHome(one, receiver),
        );
        if (destination === undefined) continue;
        const { equal } = state.paths(destination, receiver);
        this.#recordShape(shape, { paths: equal, failures: state.failures, from: receiver.device });
      }
    }
  }

  #recordShape(shape: string, finding: Finding): void {
    const findings = this.#shapeFindings.get(shape) ?? [];
    this.#shapeFindings.set(shape, findings);
    const last = findings.at(-1);
    if (findings.length === FINDINGS_KEPT && last !== undefined && last.paths <= finding.paths) return;
    const known = findings.findIndex(({ from }) => from === finding.from);
    if (known >= 0) {
      if ((findings[known]?.paths ?? 0) <= finding.paths) return;
      findings.splice(known, 1);
    }
    const place = findings.findIndex(({ paths }) => paths > finding.paths);
    findings.splice(place < 0 ? findings.length : place, 0, finding);
    findings.length = Math.min(findings.length, FINDINGS_KEPT);
  }

  #record({ index }: Destination, finding: Finding): void {
    const known = this.#worst[index];
    if (known === undefined || finding.paths < known.paths) this.#worst[index] = finding;
  }

  #recordTraps(state: FailureState): void {
    for (const trap of trapsOf(state)) {
      for (const destination of this.#byHome.get(trap.home) ?? []) {
        if (!this.#traps.has(destination)) this.#traps.set(destination, { failures: state.failures, trap });
      }
    }
  }
}

const NOTHING_LEFT: Finding = { paths: 0, failures: [] };

function isHome({ sites }: Destination, { device }: Receiver): boolean {
  return sites.some((site) => site.device === device);
}

function push<K>(map: Map<K, Destination[]>, key: K, destination: Destination): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [destination]);
  else known.push(destination);
}
