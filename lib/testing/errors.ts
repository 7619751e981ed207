import { FabricError } from '../model/fabric-error';

/** A stack without a fabric. */
export function stackWithoutFabric(stack: string): FabricError {
  return new FabricError(
    'stackWithoutFabric',
    `stack "${stack}" has no fabric; give FabricTemplate.fromStack a FabricStack, or a stack in which a Fabric was created`,
  );
}

/** Matchers that register themselves where there is nothing to register them with. */
export function noGlobalExpect(): FabricError {
  return new FabricError(
    'noGlobalExpect',
    'there is no global expect to add matchers to; write expect.extend(fabricMatchers) with the expect that you import, and ' +
      "fabricMatchers of 'cdktf-junos-fabric/testing'",
  );
}

/** Something that a matcher cannot ask anything about. */
export function notPartOfFabric(given: string): FabricError {
  return new FabricError(
    'notPartOfFabric',
    `${given} is no part of a fabric that this matcher is about; give it a stack with a fabric, a Fabric, a device, a ` +
      'MultihomedServer, or the template of one',
  );
}

/** An assertion about the fabric that is not true. */
export function assertionFailed(message: string): FabricError {
  return new FabricError('assertionFailed', message);
}
