import type { IConstruct } from 'constructs';
import { noFabricFound } from '../private/errors';
import type { Fabric } from './fabric';

const HELD_FABRIC = Symbol.for('cdktf-junos-fabric/HeldFabric');

/** Lets pieces that are created directly in `holder` find `fabric`: for a fabric itself, and for a stack that is one. */
export function holdFabric(holder: IConstruct, fabric: Fabric): void {
  Object.defineProperty(holder, HELD_FABRIC, { value: fabric });
}

/**
 * The fabric that `construct` belongs to: the nearest one on the way up through its scopes.
 * @throws FabricError `noFabricFound`
 */
export function fabricOf(construct: IConstruct): Fabric {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const fabric = heldBy(scope);
    if (fabric !== undefined) return fabric;
  }
  throw noFabricFound(construct.node.path);
}

function heldBy(scope: IConstruct): Fabric | undefined {
  return HELD_FABRIC in scope ? (scope[HELD_FABRIC] as Fabric) : undefined;
}
