import type { HealthyState, Destination, Receiver } from './baseline';
import type { FailureState } from './fabric-state';

/** Devices that are told the same and take the same of it. */
type Members = readonly Receiver[];

/** Whom to ask for the paths of all: of devices that are alike, one. */
export class ReceiverClasses {
  readonly #baseline: HealthyState;
  /** By VRF name. */
  readonly #classes: ReadonlyMap<string, readonly Members[]>;
  #last: ClassesInState | undefined;

  constructor(baseline: HealthyState) {
    this.#baseline = baseline;
    const classes = new Map<string, readonly Members[]>();
    for (const [vrf, receivers] of baseline.receivers) {
      classes.set(
        vrf,
        alike(
          receivers,
          (receiver) => `${baseline.signatures[receiver.device] ?? ''}|${baseline.receiverKey(receiver)}`,
        ),
      );
    }
    this.#classes = classes;
  }

  /** One of each class that a destination has no attachment on, and each device whose attachments of it are all down. */
  *asked(state: FailureState, destination: Destination): Iterable<Receiver> {
    const receivers = this.#baseline.receivers.get(destination.vrf) ?? [];
    if (state.underlay.changed.size > 0) {
      yield* receivers.filter(
        (receiver) => !state.isCutOff(receiver.device) && !isServed(state, destination, receiver),
      );
      return;
    }
    const homes = new Set(destination.sites.map(({ device }) => device));
    const { touched, untouched } = this.#classesIn(state);
    for (const members of untouched.get(destination.vrf) ?? []) {
      const one = members.find(({ device }) => !homes.has(device));
      if (one !== undefined && !state.isCutOff(one.device)) yield one;
    }
    for (const members of touched.get(destination.vrf) ?? []) {
      const one = members.find(({ device }) => !homes.has(device));
      if (one !== undefined) yield one;
    }
    for (const site of destination.sites) {
      if (state.isCutOff(site.device) || isServed(state, destination, site)) continue;
      yield site;
    }
  }

  /** One of each class of the devices that a case touched and that still have a session. */
  touched(state: FailureState): Receiver[] {
    return [...this.#classesIn(state).touched.values()].flatMap((classes) =>
      classes.flatMap((members) => members.slice(0, HOMES)),
    );
  }

  #classesIn(state: FailureState): ClassesInState {
    if (this.#last?.state !== state) {
      this.#last = { state, touched: this.#touchedClasses(state), untouched: this.#untouchedClasses(state) };
    }
    return this.#last;
  }

  #untouchedClasses({ touched }: FailureState): ClassesByVrf {
    if (touched.size === 0) return this.#classes;
    const untouched = new Map<string, readonly Members[]>();
    for (const [vrf, classes] of this.#classes) {
      untouched.set(
        vrf,
        classes.map((members) => firstOf(members, ({ device }) => !touched.has(device))),
      );
    }
    return untouched;
  }

  #touchedClasses(state: FailureState): ClassesByVrf {
    const byVrf = new Map<string, Receiver[]>();
    for (const device of [...state.touched].sort((a, b) => a - b)) {
      if (state.isCutOff(device)) continue;
      for (const vrf of this.#baseline.network.devices[device]?.vrfs ?? []) {
        const known = byVrf.get(vrf.name);
        if (known === undefined) byVrf.set(vrf.name, [{ device, vrf }]);
        else known.push({ device, vrf });
      }
    }
    const classes = new Map<string, readonly Members[]>();
    for (const [vrf, receivers] of byVrf) {
      const key = (receiver: Receiver): string =>
        `${state.signature(receiver.device)}|${this.#baseline.receiverKey(receiver)}`;
      classes.set(vrf, alike(receivers, key));
    }
    return classes;
  }
}

type ClassesByVrf = ReadonlyMap<string, readonly Members[]>;

interface ClassesInState {
  readonly state: FailureState;
  readonly touched: ClassesByVrf;
  readonly untouched: ClassesByVrf;
}

/** So many that one of them has no attachment of a destination. */
function firstOf(members: Members, test: (receiver: Receiver) => boolean): Members {
  const found: Receiver[] = [];
  for (const member of members) {
    if (found.length > HOMES) break;
    if (test(member)) found.push(member);
  }
  return found;
}

/** A destination can have attachments on some members of a class: so many are asked that one of them has none. */
const HOMES = 16;

function alike(receivers: readonly Receiver[], keyOf: (receiver: Receiver) => string): Members[] {
  const classes = new Map<string, Receiver[]>();
  for (const receiver of receivers) {
    const key = keyOf(receiver);
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [receiver]);
    else members.push(receiver);
  }
  return [...classes.values()];
}

function isServed(state: FailureState, { sites }: Destination, { device, vrf }: Receiver): boolean {
  const own = sites.find((site) => site.device === device && site.vrf.name === vrf.name);
  return own !== undefined && state.aliveHomes(own).length > 0;
}
