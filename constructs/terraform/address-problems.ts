import { TerraformLocal, TerraformResource, TerraformStack } from '../../lib/cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { FabricError } from '../../lib/model/fabric-error';
import { terraformAddressTaken } from './errors';
import { CarrierResource } from './carrier-resource';
import { FabricLocal } from './fabric-local';
import { elementsOf } from './stack-elements';

/** Elements of the stack that would silently be merged with one of the fabric's, because Terraform would call them alike. */
export function addressProblems(fabric: Construct): FabricError[] {
  const addressed = elementsOf(TerraformStack.of(fabric)).flatMap(withAddress);
  const own = new Set(addressed.filter(isOwn).map(({ address }) => address));
  return addressed
    .filter((candidate) => !isOwn(candidate) && own.has(candidate.address))
    .map(({ address, element }) => terraformAddressTaken(address, element.node.path));
}

interface Addressed {
  readonly element: IConstruct;
  readonly address: string;
}

function withAddress(element: IConstruct): Addressed[] {
  if (TerraformResource.isTerraformResource(element)) {
    return [{ element, address: `${element.terraformResourceType}.${element.friendlyUniqueId}` }];
  }
  // cdktf has no isTerraformLocal.
  return element instanceof TerraformLocal ? [{ element, address: `local.${element.friendlyUniqueId}` }] : [];
}

function isOwn({ element }: Addressed): boolean {
  return CarrierResource.isCarrierResource(element) || FabricLocal.isFabricLocal(element);
}
