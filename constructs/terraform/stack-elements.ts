import { TerraformStack } from '../../lib/cdktf';
import type { IConstruct } from 'constructs';

/** Everything that becomes part of one stack's Terraform configuration: what is below it, less the stacks within it. */
export function elementsOf(stack: TerraformStack): IConstruct[] {
  const elements: IConstruct[] = [];
  collect(stack, elements);
  return elements;
}

function collect(scope: IConstruct, into: IConstruct[]): void {
  for (const child of scope.node.children) {
    if (TerraformStack.isStack(child)) continue;
    into.push(child);
    collect(child, into);
  }
}
