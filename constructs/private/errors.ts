import { FabricError } from '../../lib/model/fabric-error';

/** A value that is neither given nor to be had from a pool. */
export function valueOrPoolMissing(prop: string, pool: string, example: string, constructPath: string): FabricError {
  return new FabricError(
    'valueOrPoolMissing',
    `${prop} is not given, and the fabric has no pool that it could come from; give it, or give the fabric ` +
      `pools: { ${pool}: ${example} }`,
    constructPath,
  );
}

/** A value that Terraform knows only when it runs. */
export function unresolvedToken(prop: string, constructPath?: string): FabricError {
  return new FabricError(
    'unresolvedToken',
    `${prop} must be known at synth, but it is a token, whose value only Terraform knows, and only while it runs; ` +
      'configuration is rendered and checked before that, so give the value itself (from code, a file or the environment)',
    constructPath,
  );
}

/** A number outside its range, or not whole. */
export function numberOutOfRange(prop: string, given: number, min: number, max: number): FabricError {
  return new FabricError(
    'numberOutOfRange',
    `${prop} ${given} is out of range; allowed are whole numbers from ${min} to ${max}`,
  );
}

/** Text that cannot stand in a configuration line. */
export function unusableText(prop: string, given: string, maxLength: number): FabricError {
  return new FabricError(
    'unusableText',
    `${prop} ${JSON.stringify(given)} cannot be used; allowed are 1 to ${maxLength} characters without line breaks or ` +
      'other control characters',
  );
}

/** A piece outside any fabric. */
export function noFabricFound(constructPath: string): FabricError {
  return new FabricError(
    'noFabricFound',
    'no fabric was found here or in any scope above; create this inside a Fabric or a FabricStack (new LeafDevice(fabric, …))',
    constructPath,
  );
}

/** Something of one fabric used in another, or something that is not of this library. */
export function foreignReference(prop: string, wanted: string, constructPath: string): FabricError {
  return new FabricError(
    'foreignReference',
    `${prop} must be ${wanted} of the same fabric; references across fabrics are not possible, since each is one change ` +
      'of its own',
    constructPath,
  );
}

/** A reason that says nothing. */
export function reasonMissing(prop: string): FabricError {
  return new FabricError(
    'reasonMissing',
    `${prop} needs a reason in words, for whoever reviews the change; it was empty`,
  );
}

/** An override for a subnet that is not there. */
export function addressWithoutSubnet(prop: string, subnetProp: string): FabricError {
  return new FabricError(
    'addressWithoutSubnet',
    `${prop} is given without ${subnetProp}; give the subnet it belongs to`,
  );
}

/** A name that cannot be a BGP group's. */
export function invalidGroupName(prop: string, given: string): FabricError {
  return new FabricError(
    'invalidGroupName',
    `${prop} "${given}" cannot be the name of a BGP group; write 1 to 63 letters, digits, "_", "-" and ".", beginning with ` +
      'a letter or digit, for example server1',
  );
}

/** BFD timers where BFD is off. */
export function bfdTimersWithoutBfd(constructPath: string, prop: 'bfd' | 'microBfd' = 'bfd'): FabricError {
  return new FabricError(
    'bfdTimersWithoutBfd',
    `${prop} is false, and ${prop}MinimumIntervalMs or ${prop}Multiplier is given; leave the timers out, or turn BFD on`,
    constructPath,
  );
}

/** An aggregated interface of which nobody says what is in it. */
export function aggregateWithoutMembers(
  prop: string,
  name: string,
  members: string,
  constructPath: string,
): FabricError {
  return new FabricError(
    'aggregateWithoutMembers',
    `${prop} ${name} is an aggregated interface, and its ports are not given; name them, for example ` +
      `${members}: ['et-0/0/0', 'et-0/0/1']`,
    constructPath,
  );
}

/** A prop that nobody reads. */
export function unknownProp(
  prop: string,
  nearest: string | undefined,
  known: readonly string[],
  constructPath?: string,
): FabricError {
  const advice = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`;
  return new FabricError('unknownProp', `${prop} is not a known prop; ${advice}`, constructPath);
}

/** A prop without which nothing can be made. */
export function propMissing(prop: string, wanted: string, constructPath?: string): FabricError {
  return new FabricError('propMissing', `${prop} is missing, or undefined; give ${wanted}`, constructPath);
}

/** A prop of another kind, in a program that no compiler has checked. */
export function propOfWrongKind(prop: string, wanted: string, given: string, constructPath?: string): FabricError {
  return new FabricError('propOfWrongKind', `${prop} is ${given}; give ${wanted}`, constructPath);
}
