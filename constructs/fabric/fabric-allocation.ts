import type { IConstruct } from 'constructs';
import type { AllocationNeeds } from '../../lib/allocation/allocate';
import { frozenBecause } from '../../lib/allocation/frozen';
import type { KindName } from '../../lib/allocation/kinds';
import type { Party } from '../../lib/allocation/ledger';
import { Ledger } from '../../lib/allocation/ledger';
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
  ): FabricAllocation {
    if (given === undefined) return new FabricAllocation();
    const { name, lockFile, pools } = parsePools(scope, given, fabricName);
    const ledger = Ledger.of(scope.node.root, lockFile);
    const party: Party = {
      name,
      constructPath: scope.node.path,
      pools,
      isPresent: () => isInTree(scope),
      needs,
    };
    ledger.join(party);
    return new FabricAllocation(ledger, party);
  }

  private readonly ledger?: Ledger;
  private readonly party?: Party;
  private isSynthesizing = false;

  private constructor(ledger?: Ledger, party?: Party) {
    this.ledger = ledger;
    this.party = party;
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
    if (this.ledger === undefined || this.party === undefined) return [];
    const problems = this.ledger.refresh(this.party.name);
    if (problems.length > 0 || !this.isSynthesizing) return problems;
    const frozen = this.ledger.frozenProblem(this.party, frozenBecause(process.env));
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
    if (!this.isSynthesizing || this.ledger === undefined || this.party === undefined) return;
    this.isSynthesizing = false;
    this.ledger.finish(this.party, frozenBecause(process.env));
  }
}
