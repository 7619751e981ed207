import { FabricError } from '../../lib/model/fabric-error';

/** A resource of the user with the address of one of ours. */
export function terraformAddressTaken(address: string, constructPath: string): FabricError {
  return new FabricError(
    'terraformAddressTaken',
    `the Terraform address ${address} belongs to the fabric, and this element has it too, so that one would overwrite ` +
      'the other; give this element another id',
    constructPath,
  );
}

/** The bundled CLI that belongs into the stack directory is not there. */
export function cliBundleMissing(file: string): FabricError {
  return new FabricError(
    'cliBundleMissing',
    `the bundled CLI ${file} does not exist, and without it the synthesized stack could not be applied; reinstall ` +
      'cdktf-junos-fabric, run "npm run build" in a checkout of it, or name the file in JUNOS_FABRIC_CLI_BUNDLE',
  );
}
