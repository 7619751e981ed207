import type { IConstruct } from 'constructs';
import type { AllocationNeeds, GivenValue } from '../../lib/allocation/allocate';
import { rdKey, routeTargetKey, vniKey } from '../../lib/allocation/allocation-key';
import type { KindName } from '../../lib/allocation/kinds';
import { KINDS } from '../../lib/allocation/kinds';
import { valueOrPoolMissing } from '../private/errors';
import type { VrfIntent } from '../../lib/intent/fabric-intent';
import { RouteTarget } from '../../lib/model/route-target';
import { Vni } from '../../lib/model/vni';
import type { FabricAllocation } from '../fabric/fabric-allocation';
import { parsed, wholeNumber } from '../private/located';

/** The numbers of a VRF that the user gave, parsed. */
export type GivenNumbers = Pick<VrfIntent, 'vni' | 'routeTarget' | 'rdNumber'>;

/** One number of a VRF: where it is given, and where it comes from otherwise. */
interface VrfNumber {
  readonly prop: keyof GivenNumbers;
  readonly kind: KindName;
  readonly keyOf: (vrf: string) => string;
  readonly pool: string;
  readonly example: string;
}

const NUMBERS: readonly VrfNumber[] = [
  { prop: 'vni', kind: 'vni', keyOf: vniKey, pool: 'vnis', example: "'10000-19999'" },
  {
    prop: 'routeTarget',
    kind: 'route-target',
    keyOf: routeTargetKey,
    pool: 'routeTargets',
    example: "'target:62273:10000-19999'",
  },
  { prop: 'rdNumber', kind: 'rd', keyOf: rdKey, pool: 'rdNumbers', example: "'1-999'" },
];

/** VNI, route target and RD number of a VRF, each given or from a pool. */
export class VrfNumbers {
  private readonly scope: IConstruct;
  private readonly vrf: string;
  private readonly given: GivenNumbers;
  private readonly allocation: FabricAllocation;

  /** @throws FabricError when a number is neither given nor is there a pool for it */
  constructor(scope: IConstruct, vrf: string, given: GivenNumbers, allocation: FabricAllocation) {
    this.scope = scope;
    this.vrf = vrf;
    this.given = given;
    this.allocation = allocation;
    const missing = this.pooled().find(({ kind }) => !allocation.has(kind));
    if (missing !== undefined) {
      throw valueOrPoolMissing(missing.prop, missing.pool, missing.example, scope.node.path);
    }
  }

  /**
   * All of them, as they are when the fabric is rendered.
   * @throws FabricError when a pool has nothing
   */
  all(): Required<GivenNumbers> {
    const { vni, routeTarget, rdNumber } = this.given;
    const { allocation, vrf } = this;
    return {
      vni: vni ?? Number(allocation.value(vniKey(vrf))),
      routeTarget: routeTarget ?? allocation.value(routeTargetKey(vrf)),
      rdNumber: rdNumber ?? Number(allocation.value(rdKey(vrf))),
    };
  }

  /** What comes from pools, and what pools must go around. */
  needs(): AllocationNeeds {
    const constructPath = this.scope.node.path;
    return {
      requests: this.pooled().map(({ keyOf }) => ({ key: keyOf(this.vrf), constructPath })),
      given: givenValues(this.scope, this.vrf, this.given),
    };
  }

  private pooled(): VrfNumber[] {
    return NUMBERS.filter(({ prop }) => this.given[prop] === undefined);
  }
}

/** The numbers that pools must go around. */
export function givenValues(scope: IConstruct, vrf: string, given: GivenNumbers): GivenValue[] {
  return NUMBERS.flatMap(({ prop, kind, keyOf }) => {
    const value = given[prop];
    const extent = value === undefined ? undefined : KINDS[kind].extentOf(String(value));
    if (extent === undefined) return [];
    return [{ value: String(value), extent, key: keyOf(vrf), constructPath: scope.node.path }];
  });
}

/**
 * Reads what the user gave.
 * @throws FabricError when a value is not usable
 */
export function parsedNumbers(
  scope: IConstruct,
  { vni, routeTarget, rdNumber }: { vni?: number; routeTarget?: string; rdNumber?: number },
): GivenNumbers {
  return {
    ...(vni !== undefined && { vni: parsed(scope, 'vni', () => Vni.of(vni).value) }),
    ...(routeTarget !== undefined && {
      routeTarget: parsed(scope, 'routeTarget', () => RouteTarget.parse(routeTarget).toString()),
    }),
    ...(rdNumber !== undefined && { rdNumber: wholeNumber(scope, 'rdNumber', rdNumber, 1, 65535) }),
  };
}
