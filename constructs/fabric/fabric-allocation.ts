import { existsSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import { frozenBecause } from '../../lib/allocation/frozen';
import type { KindName } from '../../lib/allocation/kinds';
import type { Party, Roster } from '../../lib/allocation/ledger';
import { LOCK_FILE } from '../../lib/allocation/lock-file';
import type { LivingFabric } from '../../lib/allocation/members';
import { fabricLeft, leaversUnnoticed } from '../../lib/allocation/errors';
import { Ledger } from '../../lib/allocation/ledger';
import type { Leaver } from '../../lib/intent/member-record';
import type { FabricIntent } from '../../lib/intent/fabric-intent';
import type { FabricError } from '../../lib/model/fabric-error';
import { IpPrefix } from '../../lib/model/ip-prefix';
import type { FabricPools } from './fabric-pools';
import { parsePools } from './fabric-pools';
import { isInTree } from '../private/marks';

/** Kinds of values that are a part of the address space. */
const SUBNETS: ReadonlySet<KindName> = new Set(['subnet', 'subnet6', 'link', 'link6']);

/**
 * The part of a fabric in the allocations of its app. Constructs ask for their values when the fabric is rendered, never
 * when they are created: which value a key gets is decided with all keys known.
 */
export class FabricAllocation {
  /**
   * @param given - the pools of the fabric; without them everything must be given
   * @param needs - what its constructs need now
   * @throws FabricError when the pools are not usable, or not those of another fabric with the same pool name
   */
  static of(
    scope: IConstruct,
    fabricName: string,
    given: FabricPools | undefined,
    needs: () => AllocationNeeds,
    living: () => LivingFabric,
  ): FabricAllocation {
    const isPresent = (): boolean => isInTree(scope);
    const roster: Roster = { name: fabricName, constructPath: scope.node.path, isPresent, living };
    if (given === undefined) {
      // Beside cdktf.json, or where there is one already: a program that only runs somewhere leaves no file there.
      if (!existsSync(LOCK_FILE) && !existsSync('cdktf.json')) return new FabricAllocation();
      const listing = Ledger.of(scope.node.root, LOCK_FILE);
      listing.enroll(roster);
      return new FabricAllocation(listing, undefined, roster);
    }
    const { name, lockFile, pools } = parsePools(scope, given, fabricName);
    const ledger = Ledger.of(scope.node.root, lockFile);
    ledger.enroll(roster);
    const party: Party = {
      name,
      constructPath: scope.node.path,
      pools,
      isPresent,
      needs,
    };
    ledger.join(party);
    return new FabricAllocation(ledger, party, roster);
  }

  private readonly ledger?: Ledger;
  private readonly party?: Party;
  private readonly roster?: Roster;
  private isSynthesizing = false;

  private constructor(ledger?: Ledger, party?: Party, roster?: Roster) {
    this.ledger = ledger;
    this.party = party;
    this.roster = roster;
  }

  /** The devices that have left the program. @throws FabricError when the lock file cannot be read */
  leavers(): readonly Leaver[] {
    return this.roster === undefined ? [] : (this.ledger?.leavers(this.roster) ?? []);
  }

  /** What synth should say of the lock file, and does not stop at. */
  notes(): readonly string[] {
    if (frozenBecause(process.env) !== undefined && !this.isListed()) return [leaversUnnoticed(LOCK_FILE).message];
    return (this.ledger?.fabricsLeft() ?? []).map((name) => fabricLeft(name, LOCK_FILE).message);
  }

  private isListed(): boolean {
    return this.roster !== undefined && this.ledger?.lists(this.roster) === true;
  }

  /** Those of the fabric that the file is about. */
  private get own(): readonly (Party | Roster)[] {
    return [this.party, this.roster].flatMap((one) => one ?? []);
  }

  /** Whether there is a pool for values of this kind. */
  has(kind: KindName): boolean {
    return this.party?.pools.some(({ kinds }) => kinds.includes(kind)) === true;
  }

  /** The prefixes that subnets are taken from; nothing where there are none. */
  addressPools(): Pick<FabricIntent, 'addressPools'> {
    const ofSubnets = (this.party?.pools ?? []).filter(({ kinds }) => kinds.some((kind) => SUBNETS.has(kind)));
    const prefixes = ofSubnets.flatMap(({ ranges }) => ranges.map(({ given }) => IpPrefix.parse(given)));
    if (prefixes.length === 0) return {};
    return { addressPools: prefixes.sort((a, b) => a.compare(b)).map(String) };
  }

  /**
   * The value of a key.
   * @throws FabricError when there is none to be had
   */
  value(key: string): string {
    if (this.ledger === undefined || this.party === undefined) throw new Error(`there is no pool for ${key}`);
    return this.ledger.value(this.party.name, key);
  }

  /** Looks anew at what is needed, and returns what is wrong with it. */
  problems(): readonly FabricError[] {
    if (this.ledger === undefined) return [];
    const problems = this.party === undefined ? [] : this.ledger.refresh(this.party.name);
    if (problems.length > 0 || !this.isSynthesizing) return problems;
    const frozen = this.ledger.frozenProblem(this.own, frozenBecause(process.env));
    return frozen === undefined ? [] : [frozen];
  }

  /** Says that the stack is about to be written for real: from here a change of a frozen file is a problem. */
  beginSynthesis(): void {
    this.isSynthesizing = true;
  }

  /**
   * Says that the stack has been written.
   * @throws FabricError when the lock file is frozen and would change, or cannot be written
   */
  finishSynthesis(): void {
    if (!this.isSynthesizing || this.ledger === undefined) return;
    this.isSynthesizing = false;
    this.ledger.finish(this.own, frozenBecause(process.env));
  }
}
