import { resolve } from 'node:path';
import { FabricError } from '../model/fabric-error';
import { keyOfTwoFabrics, lockFileFrozen, poolsDiffer } from './errors';
import type { AllocationNeeds, Allocations, GivenValue } from './allocate';
import { allocate } from './allocate';
import { parseKey, sortKeys } from './allocation-key';
import type { Extent } from './extent';
import type { LockFile, Section } from './lock-file';
import { LockFileStore } from './lock-file-store';
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
  private readonly synthesized = new Set<Party>();

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
  frozenProblem(party: Party, frozen: string | undefined): FabricError | undefined {
    const isLast = this.parties.every((one) => one === party || this.synthesized.has(one));
    if (frozen === undefined || !isLast) return undefined;
    const changes = changesBetween(this.store.read(), this.current());
    return changes.length === 0 ? undefined : lockFileFrozen(this.store.label, this.store.exists, frozen, changes);
  }

  /**
   * Says that the Terraform configuration of a fabric has been written. After the last one the file is brought up to date:
   * this is the only place where that happens.
   *
   * @throws FabricError when the file is frozen and would change, or cannot be written
   */
  finish(party: Party, frozen: string | undefined): void {
    const problem = this.frozenProblem(party, frozen);
    if (problem !== undefined) throw problem;
    this.synthesized.add(party);
    if (!this.parties.every((one) => this.synthesized.has(one))) return;
    this.synthesized.clear();
    const current = this.current();
    if (changesBetween(this.store.read(), current).length > 0) this.store.write(current);
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

/** One line of a lock file that would be different. */
interface LockChange {
  /** Pool name. */
  readonly name: string;
  readonly key: string;
  readonly value: string;
  /** `back` is a removed key that is asked for again. */
  readonly change: 'new' | 'removed' | 'back';
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
