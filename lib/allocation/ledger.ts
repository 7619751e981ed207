import { resolve } from 'node:path';
import { FabricError } from '../model/fabric-error';
import type { Leaver } from '../intent/member-record';
import { keyOfTwoFabrics, lockFileFrozen, poolsDiffer } from './errors';
import type { AllocationNeeds, Allocations, GivenValue } from './allocate';
import { allocate } from './allocate';
import { parseKey, sortKeys } from './allocation-key';
import type { Extent } from './extent';
import type { LockFile, Section } from './lock-file';
import { LockFileStore } from './lock-file-store';
import type { FabricMembers, LivingFabric, Member, Members } from './members';
import { leaversIn, membersNow, sameMembers } from './members';
import type { Pool } from './pool';
import { requireApart } from './pool';
import { compareText } from '../model/order';

/** A fabric that has pools. */
export interface Party {
  /** Pool name: fabrics of one name share their pools and their allocations. */
  readonly name: string;
  readonly constructPath: string;
  readonly pools: readonly Pool[];
  /** Whether it is in the app: an Aspect may have taken it out. */
  isPresent(): boolean;
  /** What its constructs need now. */
  needs(): AllocationNeeds;
}

/** A fabric whose devices the file lists, with pools or without. */
export interface Roster {
  readonly name: string;
  readonly constructPath: string;
  /** Whether it is in the app. */
  isPresent(): boolean;
  /** As the program has it now. */
  living(): LivingFabric;
}

const LEDGERS = Symbol.for('cdktf-junos-fabric/Ledgers');

/**
 * The allocations of one app in one lock file, which is read once, however many fabrics there are. Nothing is written
 * until every fabric has been synthesized.
 */
export class Ledger {
  /**
   * The ledger of an app for a file.
   * @param app - the root of the tree, on which the ledger is kept
   * @param file - as the user gave it, relative to the working directory
   */
  static of(app: object, file: string): Ledger {
    const path = resolve(file);
    const ledgers = ledgersOf(app);
    const ledger = ledgers.get(path) ?? new Ledger(new LockFileStore(path, file));
    ledgers.set(path, ledger);
    return ledger;
  }

  private readonly store: LockFileStore;
  private readonly joined: Party[] = [];
  private readonly results = new Map<string, { readonly needs: AllocationNeeds; readonly allocations: Allocations }>();
  private readonly rosters: Roster[] = [];
  private readonly synthesized = new Set<Party | Roster>();

  constructor(store: LockFileStore) {
    this.store = store;
  }

  /**
   * Takes a fabric in.
   * @throws FabricError `poolsDiffer` when another fabric has declared other pools under the same name
   */
  join(party: Party): void {
    const other = this.parties.find(({ name }) => name === party.name);
    const difference = other === undefined ? undefined : firstDifference(other.pools, party.pools);
    if (other !== undefined && difference !== undefined) {
      throw poolsDiffer(party.name, difference, other.constructPath, party.constructPath);
    }
    this.joined.push(party);
  }

  /** Takes the devices of a fabric in. */
  enroll(roster: Roster): void {
    this.rosters.push(roster);
  }

  /** Whether the file lists the devices of a fabric. @throws FabricError when the lock file cannot be read */
  lists(roster: Roster): boolean {
    const { formerName = '', name } = roster.living();
    const members = this.store.members();
    return members.has(name) || members.has(formerName);
  }

  /** The devices of a fabric that have left the program. @throws FabricError when the lock file cannot be read */
  leavers(roster: Roster): Leaver[] {
    return leaversIn(membersNow(this.store.members(), roster.living()));
  }

  /** Names of fabrics that the file has and no program of this app. @throws FabricError as `leavers` */
  fabricsLeft(): string[] {
    const present = this.present.map((one) => one.living());
    const names = new Set(
      present.flatMap(({ formerName, name }) => [name, ...(formerName === undefined ? [] : [formerName])]),
    );
    return [...this.store.members().keys()].filter((name) => !names.has(name));
  }

  /**
   * Looks anew at what the fabrics of a name need, and returns what is wrong with it.
   * @throws FabricError when the lock file cannot be read
   */
  refresh(name: string): readonly FabricError[] {
    const overlap = this.overlapWith(name);
    return overlap === undefined ? this.allocations(name).problems : [overlap];
  }

  /**
   * The value of a key.
   * @throws FabricError when there is none to be had
   */
  value(name: string, key: string): string {
    const known = this.results.get(name)?.allocations.values.get(key);
    if (known !== undefined) return known;
    const [problem] = this.refresh(name);
    if (problem !== undefined) throw problem;
    const value = this.results.get(name)?.allocations.values.get(key);
    if (value === undefined) throw new Error(`nothing asked for ${key}`);
    return value;
  }

  /**
   * What would stop `finish`, when `party` is the last that is missing.
   * @param frozen - why the file may not be changed, as `frozenBecause` says
   */
  frozenProblem(own: readonly (Party | Roster)[], frozen: string | undefined): FabricError | undefined {
    const isLast = this.all.every((one) => own.includes(one) || this.synthesized.has(one));
    if (frozen === undefined || !isLast) return undefined;
    const changes = [...changesBetween(this.store.read(), this.current()), ...this.memberChanges()];
    return changes.length === 0 ? undefined : lockFileFrozen(this.store.label, this.store.exists, frozen, changes);
  }

  /**
   * Says that the Terraform configuration of a fabric has been written. After the last one the file is brought up to date:
   * this is the only place where that happens.
   *
   * @throws FabricError when the file is frozen and would change, or cannot be written
   */
  finish(own: readonly (Party | Roster)[], frozen: string | undefined): void {
    const problem = this.frozenProblem(own, frozen);
    if (problem !== undefined) throw problem;
    for (const one of own) this.synthesized.add(one);
    if (!this.all.every((one) => this.synthesized.has(one))) return;
    this.synthesized.clear();
    const current = this.current();
    const isChanged = changesBetween(this.store.read(), current).length > 0;
    // What is not listed yet is not, where the file is frozen: a device that leaves is then not noticed, and synth says so.
    const members = frozen === undefined ? this.members() : this.store.members();
    const isOther = [...members].some(([name, one]) => !sameMembers(one, this.store.members().get(name)));
    if (isChanged || isOther) this.store.write(current, members);
  }

  private get present(): Roster[] {
    return this.rosters.filter((one) => one.isPresent());
  }

  private get all(): (Party | Roster)[] {
    return [...this.parties, ...this.present];
  }

  /** What the file should say of devices. Fabrics that no program of this app has are left as they are, but for former names. */
  private members(): Members {
    const recorded = this.store.members();
    const living = this.present.map((one) => one.living());
    const former = new Set(living.flatMap(({ formerName }) => formerName ?? []));
    const names = new Set(living.map(({ name }) => name));
    const rest = [...recorded].filter(([name]) => !former.has(name) && !names.has(name));
    return new Map([...rest, ...living.map((one) => [one.name, membersNow(recorded, one)] as const)]);
  }

  /** Of fabrics that are listed already. */
  private memberChanges(): LockChange[] {
    const recorded = this.store.members();
    return this.present.flatMap((roster) => {
      const { formerName = '', name } = roster.living();
      const before = recorded.get(name) ?? recorded.get(formerName);
      if (before === undefined) return [];
      const now = membersNow(recorded, roster.living());
      return [...new Set([...before.keys(), ...now.keys()])].flatMap((hostname) =>
        memberChange(name, hostname, before, now),
      );
    });
  }

  private get parties(): Party[] {
    return this.joined.filter((party) => party.isPresent());
  }

  /** What the file should say. Names that no fabric of this app has are left as they are. */
  private current(): LockFile {
    const names = new Set(this.parties.map(({ name }) => name));
    return new Map([
      ...this.store.read(),
      ...[...names].map((name) => [name, this.allocations(name).section] as const),
    ]);
  }

  private allocations(name: string): Allocations {
    const parties = this.parties.filter((party) => party.name === name);
    const each = parties.map((party) => ({ party, needs: party.needs() }));
    const needs = {
      requests: each.flatMap((one) => one.needs.requests),
      given: each.flatMap((one) => one.needs.given),
    };
    const known = this.results.get(name);
    if (known !== undefined && sameNeeds(known.needs, needs)) return known.allocations;
    const file = this.store.read();
    const state = {
      name,
      recorded: file.get(name) ?? new Map(),
      elsewhere: recordedElsewhere(file, name),
      pools: parties[0]?.pools ?? [],
    };
    const allocated = allocate(state, needs);
    const allocations = { ...allocated, problems: [...keysOfTwo(each), ...allocated.problems] };
    this.results.set(name, { needs, allocations });
    return allocations;
  }

  /** Pools of different names that have a value in common; RD numbers may. */
  private overlapWith(name: string): FabricError | undefined {
    const first = new Map<string, Party>();
    for (const party of this.parties) if (!first.has(party.name)) first.set(party.name, party);
    const owners = new Map([...first.values()].flatMap((party) => party.pools.map((pool) => [pool, party] as const)));
    const pools = [...owners.keys()].filter(({ kinds }) => !kinds.includes('rd'));
    try {
      requireApart(pools, (pool) => owners.get(pool)?.constructPath ?? name);
      return undefined;
    } catch (error) {
      if (FabricError.isFabricError(error)) return error;
      throw error;
    }
  }
}

/** Kept on the app, so that two copies of this package in one program agree. */
function ledgersOf(app: object): Map<string, Ledger> {
  const kept = LEDGERS in app ? (app[LEDGERS] as Map<string, Ledger>) : new Map<string, Ledger>();
  if (!(LEDGERS in app)) Object.defineProperty(app, LEDGERS, { value: kept });
  return kept;
}

function firstDifference(a: readonly Pool[], b: readonly Pool[]): string | undefined {
  const saying = (pool: Pool): string => `${pool.prop} ${pool.unit} ${pool.given}`;
  const [ofA, ofB] = [a.map(saying), b.map(saying)];
  return [...a, ...b].find((pool) => !ofA.includes(saying(pool)) || !ofB.includes(saying(pool)))?.prop;
}

function recordedElsewhere(file: LockFile, name: string): Extent[] {
  return [...file]
    .filter(([other]) => other !== name)
    .flatMap(([, section]) => [...section])
    .filter(([key]) => parseKey(key)?.kind.isPerName === false)
    .map(([, entry]) => entry.extent);
}

/** Two fabrics may share a VRF; a port of a server is in one of them. */
function keysOfTwo(each: readonly { readonly party: Party; readonly needs: AllocationNeeds }[]): FabricError[] {
  if (each.length < 2) return [];
  const owners = new Map<string, Party>();
  return each.flatMap(({ party, needs }) =>
    needs.requests.flatMap(({ key, constructPath }) => {
      const other = owners.get(key);
      owners.set(key, party);
      if (other === undefined || other === party || parseKey(key)?.kind.roles[0] === 'vrf') return [];
      return [keyOfTwoFabrics(key, party.name, other.constructPath, constructPath)];
    }),
  );
}

function sameNeeds(a: AllocationNeeds, b: AllocationNeeds): boolean {
  return (
    a.requests.length === b.requests.length &&
    a.given.length === b.given.length &&
    a.requests.every((request, i) => request.key === b.requests[i]?.key) &&
    a.given.every((one, i) => sameGiven(one, b.given[i]))
  );
}

function sameGiven(a: GivenValue, b: GivenValue | undefined): boolean {
  return a.value === b?.value && a.key === b.key;
}

function memberChange(name: string, hostname: string, before: FabricMembers, now: FabricMembers): LockChange[] {
  const [was, is] = [before.get(hostname), now.get(hostname)];
  const only = (one: Member | undefined): FabricMembers => new Map(one === undefined ? [] : [[hostname, one]]);
  if (sameMembers(only(was), only(is))) return [];
  return [
    { name, key: `device ${hostname}`, value: (is ?? was)?.record.managementAddress ?? '', change: changeOf(was, is) },
  ];
}

function changeOf(was: Member | undefined, is: Member | undefined): LockChange['change'] {
  if (was === undefined) return 'new';
  if (is === undefined || (is.left && !was.left)) return 'removed';
  return was.left && !is.left ? 'back' : 'changed';
}

/** One line of a lock file that would be different. */
interface LockChange {
  /** Pool name. */
  readonly name: string;
  readonly key: string;
  readonly value: string;
  /** `back` is a removed key that is asked for again. */
  readonly change: 'new' | 'removed' | 'back' | 'changed';
}

/** What is different, sorted. Keys are never taken out of a file here: that is done on purpose only. */
function changesBetween(before: LockFile, after: LockFile): LockChange[] {
  return [...after]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, section]) => sectionChanges(name, before.get(name) ?? new Map(), section));
}

function sectionChanges(name: string, before: Section, after: Section): LockChange[] {
  const changed = [...after.keys()].filter((key) => before.get(key)?.removed !== after.get(key)?.removed);
  return sortKeys(changed).map((key) => {
    const isRemoved = after.get(key)?.removed === true;
    const change = before.has(key) ? (isRemoved ? 'removed' : 'back') : 'new';
    return { name, key, value: after.get(key)?.value ?? '', change };
  });
}
