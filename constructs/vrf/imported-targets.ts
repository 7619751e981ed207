import type { IConstruct } from 'constructs';
import type { GivenValue } from '../../lib/allocation/allocate';
import { KINDS } from '../../lib/allocation/kinds';
import { duplicateImportedRouteTarget } from './errors';
import type { VrfIntent } from '../../lib/intent/fabric-intent';
import { compareText } from '../../lib/model/order';
import { RouteTarget } from '../../lib/model/route-target';
import { parsed } from '../private/located';

/** The route targets that a VRF imports beside its own. */
export class ImportedTargets {
  private readonly scope: IConstruct;
  private readonly targets: readonly RouteTarget[];

  /**
   * @param own - the route target of the VRF, where the user gave it
   * @throws FabricError when one is none, or is there twice
   */
  constructor(scope: IConstruct, given: readonly string[], own?: string) {
    this.scope = scope;
    const known = own === undefined ? [] : [RouteTarget.parse(own)];
    this.targets = given.map((text, i) => {
      const target = parsed(scope, `importRouteTargets[${i}]`, () => RouteTarget.parse(text));
      if (known.some((other) => other.equals(target))) throw duplicateImportedRouteTarget(text, scope.node.path);
      known.push(target);
      return target;
    });
  }

  /** Those that are not the VRF's own, which may have come from a pool. */
  beside(own: string): Pick<VrfIntent, 'importRouteTargets'> {
    const ownTarget = RouteTarget.parse(own);
    const others = this.targets.filter((target) => !target.equals(ownTarget)).map((target) => target.toString());
    return others.length === 0 ? {} : { importRouteTargets: others.sort(compareText) };
  }

  /** They are for no pool to give: whoever got one would have its routes in this VRF. */
  given(): GivenValue[] {
    const constructPath = this.scope.node.path;
    return this.targets.flatMap((target): GivenValue[] => {
      const value = target.toString();
      const extent = KINDS['route-target'].extentOf(value);
      return extent === undefined ? [] : [{ value, extent, constructPath, isShared: true }];
    });
  }
}
