import type { IConstruct } from 'constructs';
import { noFabricFound } from '../private/errors';
import type { FabricAllocation } from './fabric-allocation';
import type { FabricMembers } from './fabric-members';
import type { FabricProps } from './fabric-props';

const HELD_FABRIC = Symbol.for('cdktf-junos-fabric/HeldFabric');

/** A fabric as its members see it: they know no more of it, so that it can know them. */
export interface HoldingFabric extends IConstruct {
  /** Name of the fabric and of its configuration group. */
  readonly name: string;
  /** @internal */
  readonly _defaults: Pick<FabricProps, 'overlayAsn' | 'login' | 'prerequisites' | 'serverSide'>;
  /** @internal */
  readonly _allocation: FabricAllocation;
  /** @internal */
  readonly _members: FabricMembers;
  /** @internal */
  _acknowledge(construct: IConstruct, rule: string, reason: string): void;
}

/** Lets pieces that are created directly in `holder` find `fabric`: for a fabric itself, and for a stack that is one. */
export function holdFabric(holder: IConstruct, fabric: HoldingFabric): void {
  Object.defineProperty(holder, HELD_FABRIC, { value: fabric });
}

/**
 * The fabric that `construct` belongs to: the nearest one on the way up through its scopes.
 * @throws FabricError `noFabricFound`
 */
export function fabricOf(construct: IConstruct): HoldingFabric {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const fabric = heldBy(scope);
    if (fabric !== undefined) return fabric;
  }
  throw noFabricFound(construct.node.path);
}

function heldBy(scope: IConstruct): HoldingFabric | undefined {
  return HELD_FABRIC in scope ? (scope[HELD_FABRIC] as HoldingFabric) : undefined;
}
